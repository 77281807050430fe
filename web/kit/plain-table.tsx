import type { ReactNode } from "react";

/**
 * A short table inside a page: no keyboard of its own, no column choice. On a phone its rows stack, unless `keepsShape`
 * (figures that are compared across columns), which lets it scroll sideways instead.
 */
export const PlainTable = ({
  label,
  columns,
  rows,
  keepsShape,
  isDense = true,
}: {
  label: string;
  columns: readonly { title: string; isFigure?: boolean; width?: number | string }[];
  rows: readonly { key: string; cells: readonly ReactNode[]; tone?: "current" }[];
  keepsShape?: boolean;
  isDense?: boolean;
}) => {
  const table = (
    <table className={`table plain${isDense ? " dense" : ""}${keepsShape ? "" : " stacks"}`} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.title}
              scope="col"
              className={column.isFigure ? "num" : undefined}
              style={{ width: column.width }}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells, tone }) => (
          <tr key={key} data-row={key} className={tone}>
            {columns.map((column, index) => (
              <td
                key={column.title}
                className={column.isFigure ? "num" : index === 0 ? "name" : undefined}
                data-label={index === 0 ? undefined : column.title}
              >
                {cells[index]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (!keepsShape) return table;
  return (
    // A region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="table-scroll" aria-label={label} tabIndex={0}>
      {table}
    </section>
  );
};
