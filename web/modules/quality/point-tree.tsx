import { useState } from "react";
import { type Dimension, dimensionNames } from "#contract/quality";
import type { ScoreTree, TreeDimension } from "#contract/quality-scores";
import { AppLink, Icon, LinkIfThere, Score, ScoreDot, Tag, useFormat, useText, useWords } from "#kit";
import { cost } from "./cost.ts";
import { scoreWords } from "./score-words.ts";

type TreeRule = TreeDimension["rules"][number];

/** A score down to its leaves: points lost by dimension and rule, numerator, denominator, weight; a rule opens its rows. */
export function PointTree({
  tree,
  currentRule,
  hrefOf,
}: {
  tree: ScoreTree;
  currentRule?: string | undefined;
  hrefOf: (rule: string | null) => string;
}) {
  const words = useWords(scoreWords).tree;
  const format = useFormat();
  const { run, previous } = tree;
  const [toggled, setToggled] = useState<ReadonlySet<Dimension>>(new Set());
  const worst = tree.dimensions.toSorted((a, b) => b.pointsLost - a.pointsLost)[0];
  const isOpen = ({ dimension, rules }: TreeDimension) =>
    (rules.some(({ id }) => id === currentRule) || (dimension === worst?.dimension && worst.pointsLost > 0)) !==
    toggled.has(dimension);
  const toggle = (dimension: Dimension) =>
    setToggled((now) =>
      now.has(dimension) ? new Set([...now].filter((one) => one !== dimension)) : new Set([...now, dimension]),
    );
  return (
    <table className="table dense plain score-tree stacks" aria-label={words.title}>
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col" className="scale">
            {words.scale(format.score(run.agreed))}
          </th>
          <th scope="col" className="num">
            {words.score}
          </th>
          <th scope="col" className="num">
            {words.weight}
          </th>
          <th scope="col" className="num">
            {words.failed}
          </th>
          <th scope="col" className="num">
            {words.lost}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td className="name">
            <b>{words.total}</b>{" "}
            {previous === null ? null : <span className="m t12">{words.before(format.score(previous.score))}</span>}
          </td>
          <td className="scale">
            <ScoreDot score={run.score} agreed={run.agreed} width={160} />
          </td>
          <td className="num" data-label={words.score}>
            <b>
              <Score score={run.score} agreed={run.agreed} />
            </b>
          </td>
          <td className="num">—</td>
          <td className="num" data-label={words.failed}>
            <Count count={run.badRows} href={hrefOf(null)} />
          </td>
          <td className="num" data-label={words.lost}>
            <b>{cost(100 - run.score)}</b>
          </td>
        </tr>
        {tree.dimensions.map((line) => [
          <DimensionRow
            key={line.dimension}
            line={line}
            agreed={run.agreed}
            isOpen={isOpen(line)}
            onToggle={() => toggle(line.dimension)}
          />,
          ...(isOpen(line)
            ? line.rules
                .toSorted((a, b) => b.pointsLost - a.pointsLost || b.failed - a.failed)
                .map((rule) => (
                  <RuleRow
                    key={rule.id}
                    rule={rule}
                    agreed={run.agreed}
                    href={hrefOf(rule.id)}
                    isCurrent={rule.id === currentRule}
                  />
                ))
            : []),
        ])}
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
  line: TreeDimension;
  agreed: number;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const words = useWords(scoreWords).tree;
  const text = useText();
  const format = useFormat();
  return (
    <tr>
      <td className="name">
        <button type="button" className="tree-line" aria-expanded={isOpen} onClick={onToggle}>
          <Icon name={isOpen ? "down" : "right"} />
          {text(dimensionNames[line.dimension])}
        </button>{" "}
        <span className="m t12">{words.rules(format.number(line.ruleCount))}</span>
      </td>
      <td className="scale">
        {line.score === null ? null : <ScoreDot score={line.score} agreed={agreed} width={160} />}
      </td>
      <td className="num" data-label={words.score}>
        <Score score={line.score} agreed={agreed} />
      </td>
      <td className="num" data-label={words.weight}>
        {format.score(line.weight)}
      </td>
      <td className="num" data-label={words.failed}>
        {format.number(line.failed)}
      </td>
      <td className="num" data-label={words.lost}>
        {line.pointsLost === 0 ? (
          "0"
        ) : (
          <button type="button" className="tree-line sum" title={words.open} onClick={onToggle}>
            {cost(line.pointsLost)}
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
  rule: TreeRule;
  agreed: number;
  href: string;
  isCurrent: boolean;
}) {
  const words = useWords(scoreWords).tree;
  const text = useText();
  const format = useFormat();
  return (
    <tr className={isCurrent ? "leaf current" : "leaf"} aria-current={isCurrent ? "true" : undefined}>
      <td className="name">
        {text(rule.text)}
        <span className="l2 in-text">
          {rule.assessed === 0
            ? words.notApplied
            : `${format.number(rule.assessed - rule.failed + rule.pardoned)} / ${format.number(rule.assessed)}`}
          {rule.standard === "" ? null : ` ${rule.standard}`} {words.version(format.number(rule.version))}
          {rule.element === null ? null : (
            <>
              {" "}
              <LinkIfThere href={`/dictionary/elements/${rule.element}`}>{rule.element}</LinkIfThere>
            </>
          )}
          {rule.pardoned > 0 ? ` ${words.pardoned(format.number(rule.pardoned))}` : null}{" "}
          {rule.appealId === null ? null : (
            <AppLink href={`/quality/appeals/${rule.appealId}`}>
              <Tag>{words.appealed}</Tag>
            </AppLink>
          )}
        </span>
      </td>
      <td className="scale">
        {rule.score === null ? null : <ScoreDot score={rule.score} agreed={agreed} width={160} />}
      </td>
      <td className="num" data-label={words.score}>
        <Score score={rule.score} agreed={agreed} />
      </td>
      <td className="num" data-label={words.weight}>
        {format.score(rule.weight)}
      </td>
      <td className="num" data-label={words.failed}>
        <Count count={rule.failed} href={href} />
      </td>
      <td className="num" data-label={words.lost}>
        {rule.pointsLost === 0 ? "0" : <AppLink href={href}>{cost(rule.pointsLost)}</AppLink>}
      </td>
    </tr>
  );
}

function Count({ count, href }: { count: number; href: string }) {
  const format = useFormat();
  return count === 0 ? <span className="m">0</span> : <AppLink href={href}>{format.number(count)}</AppLink>;
}
