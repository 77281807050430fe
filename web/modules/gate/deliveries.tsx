import { ledgerRoutes } from "#contract/ledger";
import { Answered, AppLink, Moment, None, PlainTable, Section, StateWord, useAnswer, useFormat, useWords } from "#kit";
import { useActName } from "#shell";
import type { GrantFile } from "./grant-screen.tsx";
import { termsWords } from "./terms-words.ts";

const read = 100;
const shown = 12;

/** What left under this grant, and what was refused: the ledger's entries about the resource that name the grant. */
export function Deliveries({ grant }: { grant: GrantFile }) {
  const words = useWords(termsWords).deliveries;
  const format = useFormat();
  const actName = useActName();
  const about = { objectKind: "resource", objectId: grant.resource.id, department: grant.terms.department };
  const answer = useAnswer(ledgerRoutes.listEntries, { query: { ...about, limit: read } });
  const all = `/ledger?objectKind=resource&objectId=${about.objectId}&department=${about.department}`;
  return (
    <Section title={words.title} note={words.note} more={<AppLink href={all}>{words.all}</AppLink>}>
      <Answered answer={answer} what={words.title} rows={3}>
        {({ items }) => {
          const own = items.filter((entry) => entry.grant === grant.id).slice(0, shown);
          if (own.length === 0) return <p className="t13 m">{words.none}</p>;
          return (
            <PlainTable
              label={words.title}
              columns={[
                { title: words.at, width: 120 },
                { title: words.who, width: "26%" },
                { title: words.what },
                { title: words.rows, width: 80, isFigure: true },
                { title: words.outcome, width: 90 },
                { title: words.entry, width: 80 },
              ]}
              rows={own.map((entry) => ({
                key: String(entry.number),
                cells: [
                  <Moment key="at" at={entry.at} />,
                  entry.actor.name,
                  actName(entry.action),
                  entry.rows === null ? <None key="rows" /> : format.number(entry.rows),
                  <StateWord
                    key="outcome"
                    icon={entry.outcome === "done" ? "check" : "fault"}
                    tone={entry.outcome === "done" ? "plain" : "fault"}
                    light
                  >
                    {words.outcomes[entry.outcome]}
                  </StateWord>,
                  <AppLink key="entry" href={`/ledger/${entry.number}`}>
                    {format.entry(entry.number)}
                  </AppLink>,
                ],
              }))}
            />
          );
        }}
      </Answered>
    </Section>
  );
}
