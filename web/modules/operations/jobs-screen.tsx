import { type JobView, jobStates, operationsRoutes } from "#contract/operations";
import {
  type Column,
  Counts,
  DataTable,
  EmptyState,
  Moment,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentName, isOver, JobProgress, useActName, useLiveJob } from "#shell";
import { jobFilters } from "./filters.ts";

import { JobStateWord } from "./job-state.tsx";

import { operationsWords } from "./words.ts";

/** A browser keeps six connections to a server; three followed jobs leave room for the page itself. */
const mostFollowed = 3;
const idleMs = 15_000;
const busyMs = 2000;

/** Everything that takes time: what runs, what waits, what became of the rest. */
export function JobsScreen() {
  const words = useWords(operationsWords);
  const format = useFormat();
  const [search, setSearch] = useFilters(jobFilters);
  const running = useAnswer(operationsRoutes.listJobs, { query: { state: "running", limit: 1 } }, { every: idleMs });
  const isBusy = (running.data?.total ?? 0) > 0;
  const source = usePages(operationsRoutes.listJobs, { query: search }, { every: isBusy ? busyMs : idleMs });
  const followed = new Set(
    source.rows
      .filter((job) => job.state === "running")
      .slice(0, mostFollowed)
      .map(({ id }) => id),
  );
  const table = useTable("operations.jobs", useColumns(followed));
  return (
    <div className="page">
      <PageHead
        title={words.jobs.title}
        note={source.total === null ? undefined : words.jobs.note(format.number(source.total))}
      />
      <Counts
        label={words.jobs.state}
        items={[
          {
            key: "all",
            label: words.all,
            count: null,
            isOn: search.state === undefined,
            onPick: () => setSearch({ state: undefined }),
          },
          ...jobStates.map((state) => ({
            key: state,
            label: <JobStateWord state={state} isLabel />,
            count: state === "running" && running.data ? format.number(running.data.total) : null,
            isOn: search.state === state,
            onPick: () => setSearch({ state }),
          })),
        ]}
      />
      <QueryStrip tools={<TableTools table={table} />}>{null}</QueryStrip>
      <DataTable
        label={words.jobs.what}
        table={table}
        source={source}
        keyOf={(job) => job.id}
        nameOf={(job) => job.title.zh}
        hrefOf={(job) => `/operations/jobs/${job.id}`}
        empty={
          Object.keys(search).length === 0 ? (
            <EmptyState title={words.jobs.emptyTitle}>{words.jobs.emptyText}</EmptyState>
          ) : (
            <EmptyState title={words.jobs.nothingTitle}>{words.jobs.nothingText}</EmptyState>
          )
        }
      />
    </div>
  );
}

function useColumns(followed: ReadonlySet<string>): readonly Column<JobView>[] {
  const actName = useActName();
  const words = useWords(operationsWords).jobs;
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "name",
      title: words.name,
      render: (job) => (
        <NameCell
          name={text(job.title)}
          href={`/operations/jobs/${job.id}`}
          note={job.attempts > 1 ? words.attempts(job.attempts) : actName(job.name)}
        />
      ),
    },
    { key: "state", title: words.state, width: 110, render: (job) => <JobStateWord state={job.state} /> },
    {
      key: "progress",
      title: words.progress,
      width: "34%",
      render: (job) => <JobLine job={job} isFollowed={followed.has(job.id)} />,
    },
    { key: "who", title: words.who, width: 110, render: (job) => job.actorName },
    {
      key: "department",
      title: words.department,
      width: 150,
      isHidden: true,
      render: (job) => <DepartmentName code={job.department} />,
    },
    { key: "created", title: words.created, width: 130, render: (job) => <Moment at={job.createdAt} /> },
    {
      key: "took",
      title: words.took,
      width: 110,
      isFigure: true,
      render: (job) =>
        job.startedAt && job.endedAt ? format.duration(Date.parse(job.endedAt) - Date.parse(job.startedAt)) : <None />,
    },
  ];
}

/** A running job shows its live bar; an ended one what became of it. */
function JobLine({ job: listed, isFollowed }: { job: JobView; isFollowed: boolean }) {
  const text = useText();
  const format = useFormat();
  const words = useWords(operationsWords);
  const { data } = useAnswer(operationsRoutes.getJob, { params: { id: listed.id } }, { isReady: isFollowed });
  const job = data ?? listed;
  useLiveJob(job, isFollowed);
  if (job.problem) return <span className="fault">{text(job.problem)}</span>;
  if (!isOver(job) && job.state === "running") return <JobProgress job={job} isShort />;
  if (job.done > 0 && isOver(job)) {
    return (
      <span className="s">
        {format.number(job.done)} {typeof job.facts["unit"] === "string" ? job.facts["unit"] : words.rows}
      </span>
    );
  }
  return text(job.phase) === "" ? <None /> : <span className="m">{text(job.phase)}</span>;
}
