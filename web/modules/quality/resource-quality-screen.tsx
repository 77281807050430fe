import { useEffect } from "react";
import { catalogRoutes, type Resource } from "#contract/catalog";
import { type CheckRun, qualityRoutes } from "#contract/quality";
import { qualityScoreRoutes } from "#contract/quality-scores";
import type { RouteAnswer } from "#contract/route";
import {
  Answered,
  AnsweredPage,
  AppLink,
  Columns,
  EmptyState,
  LinkIfThere,
  Moment,
  PageHead,
  Score,
  ScoreDot,
  Section,
  Tag,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  useLanguage,
  useText,
  useWords,
} from "#kit";
import { DepartmentName, ScoreTree, useDepartments } from "#shell";
import { BadRows } from "./bad-rows.tsx";
import { CheckNow } from "./check-now.tsx";
import { resourceQualityFilters } from "./filters.ts";
import { RuleFacts } from "./rule-pane.tsx";
import { PointTree } from "./point-tree.tsx";
import { RaiseAppeal } from "./raise-appeal.tsx";
import { RunHistory } from "./run-history.tsx";
import { scoreWords } from "./score-words.ts";
import { qualityWords } from "./words.ts";
import "./quality.css";

type Latest = RouteAnswer<typeof qualityRoutes.latestRun>;

/** One resource: its score, dimensions and rules, the rows that fail, how it went over time, and a check on demand. */
export function ResourceQualityScreen() {
  const words = useWords(qualityWords).resource;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(catalogRoutes.getResource, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(resource) => <ResourcePage resource={resource} />}
      </AnsweredPage>
    </div>
  );
}

function ResourcePage({ resource }: { resource: Resource }) {
  const words = useWords(qualityWords).resource;
  const { language } = useLanguage();
  const departments = useDepartments();
  const name = language === "en" && resource.nameEn !== "" ? resource.nameEn : resource.name;
  const answer = useAnswer(qualityRoutes.latestRun, { params: { id: resource.id } });
  const run = answer.data?.run;
  return (
    <>
      <PageHead
        title={words.title(name)}
        crumbs={[
          { label: words.crumb, href: "/quality" },
          { label: departments.nameOf(resource.department), href: `/quality?department=${resource.department}` },
        ]}
        meta={run ? <RunFacts run={run} /> : <DepartmentName code={resource.department} />}
      />
      <Answered answer={answer} what={words.what} rows={6}>
        {(latest) => (
          <>
            <CheckNow resource={resource} latest={latest} />
            {latest.run ? <Checked run={latest.run} latest={latest} /> : <NeverChecked resource={resource} />}
          </>
        )}
      </Answered>
    </>
  );
}

function RunFacts({ run }: { run: CheckRun }) {
  const words = useWords(qualityWords).resource;
  const text = useText();
  const format = useFormat();
  return (
    <>
      <span className="row g2">
        <ScoreDot score={run.score} agreed={run.agreed} width={132} />
        <b>
          <Score score={run.score} agreed={run.agreed} />
        </b>
      </span>
      <span>
        {words.checked(format.number(run.rowCount))} <Moment at={run.ranAt} />
      </span>
      <span className="in-text">
        {words.badRows} <AppLink href="?rows=all">{format.number(run.badRows)}</AppLink>
      </span>
      <Tag tone="line">{text(run.gradeName)}</Tag>
      <span>{words.took(format.duration(run.durationMs))}</span>
      {run.loadId === null ? null : <LinkIfThere href={`/intake/loads/${run.loadId}`}>{words.load}</LinkIfThere>}
      {run.entry === null ? null : (
        <AppLink href={`/ledger/${run.entry}`}>{words.entry(format.entry(run.entry))}</AppLink>
      )}
    </>
  );
}

function Checked({ run, latest }: { run: CheckRun; latest: Latest }) {
  const [search] = useFilters(resourceQualityFilters);
  const page = `/quality/resources/${run.resourceId}`;
  return (
    <Columns aside={<RunHistory resourceId={run.resourceId} agreed={run.agreed} />}>
      <ScoreSection
        run={run}
        currentRule={search.rule}
        hrefOf={(rule) => (rule === null ? `${page}?rows=all` : `${page}?rule=${encodeURIComponent(rule)}`)}
      />
      {search.rule !== undefined || search.rows ? (
        <FailingRows key={search.rule ?? "all"} run={run} latest={latest} />
      ) : null}
    </Columns>
  );
}

/** Inside the department's scope down to the points each rule costs; outside it the scores that are public. */
function ScoreSection({
  run,
  currentRule,
  hrefOf,
}: {
  run: CheckRun;
  currentRule: string | undefined;
  hrefOf: (rule: string | null) => string;
}) {
  const words = useWords(qualityWords).resource;
  const said = useWords(scoreWords).tree;
  const format = useFormat();
  const answer = useAnswer(qualityScoreRoutes.scoreTree, { params: { id: run.resourceId } });
  if (answer.error)
    return (
      <Section title={words.rulesTitle} note={words.rulesNote(format.score(run.agreed))}>
        <ScoreTree run={run} currentRule={currentRule} hrefOf={hrefOf} />
      </Section>
    );
  return (
    <Section title={said.title} note={said.note}>
      {run.scoreAtCheck === run.score ? null : (
        <p className="t13 m">{said.asChecked(format.score(run.scoreAtCheck))}</p>
      )}
      <Answered answer={answer} what={said.what} rows={6}>
        {(tree) => <PointTree tree={tree} currentRule={currentRule} hrefOf={hrefOf} />}
      </Answered>
    </Section>
  );
}

function FailingRows({ run, latest }: { run: CheckRun; latest: Latest }) {
  const words = useWords(qualityWords);
  const text = useText();
  const [{ rule: wanted }, setSearch] = useFilters(resourceQualityFilters);
  const rule = run.rules.find(({ id }) => id === wanted);
  const tree = useAnswer(qualityScoreRoutes.scoreTree, { params: { id: run.resourceId } });
  const mayAppeal = tree.data?.may.appeal === true;
  // The rows stand below a long table: whoever asks for them is brought there.
  useEffect(() => document.getElementById("rows")?.scrollIntoView({ block: "start" }), []);
  const close = (
    <button type="button" className="chip" onClick={() => setSearch({ rule: undefined, rows: undefined })}>
      {words.resource.close}
    </button>
  );
  return (
    <Section
      id="rows"
      isMajor
      title={rule ? text(rule.text) : words.resource.anyRule}
      note={words.rule.whichRows}
      more={close}
    >
      {rule ? <RuleFacts rule={rule} /> : null}
      {rule && rule.failed > 0 && mayAppeal ? <RaiseAppeal resourceId={run.resourceId} rule={rule} /> : null}
      {wanted !== undefined && !rule ? (
        <EmptyState title={words.resource.noSuchRule}>{words.resource.noSuchRuleText}</EmptyState>
      ) : (
        <BadRows resourceId={run.resourceId} rule={wanted} may={latest.may} />
      )}
    </Section>
  );
}

/** Before the first check: that nobody knows yet, and which rules will be put. */
function NeverChecked({ resource }: { resource: Resource }) {
  const words = useWords(qualityWords).resource;
  const text = useText();
  const format = useFormat();
  const answer = useAnswer(qualityRoutes.listRules, { params: { id: resource.id } });
  const rules = answer.data?.rules ?? [];
  const hasData = resource.data.loadId !== null;
  return (
    <div className="section">
      <EmptyState
        title={words.neverTitle}
        action={
          hasData ? undefined : <LinkIfThere href={`/intake/new?resource=${resource.id}`}>{words.loadNow}</LinkIfThere>
        }
      >
        {hasData ? words.neverText : words.noDataText}
      </EmptyState>
      {rules.length === 0 ? null : (
        <Section title={words.willCheck} note={words.ruleCount(format.number(rules.length))}>
          <ul className="plain-list">
            {rules.map((rule) => (
              <li key={rule.id}>
                <span>{text(rule.text)}</span>
                <span className="m">{rule.standard}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
