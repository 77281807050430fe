import { type Follow, followRoutes, type Run } from "#contract/intake-follow";
import {
  Answered,
  AppLink,
  Chart,
  Moment,
  NameCell,
  None,
  PlainTable,
  Section,
  useAnswer,
  useFormat,
  useWords,
} from "#kit";
import { pageWords } from "./page-words.ts";
import { RunStateWord } from "./parts.tsx";
import { changesOf } from "./run-changes.ts";
import { followWords } from "./words.ts";

const drawn = 30;
const listed = 8;
const renewMs = 10_000;

/** The newest runs of a follow: what each brought, drawn and in a list. */
export function RunsOf({ follow }: { follow: Follow }) {
  const words = useWords(pageWords);
  const format = useFormat();
  const query = { followId: follow.id, limit: drawn };
  const answer = useAnswer(followRoutes.listRuns, { query }, { every: renewMs });
  const all = answer.data?.total ?? 0;
  return (
    <Section
      title={words.runs}
      more={
        all > listed ? (
          <AppLink href={`/intake/runs?followId=${follow.id}`}>{words.allRuns(format.number(all))}</AppLink>
        ) : undefined
      }
    >
      <Answered answer={answer} what={words.runs} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.noRuns}</p>
          ) : (
            <>
              <RunList runs={items.slice(0, listed)} />
              {items.length > 1 ? <ChangesChart runs={items} /> : null}
            </>
          )
        }
      </Answered>
    </Section>
  );
}

function RunList({ runs }: { runs: readonly Run[] }) {
  const all = useWords(followWords);
  const words = useWords(pageWords);
  const format = useFormat();
  return (
    <PlainTable
      label={words.runs}
      columns={[
        { title: words.runs },
        { title: words.at, width: 120 },
        { title: words.result, width: 120 },
        { title: words.read, width: 100, isFigure: true },
        { title: words.change, width: 100, isFigure: true },
        { title: words.rejected, width: 80, isFigure: true },
      ]}
      rows={runs.map((run) => ({
        key: run.id,
        cells: [
          <NameCell
            key="name"
            name={all.run(format.number(run.followNumber))}
            href={`/intake/runs/${run.id}`}
            note={all.triggers[run.trigger]}
          />,
          <Moment key="at" at={run.startedAt ?? run.createdAt} />,
          <RunStateWord key="state" state={run.state} />,
          format.number(run.counts.read),
          format.number(changesOf(run.counts)),
          run.counts.rejected === 0 ? (
            <None key="rejected" />
          ) : run.loadId === null ? (
            format.number(run.counts.rejected)
          ) : (
            <AppLink key="rejected" href={`/intake/dirty?load=${run.loadId}`}>
              {format.number(run.counts.rejected)}
            </AppLink>
          ),
        ],
      }))}
    />
  );
}

/** Oldest first, stacked; unchanged rows are left out so that changes can be seen. */
function ChangesChart({ runs }: { runs: readonly Run[] }) {
  const all = useWords(followWords);
  const words = useWords(pageWords);
  const format = useFormat();
  const oldestFirst = runs.toReversed();
  const kinds = ["inserted", "updated", "deleted", "rejected"] as const;
  return (
    <div style={{ marginTop: 20 }}>
      <Chart
        title={words.changesTitle}
        note={words.changesNote(format.number(runs.length))}
        height={160}
        option={{
          grid: { left: 0, right: 8, top: 30, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
          legend: { left: 0, top: 0, itemWidth: 14, itemHeight: 8 },
          xAxis: {
            type: "category",
            data: oldestFirst.map((run) => format.moment(run.startedAt ?? run.createdAt)),
            axisTick: { show: false },
          },
          yAxis: {
            type: "value",
            min: 0,
            splitNumber: 2,
            axisLabel: { formatter: (value: number) => format.rough(value) },
          },
          tooltip: { trigger: "axis" },
          series: kinds.map((kind) => ({
            name: words[kind],
            type: "bar",
            stack: "rows",
            barMaxWidth: 22,
            data: oldestFirst.map((run) => run.counts[kind]),
          })),
        }}
        table={{
          columns: [words.runs, ...kinds.map((kind) => words[kind]), words.unchanged],
          rows: runs.map((run) => [
            <AppLink key="run" href={`/intake/runs/${run.id}`}>
              {all.run(format.number(run.followNumber))}
            </AppLink>,
            ...kinds.map((kind) => format.number(run.counts[kind])),
            format.number(run.counts.unchanged),
          ]),
        }}
      />
    </div>
  );
}
