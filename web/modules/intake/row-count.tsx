import type { Inspection } from "#contract/intake";
import { useFormat, useWords } from "#kit";
import { wayWords } from "./way-words.ts";

/** Rows of a table before it is read: of a sheet they are all its lines, headings and titles among them. */
export function RowCount({ format, count }: { format: Inspection["format"]; count: number }) {
  const words = useWords(wayWords).preview;
  const { number } = useFormat();
  return <>{format === "xlsx" || format === "xls" ? words.withHeadings(number(count)) : number(count)}</>;
}
