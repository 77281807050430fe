import { grantStatusNames } from "#contract/gate";
import { AppLink, Section, Story, type StoryStep, useText, useWords } from "#kit";
import type { GrantFile } from "./grant-screen.tsx";
import { termsWords } from "./terms-words.ts";

type Version = GrantFile["history"][number];

/** Every step in the life of the grant, newest first. */
export function GrantStory({ grant }: { grant: GrantFile }) {
  const words = useWords(termsWords).story;
  const text = useText();
  const { history } = grant;
  const says = (version: Version, before: Version | undefined): string => {
    if (!before) return words.made;
    return before.state === version.state ? words.changed : words.became(text(grantStatusNames[version.state]));
  };
  return (
    <Section
      title={words.title}
      more={<AppLink href={`/ledger?objectKind=grant&objectId=${grant.id}`}>{words.ledger}</AppLink>}
    >
      <Story
        steps={history.map((version, index) => ({
          key: version.version,
          at: version.at,
          kind: kindOf(version, index),
          text: (
            <>
              <b>{version.by.name}</b> {says(version, history[index + 1])}
              {version.reason === "" ? null : <span className="s">{words.because(version.reason)}</span>}
            </>
          ),
        }))}
      />
    </Section>
  );
}

function kindOf({ state }: Version, index: number): StoryStep["kind"] {
  if (state === "suspended") return "paused";
  if (state === "ended") return "refused";
  return index === 0 ? "now" : undefined;
}
