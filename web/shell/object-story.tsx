import { ledgerRoutes } from "#contract/ledger";
import { AppLink, ErrorState, LoadingState, Story, useAnswer, useFormat, useWords } from "#kit";
import { useActName } from "./acts.ts";
import { DepartmentName } from "./department-parts.tsx";
import { shellWords } from "./words.ts";

/** What was done with one thing, newest first, each line leading to its ledger entry. */
export function ObjectStory({ kind, id, limit = 6 }: { kind: string; id: string; limit?: number }) {
  const words = useWords(shellWords).story;
  const format = useFormat();
  const actName = useActName();
  const { data, error } = useAnswer(ledgerRoutes.listEntries, { query: { objectKind: kind, objectId: id, limit } });
  if (error) return <ErrorState error={error} />;
  if (!data) return <LoadingState what={words.what} />;
  if (data.items.length === 0) return <p className="t13 m">{words.none}</p>;
  return (
    <>
      <Story
        steps={data.items.map((entry, index) => ({
          key: entry.number,
          at: entry.at,
          kind: entry.outcome === "done" ? (index === 0 ? "now" : undefined) : "refused",
          text: (
            <>
              <b>{entry.actor.name}</b>
              {entry.department ? (
                <>
                  {" · "}
                  <DepartmentName code={entry.department} isPlain />
                </>
              ) : null}{" "}
              {actName(entry.action)}
            </>
          ),
          proof: (
            <AppLink href={`/ledger/${entry.number}`}>
              {words.entry} {format.entry(entry.number)}
            </AppLink>
          ),
        }))}
      />
      {data.total > data.items.length ? (
        <p className="t13" style={{ marginTop: 8 }}>
          <AppLink href={`/ledger?objectKind=${encodeURIComponent(kind)}&objectId=${encodeURIComponent(id)}`}>
            {words.all(format.number(data.total))}
          </AppLink>
        </p>
      ) : null}
    </>
  );
}
