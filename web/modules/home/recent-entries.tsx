import { ledgerRoutes } from "#contract/ledger";
import { Answered, AppLink, Section, Story, useAnswer, useFormat, useWords } from "#kit";
import { useActName } from "#shell";
import { homeWords } from "./words.ts";

const shown = 6;

/** What was done lately on behalf of the present department. */
export function RecentEntries({ department }: { department: string | null }) {
  const words = useWords(homeWords);
  const format = useFormat();
  const actName = useActName();
  const filter = department === null ? {} : { department };
  const answer = useAnswer(ledgerRoutes.listEntries, { query: { ...filter, limit: shown } });
  return (
    <Section
      title={words.story}
      note={words.storyNote}
      more={<AppLink href={department === null ? "/ledger" : `/ledger?department=${department}`}>{words.all}</AppLink>}
    >
      <Answered answer={answer} what={words.story}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.noStory}</p>
          ) : (
            <Story
              steps={items.map((entry, index) => ({
                key: entry.number,
                at: entry.at,
                kind: entry.outcome === "done" ? (index === 0 ? "now" : undefined) : "refused",
                text: (
                  <>
                    <b>{entry.actor.name}</b> {actName(entry.action)}
                    {entry.object?.name ? `：${entry.object.name}` : ""}
                  </>
                ),
                proof: (
                  <AppLink href={`/ledger/${entry.number}`}>
                    {words.entry} {format.entry(entry.number)}
                  </AppLink>
                ),
              }))}
            />
          )
        }
      </Answered>
    </Section>
  );
}
