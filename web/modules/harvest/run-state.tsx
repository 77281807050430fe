import type { HarvestRunState } from "#contract/harvest";
import { type IconName, StateWord, useWords } from "#kit";
import { harvestWords } from "./words.ts";

const icons: Readonly<Record<HarvestRunState, IconName>> = {
  queued: "clock",
  running: "running",
  done: "check",
  failed: "fault",
  cancelled: "pause",
};

/** Where a run stands, with its icon. */
export const RunStateWord = ({ state }: { state: HarvestRunState }) => (
  <StateWord icon={icons[state]} tone={state === "failed" ? "fault" : state === "running" ? "good" : "plain"} light>
    {useWords(harvestWords).states[state]}
  </StateWord>
);
