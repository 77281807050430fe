import { librariesRoutes, type RunFigures } from "#contract/libraries";
import { PlainTable, Section, Sparkline, useAnswer, useFormat, useNow, useWords } from "#kit";
import { monthBefore } from "./month-before.ts";
import { portraitWords } from "./portrait-words.ts";
import { librariesWords } from "./words.ts";

const runsShown = 200;

/** The library's figures against those of a month ago, with how they went over the runs. */
export function LibraryTrend({ name }: { name: string }) {
  const words = useWords(portraitWords).library;
  const names = useWords(librariesWords).library;
  const format = useFormat();
  const { data } = useAnswer(librariesRoutes.listRuns, { params: { name }, query: { limit: runsShown } });
  const ended = (data?.items ?? []).flatMap(({ endedAt, figures }) =>
    endedAt && figures ? [{ endedAt, figures }] : [],
  );
  const [latest] = ended;
  const before = monthBefore(ended, useNow());
  if (!latest) return null;
  if (!before)
    return (
      <Section title={words.trend}>
        <p className="t13 m">{words.onlyOne}</p>
      </Section>
    );
  const lines: readonly { title: string; of: (figures: RunFigures) => number; say: (value: number) => string }[] = [
    { title: names.records, of: ({ records }) => records, say: format.number },
    { title: names.joined, of: ({ joined }) => joined, say: format.number },
    { title: names.doubtful, of: ({ doubtful }) => doubtful, say: format.number },
    { title: names.conflictCount, of: ({ conflicts }) => conflicts, say: format.number },
  ];
  const signed = (value: number) => (value > 0 ? `+${format.number(value)}` : format.number(value));
  return (
    <Section
      title={words.trend}
      note={`${words.before(format.moment(before.run.endedAt))}${before.isOld ? "" : ` · ${words.noBefore}`}`}
    >
      <PlainTable
        label={words.trend}
        columns={[
          { title: words.field },
          { title: names.at, isFigure: true },
          { title: "±", isFigure: true },
          { title: words.trendNote, width: 120 },
        ]}
        rows={lines.map(({ title, of, say }) => ({
          key: title,
          cells: [
            title,
            say(of(latest.figures)),
            signed(of(latest.figures) - of(before.run.figures)),
            <Sparkline key="line" values={ended.toReversed().map(({ figures }) => of(figures))} width={100} />,
          ],
        }))}
      />
    </Section>
  );
}
