import { Checkbox, Popover } from "antd";
import { type ReactNode, useState } from "react";
import { Icon } from "./icons.tsx";
import { useFormat, useWords } from "./language.tsx";
import { ErrorState } from "./states.tsx";
import type { TableState } from "./table-state.ts";
import { kitWords } from "./words.ts";

/** Which columns, how high the rows, and the export of the whole list; stands at the right of the query strip. */
export function TableTools<Row>({
  table,
  onExport,
}: {
  table: TableState<Row>;
  /** Downloads the list under its present filters. */
  onExport?: () => Promise<unknown>;
}) {
  const words = useWords(kitWords);
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        arrow={false}
        destroyOnHidden
        content={
          <fieldset className="stack g1" style={{ border: 0, margin: 0, padding: 0 }}>
            <legend className="unseen">{words.columnsTitle}</legend>
            {table.columns.map((column, index) => (
              <Checkbox
                key={column.key}
                disabled={index === 0}
                checked={table.shown.includes(column)}
                onChange={(event) => table.show(column.key, event.target.checked)}
              >
                {column.title}
              </Checkbox>
            ))}
          </fieldset>
        }
      >
        <button type="button" className="chip wide-only" aria-haspopup="dialog">
          <Icon name="columns" />
          {words.columns}
        </button>
      </Popover>
      <button
        type="button"
        className="chip wide-only"
        aria-pressed={table.isDense}
        onClick={() => table.setDense(!table.isDense)}
      >
        <Icon name="rows" />
        {table.isDense ? words.looseRows : words.denseRows}
      </button>
      {onExport ? <ExportButton onExport={onExport} /> : null}
    </>
  );
}

/** Starts a download and shows a refusal in place. */
export function ExportButton({ onExport, label }: { onExport: () => Promise<unknown>; label?: ReactNode }) {
  const words = useWords(kitWords);
  const [state, setState] = useState<"idle" | "busy" | Error>("idle");
  const start = async () => {
    setState("busy");
    try {
      await onExport();
      setState("idle");
    } catch (error) {
      setState(error as Error);
    }
  };
  return (
    <Popover
      open={state instanceof Error}
      onOpenChange={(isOpen) => isOpen || setState("idle")}
      trigger="click"
      placement="bottomRight"
      content={state instanceof Error ? <ErrorState error={state} retry={() => void start()} /> : null}
    >
      <button type="button" className="chip" disabled={state === "busy"} onClick={() => void start()}>
        <Icon name="download" />
        {state === "busy" ? words.exporting : (label ?? words.exportFile)}
      </button>
    </Popover>
  );
}

/** What can be done with the chosen rows; stays at the lower edge while rows are chosen. */
export function BatchBar({
  count,
  note,
  onClear,
  children,
}: {
  count: number;
  note?: ReactNode;
  onClear: () => void;
  children: ReactNode;
}) {
  const words = useWords(kitWords);
  const format = useFormat();
  if (count === 0) return null;
  return (
    <section className="batch no-print" aria-label={words.chosen(format.number(count))}>
      <output>
        <b>{words.chosen(format.number(count))}</b>
      </output>
      {note === undefined ? null : <span className="m">{note}</span>}
      <span className="sp" />
      {children}
      <button type="button" className="chip" onClick={onClear}>
        {words.clear} <span className="kbd">Esc</span>
      </button>
    </section>
  );
}
