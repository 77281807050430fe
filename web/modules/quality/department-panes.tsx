import { useEffect, useRef } from "react";
import { catalogRoutes } from "#contract/catalog";
import { type DimensionScore, dimensionNames, qualityRoutes } from "#contract/quality";
import type { RouteAnswer } from "#contract/route";
import {
  Answered,
  AppLink,
  EmptyState,
  Icon,
  Score,
  ScoreDot,
  stringifySearch,
  useAnswer,
  useFilters,
  useFormat,
  useLanguage,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { leagueFilters } from "./filters.ts";
import { RulePane } from "./rule-pane.tsx";
import { qualityWords } from "./words.ts";

type Scores = RouteAnswer<typeof qualityRoutes.departmentScores>;

/** What ails one department: which dimension, which rule, which rows; each choice opens the next pane. */
export function DepartmentPanes({ code, agreed }: { code: string; agreed: number }) {
  const words = useWords(qualityWords).panes;
  const [{ dimension, rule, resource }] = useFilters(leagueFilters);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), []);
  const whole = useAnswer(qualityRoutes.departmentScores, { params: { code } });
  const chosen = useAnswer(
    qualityRoutes.departmentScores,
    { params: { code }, query: dimension ? { dimension } : {} },
    { keepsLast: true },
  );
  const found = [...(chosen.data?.rules ?? []), ...(whole.data?.rules ?? [])].find(
    (one) => one.id === rule && one.resourceId === resource,
  );
  return (
    <div ref={place} className="panes">
      <section className="pane" aria-label={words.dimensions}>
        <Answered answer={whole} what={words.dimensions} rows={6}>
          {(scores) => <Dimensions scores={scores} agreed={agreed} />}
        </Answered>
        <Resources code={code} agreed={agreed} />
      </section>
      <section className="pane" aria-label={words.rules}>
        <Answered answer={chosen} what={words.rules} rows={6}>
          {(scores) => <Rules scores={scores} agreed={agreed} />}
        </Answered>
      </section>
      <section className="pane rows-pane" aria-label={words.rows}>
        {found ? (
          <RulePane key={found.resourceId + found.id} rule={found} />
        ) : (
          <p className="t13 m pane-hint">{words.pickRule}</p>
        )}
      </section>
    </div>
  );
}

function Dimensions({ scores, agreed }: { scores: Scores; agreed: number }) {
  const words = useWords(qualityWords).panes;
  const format = useFormat();
  const text = useText();
  const [search] = useFilters(leagueFilters);
  const href = (dimension?: string) =>
    `/quality${stringifySearch({ days: search.days, below: search.below, department: scores.department, dimension })}`;
  const said = ({ score, ruleCount }: DimensionScore) =>
    ruleCount === 0
      ? words.noRules
      : score !== null && score < agreed
        ? words.rulesBelow(format.number(ruleCount), format.score(agreed))
        : words.ruleCount(format.number(ruleCount));
  return (
    <>
      <h2 className="sub">
        <DepartmentName code={scores.department} isPlain />{" "}
        {scores.score === null ? null : words.points(format.score(scores.score))}{" "}
        <span className="t12 m">{words.whichDimension}</span>
      </h2>
      <p className="t13 row g3 wrap">
        <AppLink href={`/quality/departments/${scores.department}`}>{words.howScored}</AppLink>
        <AppLink href={`/quality/departments/${scores.department}/report`}>{words.report}</AppLink>
      </p>
      <ul className="pane-list">
        <PaneLine
          href={href()}
          isCurrent={search.dimension === undefined}
          name={words.allDimensions}
          note={words.ruleCount(format.number(scores.dimensions.reduce((sum, one) => sum + one.ruleCount, 0)))}
          score={scores.score}
          agreed={agreed}
        />
        {scores.dimensions.map((line) => (
          <PaneLine
            key={line.dimension}
            href={href(line.dimension)}
            isCurrent={search.dimension === line.dimension}
            name={text(dimensionNames[line.dimension])}
            note={said(line)}
            score={line.score}
            agreed={agreed}
          />
        ))}
      </ul>
    </>
  );
}

/** The department's resources, the worst last checked first. */
function Resources({ code, agreed }: { code: string; agreed: number }) {
  const words = useWords(qualityWords).panes;
  const format = useFormat();
  const { language } = useLanguage();
  const query = { department: code, hasData: "true", limit: 100 } as const;
  const answer = useAnswer(catalogRoutes.listResources, { query });
  const items = (answer.data?.items ?? []).toSorted((a, b) => (a.data.score ?? 101) - (b.data.score ?? 101));
  if (items.length === 0) return null;
  return (
    <>
      <h2 className="sub pane-second">
        {words.resources} <span className="t12 m">{words.resourceCount(format.number(answer.data?.total ?? 0))}</span>
      </h2>
      <ul className="pane-list">
        {items.map((resource) => (
          <PaneLine
            key={resource.id}
            href={`/quality/resources/${resource.id}`}
            isCurrent={false}
            name={language === "en" && resource.nameEn !== "" ? resource.nameEn : resource.name}
            note={words.rowCount(format.number(resource.data.rowCount ?? 0))}
            score={resource.data.score}
            agreed={agreed}
          />
        ))}
      </ul>
    </>
  );
}

function Rules({ scores, agreed }: { scores: Scores; agreed: number }) {
  const words = useWords(qualityWords).panes;
  const format = useFormat();
  const text = useText();
  const [search] = useFilters(leagueFilters);
  const line = scores.dimensions.find((one) => one.dimension === search.dimension);
  const rules = scores.rules.filter((rule) => rule.failed > 0);
  const faultless = scores.rules.length - rules.length;
  return (
    <>
      <h2 className="sub">
        {line ? text(dimensionNames[line.dimension]) : words.allDimensions}{" "}
        {line?.score === null || line === undefined ? null : format.score(line.score)}{" "}
        <span className="t12 m">{words.whichRule}</span>
      </h2>
      {rules.length === 0 ? <EmptyState title={words.noFaults}>{words.noFaultsText}</EmptyState> : null}
      <ul className="pane-list">
        {rules.map((rule) => (
          <PaneLine
            key={rule.resourceId + rule.id}
            href={`/quality${stringifySearch({ ...search, resource: rule.resourceId, rule: rule.id })}`}
            isCurrent={search.rule === rule.id && search.resource === rule.resourceId}
            name={text(rule.text)}
            note={words.ruleOf(rule.resourceName, format.number(rule.failed))}
            score={rule.score}
            agreed={agreed}
            isShare
          />
        ))}
      </ul>
      {faultless > 0 && rules.length > 0 ? <p className="t12 m">{words.faultless(format.number(faultless))}</p> : null}
    </>
  );
}

function PaneLine({
  href,
  isCurrent,
  name,
  note,
  score,
  agreed,
  isShare,
}: {
  href: string;
  isCurrent: boolean;
  name: string;
  note: string;
  score: number | null;
  agreed: number;
  /** A share of rows rather than a score. */
  isShare?: boolean;
}) {
  return (
    <li className={isCurrent ? "current" : undefined}>
      <AppLink href={href} aria-current={isCurrent ? "true" : undefined}>
        <span>
          <b>{name}</b>
          <small>{note}</small>
        </span>
        <span className="row g2">
          <ScoreDot score={score} agreed={agreed} width={40} />
          <span className="pane-score">
            <Score score={score} agreed={agreed} />
            {isShare && score !== null ? "%" : ""}
          </span>
          <Icon name="right" />
        </span>
      </AppLink>
    </li>
  );
}
