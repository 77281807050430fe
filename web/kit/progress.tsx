import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useFormat, useWords } from "./language.tsx";
import { kitWords } from "./words.ts";

const windowMs = 8000;
const readEveryMs = 1000;

/** Units per second over the last eight seconds; null until two readings lie a second apart, or while nothing runs. */
export function useRate(done: number, isRunning: boolean): number | null {
  const [rate, setRate] = useState<number | null>(null);
  const readings = useRef<{ at: number; done: number }[]>([]);
  const read = useEffectEvent(() => {
    const now = performance.now();
    const kept = readings.current.filter((reading) => now - reading.at <= windowMs && reading.done <= done);
    readings.current = [...kept, { at: now, done }];
    const first = readings.current[0];
    setRate(first && now - first.at >= readEveryMs ? ((done - first.done) / (now - first.at)) * 1000 : null);
  });
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(read, readEveryMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  return isRunning ? rate : null;
}

/** The bar itself; `share` from 0 to 1, null where the end is unknown. */
export function ProgressTrack({
  label,
  share,
  badShare = 0,
  isRunning = true,
}: {
  label: string;
  share: number | null;
  badShare?: number;
  isRunning?: boolean;
}) {
  const width = (part: number) => `${(part * 100).toFixed(2)}%`;
  const values =
    share === null ? {} : { "aria-valuenow": Math.round(share * 100), "aria-valuemin": 0, "aria-valuemax": 100 };
  return (
    // A <progress> cannot show two parts.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className="progress-track" role="progressbar" aria-label={label} {...values}>
      {share === null ? (
        <i className={isRunning ? "unknown" : "halted"} />
      ) : (
        <i className={isRunning ? "" : "halted"} style={{ width: width(share - badShare) }} />
      )}
      {badShare > 0 ? <i className="bad-part" style={{ width: `max(3px, ${width(badShare)})` }} /> : null}
    </div>
  );
}

/**
 * A real bar with figures: how much of how much, how fast, how long still. Without a total the bar drifts and the figures
 * still count. `bad` is the part of `done` that was turned away; it is drawn in the fault colour.
 */
export function Progress({
  done,
  total,
  unit,
  bad = 0,
  badText,
  phase,
  isRunning = true,
  label,
}: {
  done: number;
  total: number | null;
  unit?: string;
  bad?: number;
  badText?: string;
  phase?: string;
  /** False where it was stopped or waits: the bar stands grey, rate and time left are not shown. */
  isRunning?: boolean;
  label?: string;
}) {
  const words = useWords(kitWords);
  const format = useFormat();
  const rate = useRate(done, isRunning);
  const share = total ? Math.min(1, done / total) : null;
  const badShare = total ? Math.min(1, bad / total) : 0;
  const left = rate && total && total > done ? ((total - done) / rate) * 1000 : null;
  return (
    <div>
      <ProgressTrack label={label ?? phase ?? words.thisPage} share={share} badShare={badShare} isRunning={isRunning} />
      <div className="progress-figures">
        {phase ? <span>{phase}</span> : null}
        <span>
          <b>{format.number(done)}</b>
          {total === null ? "" : ` / ${format.number(total)}`} {unit ?? words.rows}
        </span>
        {rate !== null && rate > 0 ? (
          <span>{words.perSecond(format.number(Math.round(rate)), unit ?? words.rows)}</span>
        ) : null}
        {left === null ? null : <span>{words.timeLeft(format.duration(left))}</span>}
        {bad > 0 && badText ? <span className="fault">{badText}</span> : null}
      </div>
    </div>
  );
}
