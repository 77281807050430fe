import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";
import { PageHead } from "./page-head.tsx";
import { useWords } from "./language.tsx";
import { kitWords } from "./words.ts";

export interface WizardStep {
  readonly key: string;
  readonly title: string;
  /** What stands decided there, or what will happen. */
  readonly note?: ReactNode;
  readonly isDone: boolean;
  /** Present where one may go (back) to this step now. */
  readonly onOpen?: () => void;
}

/** A way of several steps, all of them in sight; the body shows one. Every step is saved by its owner when it is left. */
export function Wizard({
  title,
  note,
  steps,
  current,
  isPart,
  children,
}: {
  title: string;
  /** Number, and when it was saved. */
  note?: ReactNode;
  steps: readonly WizardStep[];
  current: string;
  /** Stands inside a page with a title of its own. */
  isPart?: boolean;
  children: ReactNode;
}) {
  const words = useWords(kitWords);
  return (
    <div className={isPart ? "wizard part" : "wizard"}>
      <nav className="wizard-steps" aria-label={title}>
        {isPart ? <h3 className="sec">{title}</h3> : <PageHead title={title} />}
        {note === undefined ? null : <p className="t12 m">{note}</p>}
        <ol>
          {steps.map((step, index) => (
            <li
              key={step.key}
              className={step.isDone ? "done" : undefined}
              aria-current={step.key === current ? "step" : undefined}
            >
              <span className="mark">{step.isDone && step.key !== current ? <Icon name="check" /> : index + 1}</span>
              {step.onOpen && step.key !== current ? (
                <button type="button" onClick={step.onOpen}>
                  {step.title}
                </button>
              ) : (
                step.title
              )}
              {step.isDone ? <span className="unseen">{words.done}</span> : null}
              {step.note === undefined ? null : <small>{step.note}</small>}
            </li>
          ))}
        </ol>
      </nav>
      <div className="wizard-body">{children}</div>
    </div>
  );
}
