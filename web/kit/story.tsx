import type { ReactNode } from "react";
import { Moment } from "./moment.tsx";

export interface StoryStep {
  readonly key: string | number;
  readonly at: string | null;
  readonly text: ReactNode;
  /** At the right end of the line: the ledger number. */
  readonly proof?: ReactNode;
  /** `now` the newest, `waits` something to decide, `paused`, `refused`, `next` still to come. */
  readonly kind?: "now" | "waits" | "paused" | "refused" | "next" | undefined;
}

/** What happened, newest first, from the ledger. */
export const Story = ({ steps }: { steps: readonly StoryStep[] }) => (
  <ol className="story">
    {steps.map((step) => (
      <li key={step.key} className={step.kind}>
        <div className="row g2">
          {step.at === null ? null : (
            <span className="when">
              <Moment at={step.at} />
            </span>
          )}
          <span className="sp" />
          {step.proof === undefined ? null : <span className="t12 nw">{step.proof}</span>}
        </div>
        {step.text}
      </li>
    ))}
  </ol>
);
