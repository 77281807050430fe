import type { Resource } from "#contract/catalog";
import { intakeRoutes } from "#contract/intake";
import { Answered, Chart, isMissing, isRefused, LinkIfThere, Section, useAnswer, useFormat, useWords } from "#kit";
import { pageWords } from "./page-words.ts";

const shown = 30;

/** What each load brought in and turned away, oldest first; the last one's receipt in words. */
export function Loads({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).loads;
  const answer = useAnswer(intakeRoutes.listLoads, { query: { resourceId: resource.id, limit: shown } });
  if (isMissing(answer.error) || isRefused(answer.error)) return null;
  const ended = (answer.data?.items ?? []).filter((load) => load.state === "published");
  if (answer.data && ended.length > 0)
    return (
      <section aria-label={words.title}>
        <LoadsChart loads={ended} resourceId={resource.id} total={answer.data.total} />
      </section>
    );
  return (
    <Section title={words.title}>
      <Answered answer={answer} what={words.title}>
        {() => <p className="t13 m">{words.none}</p>}
      </Answered>
    </Section>
  );
}

interface LoadFigures {
  readonly id: string;
  readonly number: number;
  readonly endedAt: string | null;
  readonly rowsRead: number | null;
  readonly rowsLoaded: number | null;
  readonly rowsRejected: number | null;
  readonly isReconciled: boolean | null;
}

function LoadsChart({
  loads,
  resourceId,
  total,
}: {
  loads: readonly LoadFigures[];
  resourceId: string;
  total: number;
}) {
  const words = useWords(pageWords).loads;
  const format = useFormat();
  const oldestFirst = loads.toReversed();
  const last = loads[0];
  const figures = (value: number | null) => format.number(value ?? 0);
  const series = (name: string, of: (load: LoadFigures) => number | null) => ({
    name,
    type: "bar",
    stack: "rows",
    barMaxWidth: 22,
    data: oldestFirst.map((load) => of(load) ?? 0),
  });
  return (
    <>
      <Chart
        title={words.title}
        note={words.note(format.number(oldestFirst.length))}
        height={130}
        option={{
          grid: { left: 0, right: 8, top: 10, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
          xAxis: {
            type: "category",
            data: oldestFirst.map((load) => (load.endedAt === null ? "" : format.monthDay(load.endedAt))),
            axisTick: { show: false },
          },
          yAxis: {
            type: "value",
            min: 0,
            splitNumber: 2,
            axisLabel: { formatter: (value: number) => format.rough(value) },
          },
          tooltip: { trigger: "axis" },
          series: [
            series(words.loaded, (load) => load.rowsLoaded),
            series(words.rejected, (load) => load.rowsRejected),
          ],
        }}
        table={{
          columns: [words.at, words.loaded, words.rejected],
          rows: loads.map((load) => [
            <LinkIfThere key="at" href={`/intake/loads/${load.id}`}>
              {load.endedAt === null ? format.number(load.number) : format.moment(load.endedAt)}
            </LinkIfThere>,
            figures(load.rowsLoaded),
            figures(load.rowsRejected),
          ]),
        }}
      />
      {last ? (
        <>
          <p className="t13 s">
            {words.receipt(figures(last.rowsRead), figures(last.rowsLoaded), figures(last.rowsRejected))}
            {last.isReconciled === null ? "" : last.isReconciled ? words.balanced : words.unbalanced}
          </p>
          <div className="row g4 t13">
            <LinkIfThere href={`/intake/loads/${last.id}`}>{words.open}</LinkIfThere>
            {(last.rowsRejected ?? 0) > 0 ? (
              <LinkIfThere href={`/intake/dirty?load=${last.id}`}>
                {words.openRejected(figures(last.rowsRejected))}
              </LinkIfThere>
            ) : null}
            {total > 1 ? (
              <LinkIfThere href={`/intake/loads?resourceId=${resourceId}`}>
                {words.all(format.number(total))}
              </LinkIfThere>
            ) : null}
          </div>
        </>
      ) : null}
    </>
  );
}
