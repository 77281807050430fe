import type { Bilingual } from "#contract/text";
import { PlainTable, useFormat, useText, useWords } from "#kit";
import { receiptWords } from "./receipt-words.ts";

/** What cleaning changed in which column, how often, and what that looks like. */
export function CleaningCounts({
  counts,
}: {
  counts: readonly {
    readonly column: string;
    readonly columnName: Bilingual;
    readonly kind: string;
    readonly text: Bilingual;
    readonly count: number;
    readonly examples?: readonly { readonly row: number; readonly before: string; readonly after: string }[];
  }[];
}) {
  const words = useWords(receiptWords).receipt;
  const text = useText();
  const format = useFormat();
  const hasExamples = counts.some((count) => (count.examples?.length ?? 0) > 0);
  return (
    <PlainTable
      label={words.cleaning}
      columns={[
        { title: words.column, width: "22%" },
        { title: words.change },
        { title: words.count, width: 90, isFigure: true },
        ...(hasExamples ? [{ title: words.examples, width: "42%" }] : []),
      ]}
      rows={counts.map((count) => ({
        key: `${count.column} ${count.kind}`,
        cells: [
          text(count.columnName),
          text(count.text),
          format.number(count.count),
          <span key="examples" className="t12 s">
            {(count.examples ?? []).map((example) => (
              <span key={example.row} className="cleaning-example">
                {words.example(format.number(example.row), example.before, example.after)}
              </span>
            ))}
          </span>,
        ],
      }))}
    />
  );
}
