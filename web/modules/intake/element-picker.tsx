import type { DataElement } from "#contract/dictionary";
import type { MappedColumn, SourceColumn } from "#contract/intake";
import { type Choice as PickChoice, PanelButton, PickList, useFormat, useText, useWords } from "#kit";
import { type Choice, stateOf } from "./mapping.ts";
import { wayWords } from "./way-words.ts";

const plain = "plain";
const skip = "skip";

/** What a column becomes, and the choices: proposals first, then its own name or nothing, then the whole dictionary. */
export function ElementPicker({
  column,
  source,
  elements,
  onChoose,
}: {
  column: MappedColumn;
  source: SourceColumn | undefined;
  elements: readonly DataElement[];
  onChoose: (choice: Choice) => void;
}) {
  const words = useWords(wayWords).mapping;
  const text = useText();
  const format = useFormat();
  const proposals = source?.proposals ?? [];
  const proposed = new Set(proposals.map(({ element }) => element));
  const choices: PickChoice[] = [
    ...proposals.map((proposal) => ({
      value: proposal.element,
      label: text(proposal.name),
      note: `${proposal.element} · ${format.percent(Math.round(proposal.confidence * 100) / 100)}`,
    })),
    { value: plain, label: words.plain, ...(source ? { note: source.field } : {}) },
    { value: skip, label: words.skip },
    ...elements
      .filter(({ id }) => !proposed.has(id))
      .map((element) => ({ value: element.id, label: text(element.name), note: `${element.id} ${element.field}` })),
  ];
  const pick = (value: string) => {
    if (value === plain || value === skip) return onChoose({ kind: value });
    const element = elements.find(({ id }) => id === value);
    const proposal = proposals.find((one) => one.element === value);
    if (element) onChoose({ kind: "element", element, proposal });
  };
  const value = column.action === "skip" ? skip : (column.element ?? plain);
  const state = stateOf(column);
  return (
    <PanelButton
      className={`picker${state === "open" ? " wrong" : ""}${value === skip || value === plain ? " quiet" : ""}`}
      name={column.source}
      face={
        <span className="picked">
          {value === skip ? (
            words.skip
          ) : value === plain ? (
            <>
              {words.plain} <span className="m mono">{column.field}</span>
            </>
          ) : (
            <>
              {text(column.name)} <span className="m">{column.element}</span>
            </>
          )}
        </span>
      }
    >
      {(close) => (
        <PickList
          label={words.element}
          choices={choices}
          value={value}
          search="here"
          onPick={(picked) => {
            pick(picked);
            close();
          }}
        />
      )}
    </PanelButton>
  );
}
