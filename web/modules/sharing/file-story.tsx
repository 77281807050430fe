import type { StoryLine } from "#contract/sharing";
import { AppLink, Section, Story, useFormat, useText, useWords } from "#kit";
import { usePlainText } from "#shell";
import { sharingWords } from "./words.ts";

/** What happened to a file, newest first, each line with its entry in the ledger. */
export function FileStory({ lines }: { lines: readonly StoryLine[] }) {
  const words = useWords(sharingWords).story;
  const text = useText();
  const format = useFormat();
  const plain = usePlainText();
  if (lines.length === 0) return null;
  return (
    <Section title={words.title} note={words.note}>
      <Story
        steps={lines.toReversed().map((line, index) => ({
          key: `${line.at} ${line.action} ${lines.length - index}`,
          at: line.at,
          kind: index === 0 ? "now" : undefined,
          text: (
            <>
              <b>{line.departmentName || line.by}</b>
              {line.departmentName === "" ? null : <span className="m"> {line.by}</span>} {plain(text(line.title))}
              {line.note === "" ? null : <p className="s break">{plain(line.note)}</p>}
            </>
          ),
          proof:
            line.entry === null ? undefined : (
              <AppLink href={`/ledger/${line.entry}`}>{words.entry(format.entry(line.entry))}</AppLink>
            ),
        }))}
      />
    </Section>
  );
}
