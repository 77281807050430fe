import { Button, Modal } from "antd";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useWords } from "./language.tsx";
import { kitWords } from "./words.ts";

export interface Question {
  readonly title: string;
  /** What will happen, to what, and whether it can be undone. */
  readonly text?: ReactNode;
  /** A verb with its thing: `停用账号`. */
  readonly action: string;
  readonly cancel?: string;
  /** Destructive: the button is drawn in the fault colour. */
  readonly isDanger?: boolean;
}

type Ask = (question: Question) => Promise<boolean>;
const AskContext = createContext<Ask>(async () => false);

/** Asks before something that cannot be taken back: `if (await ask({ … })) …`. One question at a time, never on a modal. */
export const useConfirm = (): Ask => useContext(AskContext);

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const words = useWords(kitWords);
  const [open, setOpen] = useState<{ question: Question; answer: (yes: boolean) => void } | null>(null);
  const ask = useCallback<Ask>((question) => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    setOpen({ question, answer: resolve });
    return promise;
  }, []);
  const close = (yes: boolean) => {
    open?.answer(yes);
    setOpen(null);
  };
  return (
    <AskContext value={ask}>
      {children}
      <Modal
        open={open !== null}
        title={open?.question.title}
        onCancel={() => close(false)}
        closable={false}
        width={460}
        footer={
          <div className="row g2 wrap" style={{ justifyContent: "flex-end" }}>
            <Button onClick={() => close(false)}>{open?.question.cancel ?? words.cancel}</Button>
            <Button
              type={open?.question.isDanger ? "default" : "primary"}
              danger={open?.question.isDanger ?? false}
              onClick={() => close(true)}
            >
              {open?.question.action}
            </Button>
          </div>
        }
      >
        {open?.question.text}
      </Modal>
    </AskContext>
  );
}
