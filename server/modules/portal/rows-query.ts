import type { RouteInput } from "#contract/route";
import type { portalRoutes } from "#contract/portal";
import type { RowsQuestion } from "./read-rows.ts";

const listed = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** An address as a question: what is not about the page, the columns or the order is a filter. */
export function askedRows(
  code: string,
  { limit, offset, fields, sort, ...query }: RouteInput<typeof portalRoutes.rows>["query"],
): RowsQuestion {
  return {
    code,
    limit,
    offset,
    query,
    fields: listed(fields),
    sort: listed(sort).map((one) => ({ field: one.replace(/^-/, ""), down: one.startsWith("-") })),
  };
}
