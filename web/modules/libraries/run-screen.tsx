import { librariesRoutes, type LibraryRun, MatchingChoice } from "#contract/libraries";
import {
  AnsweredPage,
  AppLink,
  EmptyState,
  Facts,
  Moment,
  PageHead,
  Section,
  useAddressPart,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { RunState } from "./library-runs.tsx";
import { RunChoices } from "./run-choices.tsx";
import { RunningJob } from "./running-job.tsx";
import { choiceWords } from "./choice-words.ts";
import { librariesWords } from "./words.ts";
import "./libraries.css";

const isUnderWay = ({ state }: Pick<LibraryRun, "state">): boolean => state === "queued" || state === "running";

/** One run: how many it found, and everything the engine chose by itself. */
export function RunScreen() {
  const words = useWords(choiceWords).run;
  const [name, id] = [useAddressPart("name") ?? "", useAddressPart("id") ?? ""];
  const answer = useAnswer(
    librariesRoutes.getRun,
    { params: { name, id } },
    { every: (run) => (run && isUnderWay(run) ? 2000 : 0) },
  );
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what} rows={6}>
        {(run) => <RunPage name={name} run={run} />}
      </AnsweredPage>
    </div>
  );
}

/** Whether all rows were compared, and why; else how many came and went. */
function HowItRan({ how }: { how: NonNullable<MatchingChoice["how"]> }) {
  const words = useWords(choiceWords).run;
  const format = useFormat();
  if (how.kind === "whole") return words.whole(words.reasons[how.reason]);
  return words.increment(format.number(how.fresh), format.number(how.gone), format.date(how.learnedOn));
}

function RunPage({ name, run }: { name: string; run: LibraryRun }) {
  const words = useWords(choiceWords).run;
  const names = useWords(librariesWords).library;
  const text = useText();
  const format = useFormat();
  const { data: library } = useAnswer(librariesRoutes.getLibrary, { params: { name } });
  // What an older release kept may lack what this screen shows.
  const matching = MatchingChoice.safeParse(run.matching);
  const { figures } = run;
  const how = matching.data?.how;
  const count = format.number;
  return (
    <>
      <PageHead
        title={words.title(format.moment(run.endedAt ?? run.queuedAt))}
        crumbs={[
          { label: names.crumb, href: "/libraries" },
          { label: library ? text(library.title) : name, href: `/libraries/${name}` },
        ]}
        lede={words.lede}
        meta={
          <>
            <RunState state={run.state} />
            <Moment at={run.endedAt ?? run.queuedAt} />
            {run.durationMs === null ? null : <span>{`${names.took} ${format.duration(run.durationMs)}`}</span>}
            <span>{run.startedBy}</span>
            {run.entry === null ? null : <AppLink href={`/ledger/${run.entry}`}>{format.entry(run.entry)}</AppLink>}
            {run.jobId === null ? null : <AppLink href={`/operations/jobs/${run.jobId}`}>{names.job}</AppLink>}
          </>
        }
      />
      {figures ? (
        <Section title={words.found}>
          <Facts
            items={[
              { key: names.records, value: `${count(figures.records)} ${names.rows(count(figures.rows))}` },
              { key: names.joined, value: count(figures.joined) },
              { key: names.confidence, value: format.percent(figures.confidence) },
              { key: words.pairs, value: count(figures.pairs) },
              { key: names.doubtful, value: count(figures.doubtful) },
              { key: names.conflictCount, value: count(figures.conflicts) },
              ...(how === undefined ? [] : [{ key: words.how, value: <HowItRan how={how} /> }]),
            ]}
          />
        </Section>
      ) : null}
      {isUnderWay(run) && run.jobId !== null ? <RunningJob jobId={run.jobId} /> : null}
      {matching.success ? (
        <RunChoices choice={matching.data} />
      ) : (
        <div className="section">
          <EmptyState title={names.states[run.state]}>
            {run.state === "failed" ? words.failed : words.running}
          </EmptyState>
        </div>
      )}
    </>
  );
}
