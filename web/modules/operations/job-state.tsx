import type { JobState } from "#contract/operations";
import { type IconName, StateWord, useWords } from "#kit";
import { operationsWords } from "./words.ts";

const icons: Readonly<Record<JobState, IconName>> = {
  queued: "clock",
  running: "running",
  succeeded: "check",
  failed: "fault",
  cancelled: "pause",
};

/** Where a job stands, with its icon. */
export function JobStateWord({ state }: { state: JobState }) {
  const words = useWords(operationsWords).states;
  return (
    <StateWord
      icon={icons[state]}
      tone={state === "failed" ? "fault" : state === "running" ? "good" : "plain"}
      light={state !== "running" && state !== "failed"}
    >
      {words[state]}
    </StateWord>
  );
}
