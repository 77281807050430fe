import { Button, Checkbox } from "antd";
import { useState } from "react";
import type { DataElement } from "#contract/dictionary";
import type { MappedColumn, SourceColumn } from "#contract/intake";
import { Icon, type IconName, StateWord, useFormat, useText, useWords } from "#kit";
import { ValueTypeText } from "#shell";
import { ColumnDetails } from "./column-details.tsx";
import { ElementPicker } from "./element-picker.tsx";
import { type Choice, type ColumnState, isFieldName, stateOf } from "./mapping.ts";
import { wayWords } from "./way-words.ts";

const icons: Readonly<Record<ColumnState, IconName>> = {
  open: "fault",
  proposed: "info",
  decided: "check",
  skipped: "minus",
};

const samplesShown = 3;

/** One source column, what becomes of it, and why that is proposed. */
export function MappingRow({
  column,
  source,
  elements,
  twin,
  onChange,
  onChoose,
  onConfirm,
}: {
  column: MappedColumn;
  source: SourceColumn | undefined;
  elements: readonly DataElement[];
  /** Another column with the same field. */
  twin: MappedColumn | undefined;
  onChange: (column: MappedColumn) => void;
  onChoose: (choice: Choice) => void;
  onConfirm: () => void;
}) {
  const words = useWords(wayWords).mapping;
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const state = stateOf(column);
  const isFaulty = twin !== undefined || !isFieldName(column.field);
  return (
    <>
      <tr data-row={column.position} data-position={column.position} className={state === "skipped" ? "left-out" : ""}>
        <td className="name">
          <b className="break">{column.source}</b>
          {source && source.comment !== "" ? <span className="l2">{source.comment}</span> : null}
        </td>
        <td data-label={words.type}>{source ? <ValueTypeText type={source.type} /> : null}</td>
        <td data-label={words.samples}>
          <Samples source={source} />
        </td>
        <td data-label={words.element}>
          <span className="row g1">
            <ElementPicker column={column} source={source} elements={elements} onChoose={onChoose} />
            {state === "skipped" ? null : (
              <Button
                type="text"
                size="small"
                aria-expanded={isOpen}
                aria-label={words.moreOf(column.source)}
                title={words.more}
                icon={<Icon name={isOpen ? "minus" : "plus"} />}
                onClick={() => setIsOpen(!isOpen)}
              />
            )}
          </span>
        </td>
        <td data-label={words.reason} className="s">
          <Reason column={column} twin={twin} />
        </td>
        <td data-label={words.confidence} className="num nw">
          {column.confidence === null ? (
            <span className="none">—</span>
          ) : (
            format.percent(Math.round(column.confidence * 100) / 100)
          )}
        </td>
        <td data-label={words.key}>
          <Checkbox
            aria-label={words.keyOf(column.source)}
            disabled={state === "skipped"}
            checked={column.isKey}
            onChange={(event) => onChange({ ...column, isKey: event.target.checked, decidedBy: "person" })}
          />
        </td>
        <td data-label={words.status}>
          {state === "open" || state === "proposed" ? (
            <button type="button" className="confirm-state" title={words.confirmOf(column.source)} onClick={onConfirm}>
              <StateWord icon={icons[state]} tone={state === "open" ? "fault" : "plain"} light={state !== "open"}>
                {words.states[state]}
              </StateWord>
              <span className="do">{words.confirm}</span>
            </button>
          ) : (
            <StateWord icon={icons[state]} light>
              {words.states[state]}
            </StateWord>
          )}
        </td>
      </tr>
      {isOpen || isFaulty ? (
        <tr className="details">
          <td colSpan={8}>
            <ColumnDetails column={column} twin={twin} onChange={onChange} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function Samples({ source }: { source: SourceColumn | undefined }) {
  const words = useWords(wayWords).mapping;
  const format = useFormat();
  if (!source) return null;
  const samples = source.samples.slice(0, samplesShown).join(" / ");
  return (
    <span className="samples" title={samples.length > 40 ? samples : undefined}>
      {samples}
      {source.emptyShare > 0.005 ? (
        <span className="m"> {words.emptyShare(format.percent(source.emptyShare))}</span>
      ) : null}
    </span>
  );
}

function Reason({ column, twin }: { column: MappedColumn; twin: MappedColumn | undefined }) {
  const words = useWords(wayWords).mapping;
  const text = useText();
  if (twin) return <span className="fault">{words.twice(twin.source)}</span>;
  if (column.reason) return <>{text(column.reason)}</>;
  if (column.decidedBy === "person") return <span className="m">{words.yourChoice}</span>;
  return <span className="m">{words.noProposal}</span>;
}
