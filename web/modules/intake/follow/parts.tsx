import type { Reconciliation, RunState } from "#contract/intake-follow";
import type { FollowHealth, FollowLag } from "#contract/intake-standing";
import { AppLink, type IconName, None, Sparkline, StateWord, useFormat, useText, useWords } from "#kit";
import { followWords } from "./words.ts";

const healthIcons: Readonly<Record<FollowHealth, IconName>> = {
  failed: "fault",
  mismatch: "fault",
  drift: "columns",
  late: "flag",
  waiting: "clock",
  paused: "pause",
  well: "check",
};
const troubled: ReadonlySet<FollowHealth> = new Set(["failed", "mismatch", "drift", "late"]);

/** True where a person has to look. */
export const isTroubled = (health: FollowHealth): boolean => troubled.has(health);

/** How a follow stands, with its icon; plain where it is the name of a filter. */
export function HealthWord({ health, isLabel }: { health: FollowHealth; isLabel?: boolean }) {
  const words = useWords(followWords).healths;
  const isBad = isTroubled(health);
  return (
    <StateWord icon={healthIcons[health]} tone={isBad && !isLabel ? "fault" : "plain"} light={isLabel || !isBad}>
      {words[health]}
    </StateWord>
  );
}

const runIcons: Readonly<Record<RunState, IconName>> = {
  queued: "clock",
  waiting: "clock",
  running: "running",
  done: "check",
  failed: "fault",
  cancelled: "pause",
};

export function RunStateWord({ state, isLabel }: { state: RunState; isLabel?: boolean }) {
  const words = useWords(followWords).runStates;
  const tone = state === "failed" ? "fault" : state === "running" ? "good" : "plain";
  return (
    <StateWord icon={runIcons[state]} tone={isLabel ? "plain" : tone} light={isLabel || tone === "plain"}>
      {words[state]}
    </StateWord>
  );
}

/** Whether source and lake were equal, and the way to the numbers. */
export function EqualWord({ result, href }: { result: Reconciliation | null; href?: string }) {
  const words = useWords(followWords);
  const text = useText();
  if (result === null) return <span className="m">{words.notYet}</span>;
  const word = (
    <StateWord icon={result.isMatching ? "check" : "fault"} tone={result.isMatching ? "plain" : "fault"} light>
      {result.isMatching ? words.equal : words.notEqual}
    </StateWord>
  );
  if (href === undefined) return word;
  return (
    <AppLink href={href} className="nw">
      <span title={text(result.text)}>{word}</span>
    </AppLink>
  );
}

/** How far the lake is behind, in words, with its short history. */
export function Lag({ lag, lags }: { lag: FollowLag | null; lags: readonly FollowLag[] }) {
  const format = useFormat();
  if (lag === null || lag.seconds === null) return <None />;
  const values = lags.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
  return (
    <span className="row g2 lag">
      {values.length > 1 ? <Sparkline values={values} width={64} low={0} /> : null}
      <span className="nw">{format.duration(lag.seconds * 1000)}</span>
    </span>
  );
}
