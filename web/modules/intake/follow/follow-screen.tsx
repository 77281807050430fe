import { type Follow, followRoutes } from "#contract/intake-follow";
import { AnsweredPage, Columns, CopyCode, Moment, PageHead, Section, useAddressPart, useAnswer, useWords } from "#kit";
import { DepartmentName, ObjectStory } from "#shell";
import { ArrivedFiles } from "./arrived-files.tsx";
import { Drifts } from "./drifts.tsx";
import { Findings } from "./findings.tsx";
import { FollowActs } from "./follow-acts.tsx";
import { FollowFacts, FollowPlanFacts } from "./follow-facts.tsx";
import { LagChart, LogChart } from "./lag-chart.tsx";
import { pageWords } from "./page-words.ts";
import { HealthWord } from "./parts.tsx";
import { FollowProblem } from "./problem.tsx";
import { Reconciliations } from "./reconciliations.tsx";
import { RunsOf } from "./runs-of.tsx";
import { useScheduleWords } from "./schedule-words.ts";
import { followWords } from "./words.ts";
import "./follow.css";

const busyMs = 3000;
const idleMs = 10_000;

/** One followed table: how it stands, what can be done, its runs, reconciliations and changes of shape. */
export function FollowScreen() {
  const words = useWords(pageWords);
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(
    followRoutes.getFollow,
    { params: { id } },
    { every: (latest) => (latest?.lastRun && latest.lastRun.endedAt === null ? busyMs : idleMs) },
  );
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(follow) => <FollowPage follow={follow} />}
      </AnsweredPage>
    </div>
  );
}

function FollowPage({ follow }: { follow: Follow }) {
  const all = useWords(followWords);
  const words = useWords(pageWords);
  const sayWhen = useScheduleWords();
  const { plan, drift, sourceName, table } = follow;
  const lede =
    plan.mode === "files"
      ? words.ledeOf.files(sourceName, table, sayWhen(follow))
      : plan.mode === "stream"
        ? words.ledeOf.stream(sourceName, table)
        : words.lede(sourceName, table, all.modes[plan.mode], sayWhen(follow));
  return (
    <>
      <PageHead
        title={follow.resourceName}
        crumbs={[{ label: all.list.crumb, href: "/intake/follows" }]}
        tags={<HealthWord health={follow.health} />}
        lede={lede}
        meta={
          <>
            <DepartmentName code={follow.department} />
            <span>
              {words.since} <Moment at={follow.createdAt} /> {follow.createdBy}
            </span>
            <CopyCode code={follow.id} />
          </>
        }
      />
      <FollowProblem follow={follow} />
      <FollowActs follow={follow} />
      <Columns
        aside={
          <>
            <FollowPlanFacts follow={follow} />
            <Section title={words.story}>
              <ObjectStory kind="follow" id={follow.id} />
            </Section>
          </>
        }
      >
        <FollowFacts follow={follow} />
        <Findings findings={follow.findings} />
        <LagChart lags={follow.lags} />
        <LogChart lags={follow.lags} />
        {drift ? <Drifts follow={follow} /> : null}
        {plan.mode === "files" ? <ArrivedFiles follow={follow} /> : null}
        <RunsOf follow={follow} />
        <Reconciliations follow={follow} />
        {drift ? null : <Drifts follow={follow} />}
      </Columns>
    </>
  );
}
