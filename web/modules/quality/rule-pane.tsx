import { qualityRoutes, type RuleResult } from "#contract/quality";
import { AppLink, LinkIfThere, useAnswer, useFormat, useText, useWords } from "#kit";
import { BadRows } from "./bad-rows.tsx";
import { qualityWords } from "./words.ts";

/** One rule of one resource: what it says, how many passed of how many, its weight and where it comes from; then the rows. */
export function RulePane({ rule }: { rule: RuleResult & { resourceId: string; resourceName: string } }) {
  const words = useWords(qualityWords).rule;
  const text = useText();
  const answer = useAnswer(qualityRoutes.latestRun, { params: { id: rule.resourceId } });
  return (
    <>
      <h2 className="sub">
        {text(rule.text)} <span className="t12 m">{words.whichRows}</span>
      </h2>
      <RuleFacts rule={rule} resource={{ id: rule.resourceId, name: rule.resourceName }} />
      {answer.data ? <BadRows resourceId={rule.resourceId} rule={rule.id} may={answer.data.may} /> : null}
    </>
  );
}

/** Numerator, denominator, weight, source and text of a rule. */
export function RuleFacts({ rule, resource }: { rule: RuleResult; resource?: { id: string; name: string } }) {
  const words = useWords(qualityWords).rule;
  const text = useText();
  const format = useFormat();
  return (
    <dl className="rule-facts in-text">
      <div>
        <dt>{words.checks}</dt>
        <dd>
          {resource ? <AppLink href={`/quality/resources/${resource.id}`}>{resource.name}</AppLink> : null}
          {resource && rule.columnName ? words.dot : null}
          {rule.columnName === null ? (resource ? null : words.wholeTable) : text(rule.columnName) || rule.column}
        </dd>
      </div>
      <div>
        <dt>{words.passed}</dt>
        <dd>
          {format.number(rule.assessed - rule.failed)} / {format.number(rule.assessed)}
        </dd>
      </div>
      <div>
        <dt>{words.failed}</dt>
        <dd>{format.number(rule.failed)}</dd>
      </div>
      <div>
        <dt>{words.weight}</dt>
        <dd>{format.score(rule.weight)}</dd>
      </div>
      <div>
        <dt>{words.from}</dt>
        <dd>
          {rule.element === null ? (
            words.fromResource
          ) : (
            <LinkIfThere href={`/dictionary/elements/${rule.element}`}>{words.element(rule.element)}</LinkIfThere>
          )}
          {rule.standard === "" ? null : <span className="m"> {rule.standard}</span>}
        </dd>
      </div>
    </dl>
  );
}
