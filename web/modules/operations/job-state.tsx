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

/** Where a job stands, with its icon; plain where it is the name of a filter. */
export function JobStateWord({ state, isLabel }: { state: JobState; isLabel?: boolean }) {
  const words = useWords(operationsWords).states;
  return (
    <StateWord
      icon={icons[state]}
      tone={isLabel ? "plain" : state === "failed" ? "fault" : state === "running" ? "good" : "plain"}
      light={isLabel || (state !== "running" && state !== "failed")}
    >
      {words[state]}
    </StateWord>
  );
}
