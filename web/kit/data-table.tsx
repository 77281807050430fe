import { Button, Checkbox } from "antd";
import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import { useFormat, useWords } from "./language.tsx";
import { AppLink, useGo } from "./link.tsx";
import type { Pages } from "./query.ts";
import { ErrorState, LoadingState } from "./states.tsx";
import { useTableKeys } from "./table-keys.ts";
import { useRowWindow } from "./table-window.ts";
import type { TableState } from "./table-state.ts";
import { kitWords } from "./words.ts";
import { CopyCode } from "./copy.tsx";

/** The rows of a list and how far they reach; `usePages` gives one, `allOf` makes one of an array. */
export type RowSource<Row> = Pick<
  Pages<Row>,
  "rows" | "total" | "error" | "isLoading" | "isStale" | "hasMore" | "isLoadingMore" | "loadMore" | "refetch"
>;

export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly onChange: (keys: ReadonlySet<string>) => void;
}

export interface DataTableProps<Row> {
  /** What the list holds, for screen readers and the waiting sentence: `数据元`. */
  readonly label: string;
  readonly table: TableState<Row>;
  readonly source: RowSource<Row>;
  readonly keyOf: (row: Row) => string;
  /** What a person calls the row, for its check box. */
  readonly nameOf: (row: Row) => string;
  /** Where a row opens. Its first cell is the link; a click anywhere on the row follows it. */
  readonly hrefOf?: (row: Row) => string;
  readonly selection?: Selection;
  /** Shown where there is no row. */
  readonly empty: ReactNode;
  /** Key of the row that is open beside the list. */
  readonly currentKey?: string | undefined;
  /** Rows with the same group stand under one heading; the source must be ordered by it. */
  readonly groupOf?: (row: Row) => { key: string; title: ReactNode };
}

/**
 * The heart of every list: sticky head, keyboard (j and k move, Enter opens, x selects), ten thousand rows by drawing
 * only those in view, further pages behind a button that works by itself when reached. On a phone rows stack.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { source, table, label } = props;
  if (source.rows.length === 0) {
    if (source.error) return <ErrorState error={source.error} retry={source.refetch} />;
    return source.isLoading ? <LoadingState what={label} rows={8} /> : <>{props.empty}</>;
  }
  const classes = [
    "table sticky stacks",
    table.isDense ? "dense" : "",
    props.hrefOf ? "opens" : "",
    props.selection ? "has-check" : "",
    source.isStale ? "stale" : "",
  ];
  return (
    <>
      <TableBody {...props} className={classes.filter(Boolean).join(" ")} />
      <TableFoot source={source} hasChoice={props.selection !== undefined} opens={props.hrefOf !== undefined} />
      {source.error ? <ErrorState error={source.error} retry={source.refetch} /> : null}
    </>
  );
}

function TableBody<Row>(props: DataTableProps<Row> & { className: string }) {
  const { source, table, keyOf, selection, hrefOf, groupOf } = props;
  const words = useWords(kitWords);
  const body = useRef<HTMLTableSectionElement>(null);
  const go = useGo();
  const { rows } = source;
  const heights = { row: table.isDense ? 34 : 45, count: rows.length };
  const view = useRowWindow(body, heights);
  useTableKeys({
    body,
    count: rows.length,
    keyAt: (index) => keyOf(rows[index] as Row),
    reveal: view.reveal,
    ...(selection ? { toggle: (key: string) => selection.onChange(toggled(selection.keys, key)) } : {}),
    ...(selection ? { clear: () => selection.onChange(new Set()) } : {}),
  });
  const follow = useEffectEvent((event: MouseEvent) => {
    const target = event.target as HTMLElement;
    if (!hrefOf || target.closest("a, button, input, label") || getSelection()?.toString()) return;
    const key = target.closest("tr")?.dataset["row"];
    const row = rows.find((one) => keyOf(one) === key);
    if (row) go(hrefOf(row));
  });
  useEffect(() => {
    const element = body.current;
    element?.addEventListener("click", follow);
    return () => element?.removeEventListener("click", follow);
  }, []);
  const width = table.shown.length + (selection ? 1 : 0);
  const allChosen = selection !== undefined && rows.every((row) => selection.keys.has(keyOf(row)));
  return (
    <table className={props.className} aria-label={props.label} aria-rowcount={(source.total ?? rows.length) + 1}>
      <thead>
        <tr>
          {selection ? (
            <th className="check" scope="col">
              <Checkbox
                aria-label={words.selectAll}
                checked={allChosen}
                indeterminate={!allChosen && selection.keys.size > 0}
                onChange={() => selection.onChange(allChosen ? new Set() : new Set(rows.map(keyOf)))}
              />
            </th>
          ) : null}
          {table.shown.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={column.isFigure ? "num" : undefined}
              style={{ width: column.width }}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        <Spacer height={view.above} width={width} />
        {rows.slice(view.first, view.last).map((row, offset) => {
          const index = view.first + offset;
          const before = rows[index - 1];
          const group = groupOf?.(row);
          const isFirst = group && (before === undefined || groupOf?.(before).key !== group.key);
          return (
            <TableRow
              key={keyOf(row)}
              {...props}
              row={row}
              index={index}
              width={width}
              measure={view.measure}
              heading={isFirst ? group.title : undefined}
            />
          );
        })}
        <Spacer height={view.below} width={width} />
      </tbody>
    </table>
  );
}

function TableRow<Row>({
  row,
  index,
  width,
  heading,
  measure,
  table,
  keyOf,
  nameOf,
  selection,
  currentKey,
}: DataTableProps<Row> & {
  row: Row;
  index: number;
  width: number;
  heading: ReactNode;
  measure: ((row: HTMLElement | null) => void) | undefined;
}) {
  const words = useWords(kitWords);
  const key = keyOf(row);
  const isChosen = selection?.keys.has(key) ?? false;
  const isCurrent = currentKey === key;
  return (
    <>
      {heading === undefined ? null : (
        <tr className="group">
          <td colSpan={width}>{heading}</td>
        </tr>
      )}
      <tr
        ref={measure}
        data-row={key}
        data-index={index}
        aria-rowindex={index + 2}
        className={`${isChosen ? "chosen" : ""}${isCurrent ? " current" : ""}`}
        aria-current={isCurrent ? "true" : undefined}
      >
        {selection ? (
          <td className="check">
            <Checkbox
              aria-label={words.selectRow(nameOf(row))}
              checked={isChosen}
              onChange={() => selection.onChange(toggled(selection.keys, key))}
            />
          </td>
        ) : null}
        {table.shown.map((column, position) => (
          <td
            key={column.key}
            className={column.isFigure ? "num" : position === 0 ? "name" : undefined}
            data-label={position === 0 ? undefined : column.title}
          >
            {column.render(row)}
          </td>
        ))}
      </tr>
    </>
  );
}

/** Stands for the rows that are not drawn, so that the scroll bar tells the truth. */
const Spacer = ({ height, width }: { height: number; width: number }) =>
  height <= 0 ? null : (
    <tr className="space" aria-hidden="true">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- not a control, and hidden */}
      <td colSpan={width} style={{ height }} />
    </tr>
  );

function TableFoot<Row>({ source, hasChoice, opens }: { source: RowSource<Row>; hasChoice: boolean; opens: boolean }) {
  const words = useWords(kitWords);
  const format = useFormat();
  const shown = format.number(source.rows.length);
  return (
    <div className="table-foot">
      <span>
        {source.hasMore || source.total === null
          ? words.shown(shown, format.number(source.total ?? source.rows.length))
          : words.allShown(shown)}
      </span>
      {source.hasMore ? <MoreButton key={source.rows.length} source={source} /> : null}
      <span className="sp" />
      {opens ? <span className="t12 keys-hint">{hasChoice ? words.keysWithChoice : words.keys}</span> : null}
    </div>
  );
}

/** Fetches the next page when pressed, and by itself when it comes near the window. A fresh one stands under every page. */
function MoreButton<Row>({ source }: { source: RowSource<Row> }) {
  const words = useWords(kitWords);
  const place = useRef<HTMLDivElement>(null);
  const loadMore = useEffectEvent(() => source.loadMore());
  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), {
      rootMargin: "600px",
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place}>
      <Button size="small" loading={source.isLoadingMore} onClick={source.loadMore}>
        {source.isLoadingMore ? words.loadingMore : words.more}
      </Button>
    </div>
  );
}

const toggled = (keys: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  keys.has(key) ? new Set([...keys].filter((one) => one !== key)) : new Set([...keys, key]);

/** A first cell: what people call it, as a link, and the code under it, copyable. */
export const NameCell = ({
  name,
  href,
  code,
  note,
}: {
  name: ReactNode;
  href?: string;
  code?: string;
  note?: ReactNode;
}) => (
  <>
    {href === undefined ? (
      <span className="l1">{name}</span>
    ) : (
      <AppLink href={href} className="l1">
        {name}
      </AppLink>
    )}
    {code === undefined && note === undefined ? null : (
      <span className="l2">
        {code === undefined ? null : <CopyCode code={code} />}
        {note}
      </span>
    )}
  </>
);

/** A list that is here as a whole. */
export const allOf = <Row,>(rows: readonly Row[]): RowSource<Row> => ({
  rows,
  total: rows.length,
  error: null,
  isLoading: false,
  isStale: false,
  hasMore: false,
  isLoadingMore: false,
  loadMore: () => {},
  refetch: () => {},
});
