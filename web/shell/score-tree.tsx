import { useState } from "react";
import { type CheckRun, type Dimension, dimensionNames, type RuleResult } from "#contract/quality";
import { Icon, LinkIfThere, Score, ScoreDot, useFormat, useText, useWords } from "#kit";
import { shellWords } from "./words.ts";
import "./scores.css";

/**
 * A check as a tree: total, dimensions, rules, each with its place on the scale and the rows that fail it. Dimensions below
 * the agreed level stand open; where none is, the one with the most failures.
 */
export function ScoreTree({
  run,
  hrefOf,
  currentRule,
}: {
  run: Pick<CheckRun, "score" | "agreed" | "dimensions" | "rules" | "badRows">;
  /** Where the failing rows of a rule are listed; null for the rows that fail any. */
  hrefOf: (rule: string | null) => string;
  currentRule?: string | undefined;
}) {
  const words = useWords(shellWords).scores;
  const format = useFormat();
  const { agreed } = run;
  const isBelow = (score: number | null) => score !== null && score < agreed;
  const worst = run.dimensions.some(({ score }) => isBelow(score))
    ? undefined
    : run.dimensions.toSorted((a, b) => b.failed - a.failed).find(({ failed }) => failed > 0)?.dimension;
  const current = run.rules.find(({ id }) => id === currentRule)?.dimension;
  const [toggled, setToggled] = useState<ReadonlySet<Dimension>>(new Set());
  const isOpen = (dimension: Dimension, score: number | null) =>
    (isBelow(score) || current === dimension || worst === dimension) !== toggled.has(dimension);
  const toggle = (dimension: Dimension) =>
    setToggled((now) =>
      now.has(dimension) ? new Set([...now].filter((one) => one !== dimension)) : new Set([...now, dimension]),
    );
  return (
    <table className="table dense plain score-tree" aria-label={words.tree}>
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col" className="scale">
            {words.scale(format.score(agreed))}
          </th>
          <th scope="col" className="num">
            {words.score}
          </th>
          <th scope="col" className="num">
            {words.failed}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>
            <b>{words.total}</b>{" "}
            <span className="m t12">
              {words.rules(format.number(run.dimensions.reduce((sum, line) => sum + line.ruleCount, 0)))}
            </span>
          </td>
          <td className="scale">
            <ScoreDot score={run.score} agreed={agreed} width={200} />
          </td>
          <td className="num">
            <b>
              <Score score={run.score} agreed={agreed} />
            </b>
          </td>
          <td className="num">
            <Failed count={run.badRows} href={hrefOf(null)} />
          </td>
        </tr>
        {run.dimensions.map((line) => {
          const rules = run.rules.filter((rule) => rule.dimension === line.dimension);
          const open = isOpen(line.dimension, line.score);
          return [
            <DimensionRow
              key={line.dimension}
              line={line}
              agreed={agreed}
              isOpen={open}
              onToggle={() => toggle(line.dimension)}
            />,
            ...(open && rules.length < line.ruleCount
              ? [
                  <tr key={`${line.dimension} kept`} className="leaf">
                    <td colSpan={4}>{words.kept}</td>
                  </tr>,
                ]
              : []),
            ...(open
              ? rules
                  .toSorted((a, b) => (a.score ?? 101) - (b.score ?? 101))
                  .map((rule) => (
                    <RuleRow
                      key={rule.id}
                      rule={rule}
                      agreed={agreed}
                      href={hrefOf(rule.id)}
                      isCurrent={rule.id === currentRule}
                    />
                  ))
              : []),
          ];
        })}
      </tbody>
    </table>
  );
}

function DimensionRow({
  line,
  agreed,
  isOpen,
  onToggle,
}: {
  line: CheckRun["dimensions"][number];
  agreed: number;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const words = useWords(shellWords).scores;
  const text = useText();
  const format = useFormat();
  return (
    <tr>
      <td>
        <button type="button" className="tree-line" aria-expanded={isOpen} onClick={onToggle}>
          <Icon name={isOpen ? "down" : "right"} />
          {text(dimensionNames[line.dimension])}
        </button>{" "}
        <span className="m t12">
          {line.ruleCount === 0
            ? words.noRules
            : line.score === null
              ? words.nothingAssessed
              : words.rules(format.number(line.ruleCount))}
        </span>
      </td>
      <td className="scale">
        {line.score === null ? null : <ScoreDot score={line.score} agreed={agreed} width={200} />}
      </td>
      <td className="num">
        <Score score={line.score} agreed={agreed} />
      </td>
      <td className="num">
        {line.failed === 0 ? (
          <span className="m">0</span>
        ) : (
          <button type="button" className="tree-line sum" title={words.open} onClick={onToggle}>
            {format.number(line.failed)}
          </button>
        )}
      </td>
    </tr>
  );
}

function RuleRow({
  rule,
  agreed,
  href,
  isCurrent,
}: {
  rule: RuleResult;
  agreed: number;
  href: string;
  isCurrent: boolean;
}) {
  const words = useWords(shellWords).scores;
  const text = useText();
  const format = useFormat();
  return (
    <tr className={isCurrent ? "leaf current" : "leaf"} aria-current={isCurrent ? "true" : undefined}>
      <td>
        {text(rule.text)}
        <span className="l2 in-text">
          {rule.assessed === 0
            ? words.notApplied
            : words.passedOf(format.number(rule.assessed - rule.failed), format.number(rule.assessed))}
          {rule.standard === "" ? null : ` ${rule.standard}`}
          {rule.element === null ? null : (
            <>
              {" "}
              <LinkIfThere href={`/dictionary/elements/${rule.element}`}>{rule.element}</LinkIfThere>
            </>
          )}
        </span>
      </td>
      <td className="scale">
        {rule.assessed === 0 ? null : <ScoreDot score={rule.score} agreed={agreed} width={200} />}
      </td>
      <td className="num">{rule.assessed === 0 ? "—" : <Score score={rule.score} agreed={agreed} />}</td>
      <td className="num">
        <Failed count={rule.failed} href={href} />
      </td>
    </tr>
  );
}

function Failed({ count, href }: { count: number; href: string }) {
  const format = useFormat();
  if (count === 0) return <span className="m">0</span>;
  return <LinkIfThere href={href}>{format.number(count)}</LinkIfThere>;
}
