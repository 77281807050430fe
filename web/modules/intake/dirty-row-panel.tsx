import { Button, Input } from "antd";
import { useState } from "react";
import { dictionaryRoutes } from "#contract/dictionary";
import { type DirtyRow, intakeRoutes, type Load, type MappedColumn } from "#contract/intake";
import {
  ErrorState,
  KeyValues,
  LoadingState,
  Note,
  Section,
  useAnswer,
  useChange,
  useText,
  useToast,
  useWords,
  Why,
} from "#kit";
import { useDirtyChanges } from "./dirty-change.ts";
import { dirtyWords } from "./dirty-words.ts";
import { FoundValue } from "./found-rows.tsx";

/** One rejected row: why it stayed out, what it should be, and the whole row as the source has it. */
export function DirtyRowPanel({
  load,
  row,
  previous,
  next,
}: {
  load: Load;
  row: DirtyRow;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}) {
  const words = useWords(dirtyWords).panel;
  const text = useText();
  const isMasked = useMaskedFields(load);
  const isSettled = row.state === "loaded" || row.state === "returned";
  const columns = load.columns.filter((column) => column.action === "load");
  return (
    <>
      <div className="row g2">
        <Button size="small" disabled={!previous} onClick={previous}>
          {words.previous}
        </Button>
        <Button size="small" disabled={!next} onClick={next}>
          {words.next}
        </Button>
      </div>
      <Section title={words.faults}>
        {row.faults.map((fault) => (
          <div key={`${fault.column ?? ""} ${fault.rule}`} style={{ marginBottom: 8 }}>
            <Note tone="fault" title={fault.columnName ? text(fault.columnName) : undefined}>
              <p className="break">{text(fault.text)}</p>
              <p className="break s">{text(fault.mend)}</p>
            </Note>
          </div>
        ))}
      </Section>
      {isSettled ? (
        <p className="t13 s">{words.settled}</p>
      ) : load.may.mend && isMasked === null ? (
        <LoadingState what={words.mendTitle} />
      ) : load.may.mend && isMasked !== null ? (
        <Mend load={load} row={row} columns={columns} isMasked={isMasked} />
      ) : null}
      <Section title={words.found} note={words.foundNote}>
        <KeyValues
          items={columns.map((column) => ({
            key: text(column.name),
            value: <Cell column={column} row={row} />,
          }))}
        />
      </Section>
    </>
  );
}

function Cell({ column, row }: { column: MappedColumn; row: DirtyRow }) {
  const words = useWords(dirtyWords).panel;
  const isBad = row.faults.some((fault) => fault.column === column.field);
  const found = <FoundValue value={row.values[column.field] ?? null} />;
  return (
    <>
      {isBad ? <span className="bad">{found}</span> : found}
      {column.field in row.mended ? (
        <>
          {" "}
          <span className="m">{words.mended}</span> <FoundValue value={row.mended[column.field] ?? null} />
        </>
      ) : null}
    </>
  );
}

function Mend({
  load,
  row,
  columns,
  isMasked,
}: {
  load: Load;
  row: DirtyRow;
  columns: readonly MappedColumn[];
  isMasked: (column: MappedColumn) => boolean;
}) {
  const all = useWords(dirtyWords);
  const words = all.panel;
  const text = useText();
  const toast = useToast();
  const place = text(row.place);
  const [hasAll, setHasAll] = useState(row.faults.some((fault) => fault.column === null));
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const mend = useChange(intakeRoutes.mendDirty, ["ledger"]);
  const changes = useDirtyChanges(load);
  const faulty = new Set(row.faults.map((fault) => fault.column));
  const hasChanged = Object.keys(typed).length > 0;
  const save = async (andLoad: boolean) => {
    if (hasChanged) {
      const values = Object.fromEntries(
        Object.entries(typed).map(([field, value]) => [field, value.trim() === "" ? null : value]),
      );
      if (!(await mend.send({ params: { id: load.id, row: row.row }, body: { values } }))) return;
      setTyped({});
    }
    if (andLoad) await changes.retry([row.row]);
    else toast(words.saved(place));
  };
  const hasSuggestion = row.faults.some(({ suggestion }) => suggestion !== null);
  return (
    <Section title={words.mendTitle} note={words.mendNote}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save(true);
        }}
      >
        {columns
          .filter((column) => hasAll || faulty.has(column.field))
          .map((column) => (
            <MendField
              key={column.field}
              id={`mend-${column.field}`}
              label={text(column.name)}
              kept={row.mended[column.field] ?? row.values[column.field] ?? ""}
              isMasked={isMasked(column)}
              typed={typed[column.field]}
              onType={(value) => setTyped({ ...typed, [column.field]: value })}
            />
          ))}
        {mend.problem ? <ErrorState error={mend.problem} /> : null}
        {changes.problem ? <ErrorState error={changes.problem} /> : null}
        <div className="row g2 wrap">
          <Button
            type="primary"
            htmlType="submit"
            loading={mend.isSending || changes.isBusy}
            disabled={!hasChanged && row.state !== "mended"}
          >
            {words.saveAndLoad}
          </Button>
          <Button disabled={!hasChanged} onClick={() => void save(false)}>
            {words.save}
          </Button>
          {hasSuggestion ? (
            <Button disabled={changes.isBusy} onClick={() => void changes.adopt({ rows: [row.row] })}>
              {words.take}
            </Button>
          ) : null}
          <Button disabled={changes.isBusy} onClick={() => void changes.giveBack(1, [row.row])}>
            {words.return}
          </Button>
          {hasAll ? null : (
            <Button type="link" onClick={() => setHasAll(true)}>
              {words.showAll}
            </Button>
          )}
        </div>
        {!hasChanged && row.state !== "mended" ? <Why>{words.nothingChanged}</Why> : null}
      </form>
    </Section>
  );
}

/**
 * Columns whose values are shown masked: what stands there must not be sent back as if it were the value. Null until the
 * dictionary has told them; where it cannot, every column with an element counts as masked.
 */
function useMaskedFields(load: Load): ((column: MappedColumn) => boolean) | null {
  const isNeeded = load.columns.some((column) => column.element !== null);
  const { data, error } = useAnswer(dictionaryRoutes.listElements, { query: { limit: 500 } }, { isReady: isNeeded });
  if (isNeeded && !data && !error) return null;
  const masks = new Map((data?.items ?? []).map(({ id, mask }) => [id, mask]));
  return ({ element }) => element !== null && masks.get(element) !== null;
}

function MendField({
  id,
  label,
  kept,
  isMasked,
  typed,
  onType,
}: {
  id: string;
  label: string;
  /** The value that stands now, masked where the column is. */
  kept: string;
  isMasked: boolean;
  typed: string | undefined;
  onType: (value: string) => void;
}) {
  const words = useWords(dirtyWords).panel;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {isMasked && kept !== "" ? (
        <p id={`${id}-hint`} className="hint">
          {words.masked(kept)}
        </p>
      ) : null}
      <div className="control">
        <Input
          id={id}
          aria-describedby={isMasked && kept !== "" ? `${id}-hint` : undefined}
          value={typed ?? (isMasked ? "" : kept)}
          onChange={(event) => onType(event.target.value)}
        />
      </div>
    </div>
  );
}
