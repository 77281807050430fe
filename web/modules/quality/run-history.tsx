import { type CheckRun, qualityRoutes } from "#contract/quality";
import {
  Answered,
  AppLink,
  Chart,
  LinkIfThere,
  Moment,
  PlainTable,
  Score,
  Section,
  useAnswer,
  useFormat,
  useWords,
} from "#kit";
import { qualityWords } from "./words.ts";

const shown = 30;
type Run = Omit<CheckRun, "rules">;

/** How the score went from check to check, and the latest of them. Only those inside the department's scope see it. */
export function RunHistory({ resourceId, agreed }: { resourceId: string; agreed: number }) {
  const words = useWords(qualityWords).history;
  const format = useFormat();
  const answer = useAnswer(qualityRoutes.listRuns, { query: { resourceId, limit: shown } });
  return (
    <Section title={words.title} note={answer.data ? words.note(format.number(answer.data.total)) : undefined}>
      <Answered answer={answer} what={words.title}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.none}</p>
          ) : (
            <>
              {items.length > 1 ? <HistoryChart runs={items.toReversed()} agreed={agreed} /> : null}
              <PlainTable
                label={words.title}
                columns={[
                  { title: words.at },
                  { title: words.score, isFigure: true },
                  { title: words.badRows, isFigure: true },
                  { title: words.entry, isFigure: true },
                ]}
                rows={items.slice(0, 8).map((run) => ({
                  key: run.id,
                  cells: [
                    <LinkIfThere key="at" href={run.loadId === null ? "" : `/intake/loads/${run.loadId}`}>
                      <Moment at={run.ranAt} />
                    </LinkIfThere>,
                    <Score key="score" score={run.score} agreed={run.agreed} />,
                    format.number(run.badRows),
                    run.entry === null ? (
                      "—"
                    ) : (
                      <AppLink key="entry" href={`/ledger/${run.entry}`}>
                        {format.entry(run.entry)}
                      </AppLink>
                    ),
                  ],
                }))}
              />
            </>
          )
        }
      </Answered>
    </Section>
  );
}

function HistoryChart({ runs, agreed }: { runs: readonly Run[]; agreed: number }) {
  const words = useWords(qualityWords).history;
  const format = useFormat();
  const lowest = Math.min(agreed, ...runs.map(({ score }) => score));
  return (
    <Chart
      title={words.chartTitle}
      height={140}
      option={{
        grid: { left: 0, right: 12, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
        xAxis: { type: "category", data: runs.map((run) => format.monthDay(run.ranAt)) },
        yAxis: { type: "value", min: Math.floor(lowest / 5) * 5, max: 100, splitNumber: 2 },
        tooltip: { trigger: "axis", valueFormatter: (value: number) => format.score(value) },
        series: [{ name: words.score, type: "line", data: runs.map(({ score }) => score) }],
      }}
      table={{
        columns: [words.at, words.score],
        rows: runs.toReversed().map((run) => [format.moment(run.ranAt), format.score(run.score)]),
      }}
    />
  );
}
