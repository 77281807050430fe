import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";

/**
 * Tones of a state. `good` is water, `plain` ink, `fault` wrong data or a failed act. Blue, orange and red are absent:
 * they belong to the clock (`PromiseWord`).
 */
export type Tone = "good" | "plain" | "fault";

/** A state in one word, always with its icon: never colour alone. */
export const StateWord = ({
  icon,
  tone = "plain",
  light,
  children,
}: {
  icon: IconName;
  tone?: Tone;
  /** Normal weight, for long columns. */
  light?: boolean | undefined;
  children: ReactNode;
}) => (
  <span className={`st ${tone}${light ? " light" : ""}`}>
    <Icon name={icon} />
    {children}
  </span>
);

/** A small label: class, share attribute, version. `ink` is for 演示 and other things nobody may overlook. */
export const Tag = ({
  tone = "sunken",
  icon,
  children,
}: {
  tone?: "sunken" | "line" | "water" | "fault" | "ink";
  icon?: IconName;
  children: ReactNode;
}) => (
  <span className={`tag ${tone}`}>
    {icon ? <Icon name={icon} /> : null}
    {children}
  </span>
);

/** Why a button cannot be pressed, or what pressing it will do: in words, beside it. */
export const Why = ({ icon = "info", children }: { icon?: IconName; children: ReactNode }) => (
  <span className="why">
    <Icon name={icon} />
    <span>{children}</span>
  </span>
);

/** A remark on a ground of its own; `fault` for wrong data. */
export const Note = ({ tone = "plain", title, children }: { tone?: Tone; title?: ReactNode; children?: ReactNode }) => (
  <div className={tone === "fault" ? "note fault-note" : "note"}>
    {title === undefined ? null : <b>{title}</b>}
    {children}
  </div>
);
