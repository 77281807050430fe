import type { GateVerdict } from "#contract/gate";
import { AppLink, Day, KeyValues, Section, StateWord, useText, useWords } from "#kit";
import { whyWords } from "./why-words.ts";

/** Yes and under which grant; or no, by which rule, who can change it, how. */
export function Verdict({ verdict, resourceId }: { verdict: GateVerdict; resourceId: string }) {
  const words = useWords(whyWords).verdict;
  const text = useText();
  const { isAllowed, grant, refusal } = verdict;
  return (
    <Section title={words.title} isMajor>
      <p className="sub">
        <StateWord icon={isAllowed ? "check" : "lock"} tone={isAllowed ? "good" : "fault"}>
          {isAllowed ? words.yes : words.no}
        </StateWord>
      </p>
      <KeyValues
        items={[
          refusal ? { key: words.rule, value: <b>{text(refusal.rule)}</b> } : null,
          refusal ? { key: words.who, value: text(refusal.who) } : null,
          refusal ? { key: words.how, value: text(refusal.how) } : null,
          grant
            ? {
                key: isAllowed ? words.under : words.nearest,
                value: (
                  <>
                    <AppLink href={`/gate/grants/${grant.id}`}>{grant.code}</AppLink> {grant.purpose}
                    {grant.validUntil === null ? null : (
                      <span className="m">
                        {" "}
                        {words.until} <Day on={grant.validUntil} />
                      </span>
                    )}
                  </>
                ),
              }
            : null,
        ]}
      />
      <p className="row g3 wrap t13" style={{ marginTop: 10 }}>
        {isAllowed && grant ? <AppLink href={`/gate/grants/${grant.id}/try`}>{words.tryIt}</AppLink> : null}
        <AppLink href={`/catalog/${resourceId}`}>{isAllowed ? words.catalog : words.apply}</AppLink>
      </p>
    </Section>
  );
}
