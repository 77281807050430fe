import type { Bilingual } from "#contract/text";
import { StateWord, Tag, useText } from "#kit";

type Standing = "waiting" | "running" | "good" | "over" | "fault";

const icons = { waiting: "clock", running: "running", good: "check", over: "minus", fault: "fault" } as const;
const tones = { waiting: "plain", running: "good", good: "good", over: "plain", fault: "fault" } as const;

/** Whether a state is one of waiting, of going on, of a good or another end; colours of time are the clock's alone. */
const standings: Readonly<Record<string, Standing>> = {
  "in-use": "good",
  supplying: "running",
  published: "good",
  sent: "good",
  corrected: "good",
  resumed: "good",
  settled: "good",
  requested: "good",
  matched: "running",
  closed: "over",
  withdrawn: "over",
  rejected: "over",
  dismissed: "over",
  ended: "over",
  cancelled: "over",
  refused: "fault",
  suspended: "fault",
  confirmed: "fault",
};

/** The state of a file in a list: icon and word. */
export function FileState({ state, names }: { state: string; names: Readonly<Record<string, Bilingual>> }) {
  const text = useText();
  const standing = standings[state] ?? "waiting";
  const name = names[state];
  return (
    <StateWord icon={icons[standing]} tone={tones[standing]} light>
      {name ? text(name) : state}
    </StateWord>
  );
}

/** The same as a label beside the title of the file. */
export function FileStateTag({ state, names }: { state: string; names: Readonly<Record<string, Bilingual>> }) {
  const text = useText();
  const standing = standings[state] ?? "waiting";
  const name = names[state];
  return (
    <Tag
      tone={standing === "fault" ? "fault" : standing === "good" || standing === "running" ? "water" : "sunken"}
      icon={icons[standing]}
    >
      {name ? text(name) : state}
    </Tag>
  );
}
