import { Button } from "antd";
import type { ReactNode } from "react";
import type { Bilingual } from "#contract/text";
import { ErrorState, Icon, NextActions, useText, useWords } from "#kit";
import { sharingWords } from "./words.ts";

export interface FileStep<Act extends string> {
  readonly act: Act;
  readonly button: string;
  /** What pressing it will do. */
  readonly text: ReactNode;
  readonly isDanger?: boolean;
  readonly press: () => unknown;
}

const none: readonly never[] = [];

/** What this person can do with the file now, the usual step first; below it what others do, or what cannot be done yet, and why. */
export function FileSteps<Act extends string>({
  file,
  steps,
  others = none,
  busy = false,
  problem = null,
}: {
  file: { readonly may: Partial<Record<Act, boolean>>; readonly whyNot: Readonly<Record<string, Bilingual>> };
  steps: readonly FileStep<Act>[];
  /** Steps that need no permission of the file: print, open another page. */
  others?: readonly { key: string; button: ReactNode; text: ReactNode }[];
  busy?: boolean;
  problem?: Error | null;
}) {
  const words = useWords(sharingWords).steps;
  const text = useText();
  const open = steps.filter(({ act }) => file.may[act]);
  const held = steps.filter(({ act }) => !file.may[act] && file.whyNot[act]);
  const actions = open.map((step, index) => ({
    key: step.act,
    button: (
      <Button
        type={index === 0 ? "primary" : "default"}
        danger={(step.isDanger ?? false) && index > 0}
        disabled={busy}
        onClick={() => void step.press()}
      >
        {step.button}
      </Button>
    ),
    text: step.text,
  }));
  return (
    <>
      {actions.length + others.length > 0 ? <NextActions label={words.now} actions={[...actions, ...others]} /> : null}
      {problem ? <ErrorState error={problem} /> : null}
      {held.length > 0 ? (
        <ul className="held no-print" aria-label={words.notNow}>
          {held.map((step) => {
            const why = file.whyNot[step.act];
            return (
              <li key={step.act}>
                <Icon name="lock" />
                <b>{step.button}</b> <span>{why ? words.whyNot(text(why)) : null}</span>
              </li>
            );
          })}
        </ul>
      ) : null}
    </>
  );
}
