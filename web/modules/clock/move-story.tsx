import { type CommitmentFile, type Move, moveNames } from "#contract/clock";
import { AppLink, Day, Section, Story, type StoryStep, useText, useWords } from "#kit";
import { DepartmentName } from "#shell";
import { fileWords } from "./file-words.ts";

/** Every move, newest first, with who and why; where the due day moved, from when to when. */
export function MoveStory({ file }: { file: CommitmentFile }) {
  const words = useWords(fileWords).story;
  const newest = file.moves.toSorted((a, b) => b.number - a.number);
  return (
    <Section
      title={words.title}
      more={<AppLink href={`/ledger?objectKind=commitment&objectId=${file.id}`}>{words.ledger}</AppLink>}
    >
      <Story
        steps={newest.map((move, index) => ({
          key: move.number,
          at: move.at,
          kind: kindOf(move, index === 0, file.asksExtension),
          text: <Told move={move} />,
        }))}
      />
    </Section>
  );
}

function Told({ move }: { move: Move }) {
  const words = useWords(fileWords).story;
  const text = useText();
  const { by, dueBefore, dueAfter } = move;
  return (
    <>
      <b>{by.name}</b>
      {by.department === null ? null : (
        <>
          {" · "}
          <DepartmentName code={by.department} isPlain />
        </>
      )}{" "}
      <b>{text(moveNames[move.kind])}</b>
      {move.reason === "" ? "" : words.because(move.reason)}
      {dueBefore === dueAfter ? null : (
        <span className="break s">
          {" "}
          {words.due} {dueBefore === null ? words.none : <Day on={dueBefore} />} →{" "}
          {dueAfter === null ? words.none : <Day on={dueAfter} />}
        </span>
      )}
    </>
  );
}

const marks: Partial<Readonly<Record<Move["kind"], StoryStep["kind"]>>> = {
  pause: "paused",
  "refuse-extension": "refused",
  drop: "refused",
};

function kindOf({ kind }: Move, isNewest: boolean, asks: boolean): StoryStep["kind"] {
  if (kind === "ask-extension" && asks && isNewest) return "waits";
  return marks[kind] ?? (isNewest ? "now" : undefined);
}
