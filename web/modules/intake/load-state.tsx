import type { LoadState } from "#contract/intake";
import { type IconName, StateWord, useWords } from "#kit";
import { intakeWords } from "./words.ts";

const icons: Readonly<Record<LoadState, IconName>> = {
  queued: "clock",
  running: "running",
  published: "check",
  failed: "fault",
  cancelled: "pause",
};

/** Where a load stands, with its icon; plain where it is the name of a filter. */
export function LoadStateWord({ state, isLabel }: { state: LoadState; isLabel?: boolean }) {
  const words = useWords(intakeWords).states;
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
