import type { ReactNode } from "react";
import { useFormat, useWords, Wizard } from "#kit";
import "./intake.css";
import { wayWords } from "./way-words.ts";

export const wayKeys = ["connect", "preview", "mapping", "trial", "load", "receipt"] as const;
export type WayKey = (typeof wayKeys)[number];

/** The whole way of a load, one step open; steps before the present one are done. */
export function LoadWay({
  title,
  note,
  current,
  notes,
  onOpen,
  children,
}: {
  title: string;
  note?: ReactNode;
  current: WayKey;
  /** What stands decided at a step; without one it says what will happen there. */
  notes?: Partial<Record<WayKey, ReactNode>>;
  /** Steps one may go to now. */
  onOpen?: Partial<Record<WayKey, () => void>>;
  children: ReactNode;
}) {
  const words = useWords(wayWords);
  const at = wayKeys.indexOf(current);
  return (
    <div className="load-way">
      <Wizard
        title={title}
        note={note}
        current={current}
        steps={wayKeys.map((key, index) => {
          const open = onOpen?.[key];
          return {
            key,
            title: words.steps[key],
            note: notes?.[key] ?? words.notes[key],
            isDone: index < at,
            ...(open ? { onOpen: open } : {}),
          };
        })}
      >
        {children}
      </Wizard>
    </div>
  );
}

/** Heading of the open step. */
export function StepHead({
  step,
  title,
  note,
  more,
}: {
  step: WayKey;
  title: string;
  note?: ReactNode;
  more?: ReactNode;
}) {
  const words = useWords(wayWords);
  return (
    <div className="section-head">
      <h2 className="sec">
        {words.stepOf(wayKeys.indexOf(step) + 1)} <span className="step-title">{title}</span>
      </h2>
      {note === undefined ? null : <span className="t12 m">{note}</span>}
      {more === undefined ? null : <span className="more">{more}</span>}
    </div>
  );
}

/** Ways out of a step: back at the left, on at the right, with what it will do or why it cannot be done. */
export const StepFoot = ({ back, why, next }: { back?: ReactNode; why?: ReactNode; next: ReactNode }) => (
  <div className="step-foot no-print">
    {back}
    <span className="sp" />
    {why === undefined ? null : <span className="t12 s">{why}</span>}
    {next}
  </div>
);

/** When the draft was saved. */
export function SavedNote({ at }: { at: string }) {
  const words = useWords(wayWords);
  const format = useFormat();
  return <>{words.saved(format.moment(at))}</>;
}
