import type { Resource } from "#contract/catalog";
import { ledgerRoutes } from "#contract/ledger";
import { Answered, AppLink, Moment, PlainTable, Section, useAnswer, useFormat, useWords } from "#kit";
import { DepartmentName, useActName } from "#shell";
import { pageWords } from "./page-words.ts";

const shown = 8;

/** The latest entries of the ledger about this resource, each leading to its proof. */
export function LedgerExtract({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).ledger;
  const format = useFormat();
  const actName = useActName();
  const query = { objectKind: "resource", objectId: resource.id };
  const answer = useAnswer(ledgerRoutes.listEntries, { query: { ...query, limit: shown } });
  const total = answer.data?.total ?? 0;
  return (
    <Section
      title={words.title}
      note={words.note}
      more={
        total > shown ? (
          <AppLink href={`/ledger?objectKind=resource&objectId=${resource.id}`}>
            {words.all(format.number(total))}
          </AppLink>
        ) : undefined
      }
    >
      <Answered answer={answer} what={words.title}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.none}</p>
          ) : (
            <PlainTable
              label={words.title}
              columns={[
                { title: words.at, width: 120 },
                { title: words.who, width: "32%" },
                { title: words.what },
                { title: words.entry, width: 80 },
                { title: words.verify, width: 70 },
              ]}
              rows={items.map((entry) => ({
                key: String(entry.number),
                cells: [
                  <Moment key="at" at={entry.at} />,
                  <span key="who">
                    {entry.actor.name}
                    {entry.department === null ? null : (
                      <span className="m">
                        {" · "}
                        <DepartmentName code={entry.department} isPlain />
                      </span>
                    )}
                  </span>,
                  <span key="what">
                    {actName(entry.action)}
                    {entry.rows === null ? null : <span className="m"> {words.rows(format.number(entry.rows))}</span>}
                    {entry.outcome === "done" ? null : <b className="fault"> {words.outcomes[entry.outcome]}</b>}
                  </span>,
                  format.entry(entry.number),
                  <AppLink key="verify" href={`/ledger/${entry.number}`}>
                    {words.verify}
                  </AppLink>,
                ],
              }))}
            />
          )
        }
      </Answered>
    </Section>
  );
}
