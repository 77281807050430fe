import { Button } from "antd";
import { useRef, useState } from "react";
import { dictionaryRoutes } from "#contract/dictionary";
import type { MappedColumn } from "#contract/intake";
import { StateWord, useAnswer, useFilters, useFormat, useShortcut, useWords, Why } from "#kit";
import type { StepProps } from "./draft-screen.tsx";
import { draftFilters } from "./filters.ts";
import { StepFoot, StepHead } from "./load-way.tsx";
import { type Choice, chosen, countsOf, isFieldName, stateOf, twinOf } from "./mapping.ts";
import { MappingCounts } from "./mapping-counts.tsx";
import { MappingRow } from "./mapping-row.tsx";
import { TargetResource } from "./target-resource.tsx";
import { wayWords } from "./way-words.ts";

const allElements = { query: { limit: 500, status: "active" } } as const;

/** Which element each column is: proposed with reasons, decided by the person, saved at every change. */
export function MappingStep({
  draft,
  saver,
  goTo,
  onOnly,
}: StepProps & { onOnly: (only: "open" | undefined) => void }) {
  const all = useWords(wayWords);
  const words = all.mapping;
  const format = useFormat();
  const [{ only }] = useFilters(draftFilters);
  const [mapping, setMapping] = useState<readonly MappedColumn[]>(draft.mapping);
  // Columns stay in sight once decided, until the filter is set again.
  const [wereOpen] = useState(() => new Set(openOf(draft.mapping)));
  const elements = useAnswer(dictionaryRoutes.listElements, allElements).data?.items ?? [];
  const body = useRef<HTMLTableSectionElement>(null);
  const counts = countsOf(mapping);
  const take = (next: readonly MappedColumn[]) => {
    setMapping(next);
    const isWhole = next.every((column) => isFieldName(column.field) && !twinOf(column, next));
    if (isWhole) void saver.save({ mapping: [...next] });
  };
  const change = (column: MappedColumn) =>
    take(mapping.map((other) => (other.position === column.position ? column : other)));
  const choose = (column: MappedColumn, choice: Choice) => {
    const source = draft.columns.find(({ position }) => position === column.position);
    const others = mapping.filter(({ position }) => position !== column.position);
    if (source) change(chosen(column, source, choice, others));
  };
  const confirm = (column: MappedColumn) => change({ ...column, decidedBy: "person" });
  useMappingKeys(body, (position) => {
    const column = mapping.find((one) => one.position === position);
    if (column && stateOf(column) !== "decided") confirm(column);
  });
  const faulty = mapping.find((column) => !isFieldName(column.field) || twinOf(column, mapping));
  const next = async () => {
    const isSaved = await saver.save({ mapping: [...mapping] });
    if (isSaved) goTo("trial");
  };
  return (
    <>
      <StepHead
        step="mapping"
        title={words.title}
        note={words.note(format.number(mapping.length))}
        more={
          only ? (
            <Button type="link" size="small" onClick={() => onOnly(undefined)}>
              {words.seeAll}
            </Button>
          ) : counts.open > 0 ? (
            <Button type="link" size="small" onClick={() => onOnly("open")}>
              {words.onlyOpen(format.number(counts.open))}
            </Button>
          ) : undefined
        }
      />
      <TargetResource draft={draft} saver={saver} />
      <table className="table dense stacks mapping" aria-label={words.title}>
        <MappingHead />
        <tbody ref={body}>
          {mapping
            .filter((column) => !only || wereOpen.has(column.position) || stateOf(column) === "open")
            .map((column) => (
              <MappingRow
                key={column.position}
                column={column}
                source={draft.columns.find(({ position }) => position === column.position)}
                elements={elements}
                twin={twinOf(column, mapping)}
                onChange={change}
                onChoose={(choice) => choose(column, choice)}
                onConfirm={() => confirm(column)}
              />
            ))}
        </tbody>
      </table>
      <div className="table-foot">
        <span>
          <MappingCounts mapping={mapping} />
        </span>
        <span className="sp" />
        <span className="t12 keys-hint">{words.keys}</span>
      </div>
      <StepFoot
        back={<Button onClick={() => goTo("preview")}>{all.back}</Button>}
        why={
          counts.open > 0 ? (
            <Why>{words.stillOpen(format.number(counts.open))}</Why>
          ) : (
            <StateWord icon="check" light>
              {words.allSeen}
            </StateWord>
          )
        }
        next={
          <>
            {counts.open > 0 ? (
              <Button onClick={() => take(mapping.map(confirmed))}>
                {words.confirmAll(format.number(counts.open))}
              </Button>
            ) : null}
            <Button
              type="primary"
              loading={saver.state === "saving"}
              disabled={faulty !== undefined || counts.loaded === 0}
              onClick={() => void next()}
            >
              {words.next}
            </Button>
          </>
        }
      />
    </>
  );
}

const confirmed = (column: MappedColumn): MappedColumn =>
  stateOf(column) === "open" ? { ...column, decidedBy: "person" } : column;

const openOf = (mapping: readonly MappedColumn[]) =>
  mapping.filter((column) => stateOf(column) === "open").map(({ position }) => position);

function MappingHead() {
  const words = useWords(wayWords).mapping;
  return (
    <thead>
      <tr>
        <th scope="col">{words.source}</th>
        <th scope="col">{words.type}</th>
        <th scope="col">{words.samples}</th>
        <th scope="col" style={{ width: 250 }}>
          {words.element}
        </th>
        <th scope="col">{words.reason}</th>
        <th scope="col" className="num">
          {words.confidence}
        </th>
        <th scope="col">{words.key}</th>
        <th scope="col">{words.status}</th>
      </tr>
    </thead>
  );
}

/** j and k move from column to column, y confirms and goes on; Enter on a column's button opens its choices. */
function useMappingKeys(body: React.RefObject<HTMLTableSectionElement | null>, confirm: (position: number) => void) {
  useShortcut(["j", "k", "y"], (key) => {
    const pickers = [...(body.current?.querySelectorAll<HTMLElement>("button.picker") ?? [])];
    const row = document.activeElement?.closest<HTMLElement>("tr[data-position]");
    const at = pickers.findIndex((picker) => picker.closest("tr") === row);
    if (key === "y") {
      if (!row) return false;
      confirm(Number(row.dataset["position"]));
    }
    const target = pickers[Math.min(pickers.length - 1, Math.max(0, key === "k" ? at - 1 : at + 1))];
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "nearest" });
    return true;
  });
}
