import type { Outcome } from "#contract/ledger";
import { type IconName, StateWord, useWords } from "#kit";
import { ledgerWords } from "./words.ts";

const icons: Readonly<Record<Outcome, IconName>> = { done: "check", refused: "lock", failed: "fault" };

/** How an act ended, with its icon. */
export function OutcomeWord({ outcome }: { outcome: Outcome }) {
  const words = useWords(ledgerWords).outcomes;
  return (
    <StateWord icon={icons[outcome]} tone={outcome === "failed" ? "fault" : "plain"} light={outcome === "done"}>
      {words[outcome]}
    </StateWord>
  );
}
