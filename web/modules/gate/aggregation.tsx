import { gateRoutes } from "#contract/gate";
import { Answered, AppLink, Note, Section, useAnswer, useText, useWords } from "#kit";
import { whyWords } from "./why-words.ts";

/** What the items would reveal together with what the department has already (Order 809 art. 25). */
export function Aggregation({ resource, items }: { resource: string; items: readonly string[] }) {
  const words = useWords(whyWords).aggregation;
  const text = useText();
  const answer = useAnswer(gateRoutes.aggregation, { body: { resource, items: [...items] } });
  return (
    <Section title={words.title} note={words.note}>
      <Answered answer={answer} what={words.title}>
        {(warnings) =>
          warnings.items.length === 0 ? (
            <p className="t13 m">{words.none}</p>
          ) : (
            <ul className="stack g2">
              {warnings.items.map((warning) => (
                <li key={text(warning.text)}>
                  <Note tone="fault" title={text(warning.text)}>
                    {warning.joinedBy.length === 0 ? null : (
                      <p>{words.joined(warning.joinedBy.map(text).join(words.comma))}</p>
                    )}
                    <p className="row g3 wrap">
                      {warning.grants.map((grant) => (
                        <AppLink key={grant.id} href={`/gate/grants/${grant.id}`}>
                          {grant.resourceName} {grant.code}
                        </AppLink>
                      ))}
                    </p>
                  </Note>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  );
}
