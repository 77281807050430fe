import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAppearance } from "./appearance.tsx";
import type { Drawing } from "./chart-engine.ts";
import { ErrorState } from "./states.tsx";
import { useWords } from "./language.tsx";
import { PlainTable } from "./plain-table.tsx";
import { kitWords } from "./words.ts";

export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}

/**
 * A picture that answers the question in its title, with unit, scope and as-of time behind it, and a table twin with the
 * same figures. `option` is ECharts' (bar and line; label the axes, let bars start at zero).
 */
export function Chart({
  title,
  note,
  option,
  table,
  height = 240,
}: {
  title: string;
  note?: ReactNode;
  option: object;
  table: ChartTable;
  height?: number;
}) {
  const words = useWords(kitWords);
  const [showsTable, setShowsTable] = useState(false);
  return (
    <figure aria-label={title}>
      <figcaption className="chart-head">
        <b>{title}</b>
        {note === undefined ? null : <span className="t12 m">{note}</span>}
        <span className="sp" />
        <button type="button" className="chip" onClick={() => setShowsTable(!showsTable)}>
          {showsTable ? words.seeChart : words.seeTable}
        </button>
      </figcaption>
      {showsTable ? (
        <PlainTable
          label={title}
          columns={table.columns.map((name, index) => ({ title: name, isFigure: index > 0 }))}
          rows={table.rows.map((cells, index) => ({ key: String(index), cells }))}
        />
      ) : (
        <Picture option={option} height={height} />
      )}
    </figure>
  );
}

function Picture({ option, height }: { option: object; height: number }) {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing>(null);
  const latest = useRef(option);
  const { tokens } = useAppearance();
  const [failure, setFailure] = useState<Error | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let isGone = false;
    const observer = new ResizeObserver(() => drawing.current?.resize());
    const start = async () => {
      try {
        const { drawingOn } = await import("./chart-engine.ts");
        if (isGone) return;
        drawing.current = drawingOn(element, tokens);
        drawing.current.draw(latest.current);
        observer.observe(element);
      } catch (error) {
        setFailure(error as Error);
      }
    };
    void start();
    return () => {
      isGone = true;
      observer.disconnect();
      drawing.current?.dispose();
      drawing.current = null;
    };
  }, [tokens]);
  useEffect(() => {
    latest.current = option;
    drawing.current?.draw(option);
  }, [option]);
  if (failure) return <ErrorState error={failure} />;
  return <div ref={place} className="chart-body" style={{ height }} aria-hidden="true" />;
}
