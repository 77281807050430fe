import { type IconName } from "./icons.tsx";
import { Icon } from "./icons.tsx";
import { useFormat, useWords } from "./language.tsx";
import { type Cell, cellsOf, crestAt, type PromiseFacts, type PromiseState } from "./promise.ts";
import { kitWords } from "./words.ts";

const icons: Readonly<Record<PromiseState, IconName>> = {
  "on-time": "clock",
  reminder: "bell",
  warning: "warning",
  overdue: "overdue",
  paused: "pause",
  extended: "clock",
  met: "check",
  missed: "overdue",
};
const tones: Readonly<Record<PromiseState, string>> = {
  "on-time": "good",
  reminder: "blue",
  warning: "orange",
  overdue: "red",
  paused: "plain",
  extended: "good",
  met: "plain",
  missed: "red",
};

/** The state of a promise with its own shape, colour and word; the only place where blue, orange and red are used. */
export function PromiseWord({ state, children }: { state: PromiseState; children?: string }) {
  const words = useWords(kitWords);
  return (
    <span className={`st ${tones[state]}`}>
      <Icon name={icons[state]} />
      {children ?? words.promise[state]}
    </span>
  );
}

/** Remaining working days and the bar. `title` carries dates, pauses and extensions, and is read aloud. */
export function PromiseBar({ facts, title, width = 132 }: { facts: PromiseFacts; title?: string; width?: number }) {
  const words = useWords(kitWords);
  const format = useFormat();
  const { state, limit, used, extendedBy = 0, overdueBy = 0, pausedOn = [] } = facts;
  const isEnded = state === "met" || state === "missed";
  const left = state === "overdue" ? -overdueBy : limit + extendedBy - used + pausedOn.length;
  const tone = state === "reminder" || state === "warning" || state === "overdue" ? tones[state] : "";
  const says = `${words.promise[state]} · ${title ?? words.promiseSays(used - pausedOn.length, limit + extendedBy)}`;
  const { cells, firstLimitAt } = cellsOf(facts);
  return (
    <span className="promise" title={says}>
      <b className={tone === "" ? undefined : `st ${tone}`} style={{ display: "inline-block" }}>
        {isEnded ? "—" : format.number(left)}
      </b>
      <svg className="pb" width={width} height="14" viewBox="0 0 132 14" aria-hidden="true">
        <g transform="translate(0 3)">
          {cells.map((cell) => (
            <rect key={cell.x} {...shapeOf(cell, state)} />
          ))}
          {firstLimitAt === null ? null : (
            <line className="first-limit" x1={firstLimitAt} x2={firstLimitAt} y1="-3" y2="11" />
          )}
          <line className="crest" x1={crestAt} x2={crestAt} y1="-3" y2="11" />
        </g>
      </svg>
      <span className="unseen">{says}</span>
    </span>
  );
}

function shapeOf({ x, width, kind }: Cell, state: PromiseState) {
  const whole = { x, y: 0, width: Math.max(0.5, width), height: 8 };
  const outline = { x: x + 0.5, y: 0.5, width: Math.max(0.5, width - 1), height: 7 };
  switch (kind) {
    case "used":
    case "over":
      return { ...whole, className: state };
    case "past":
      return { ...whole, className: "overdue past" };
    case "rest":
      return { ...whole, className: "rest" };
    case "thin":
      return { ...whole, y: 3, height: 2, className: "paused" };
    case "hollow":
      return { ...outline, className: "hollow" };
    case "spilled":
      return { ...outline, className: "spilled" };
  }
}
