import type { Minutes } from "#contract/sharing";
import { today, useFormat, useWords } from "#kit";
import { type FieldSpec, linesOf, type Typed } from "./act-form.tsx";
import { matterWords } from "./matter-words.ts";
import { sharingWords } from "./words.ts";

/** Fields of minutes: date, place, attendees, opinion; all three parts of art. 28's record are required. */
export function useMinutesFields(opinion?: string): readonly FieldSpec[] {
  const words = useWords(matterWords).minutes;
  return [
    { name: "heldOn", label: words.heldOn, kind: "day", initial: today() },
    { name: "place", label: words.place, isOptional: true },
    { name: "attendees", label: words.attendees, hint: words.attendeesHint, kind: "list" },
    { name: "opinion", label: opinion ?? words.opinion, kind: "text" },
  ];
}

export const minutesOf = (typed: Typed): Minutes => ({
  heldOn: typed["heldOn"] ?? "",
  place: typed["place"] ?? "",
  attendees: linesOf(typed["attendees"]),
  opinion: typed["opinion"] ?? "",
});

/** Minutes as they are read. */
export function MinutesText({ minutes }: { minutes: Minutes }) {
  const words = useWords(matterWords).disputes.page;
  const { comma } = useWords(sharingWords);
  const format = useFormat();
  return (
    <>
      <p className="s">
        {words.record(format.date(minutes.heldOn), minutes.attendees.join(comma))}
        {minutes.place === "" ? "" : `${comma}${words.place(minutes.place)}`}
      </p>
      <p className="break">{minutes.opinion}</p>
    </>
  );
}
