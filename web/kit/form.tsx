import { useBlocker } from "@tanstack/react-router";
import { Button } from "antd";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useConfirm } from "./confirm.tsx";
import { fieldId, type FormState } from "./form.ts";
import { useWords } from "./language.tsx";
import { ErrorState } from "./states.tsx";
import { kitWords } from "./words.ts";

/**
 * A form: what is wrong stands on top with links to the fields, the buttons below say what will happen. Leaving with
 * unsaved values asks first.
 */
export function Form<Values extends object>({
  form,
  action,
  onDone,
  onCancel,
  note,
  isWide,
  isSmall,
  keepsQuiet,
  children,
}: {
  form: FormState<Values>;
  /** A verb with its thing: `登记部门`. */
  action: string;
  /** After the hub has taken the values. */
  onDone?: () => void;
  onCancel?: () => void;
  /** Beside the button: what sending will do. */
  note?: ReactNode;
  isWide?: boolean;
  isSmall?: boolean;
  /** Leaves without asking (sign-in, try boxes). */
  keepsQuiet?: boolean;
  children: ReactNode;
}) {
  const words = useWords(kitWords);
  const [tries, setTries] = useState(0);
  const hasFault = form.errors.length > 0 || form.problem !== null;
  useUnsaved(form.isDirty && !form.isSending && !keepsQuiet);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isTaken = await form.submit();
    if (isTaken) onDone?.();
    else setTries((before) => before + 1);
  };
  return (
    <form className={isWide ? "form wide" : "form"} noValidate onSubmit={(event) => void submit(event)}>
      {hasFault ? <Summary key={tries} form={form} /> : null}
      {children}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={form.isSending} size={isSmall ? "small" : "middle"}>
          {action}
        </Button>
        {onCancel ? (
          <Button onClick={onCancel} size={isSmall ? "small" : "middle"}>
            {words.cancel}
          </Button>
        ) : null}
        {note === undefined ? null : <span className="t12 s">{note}</span>}
      </div>
    </form>
  );
}

/** What has to be mended, each a link to its field; takes the focus when it appears; every failed try makes it anew. */
function Summary<Values extends object>({ form }: { form: FormState<Values> }) {
  const words = useWords(kitWords);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  if (form.problem) {
    return (
      <div ref={box} tabIndex={-1} style={{ marginBottom: 16 }}>
        <ErrorState error={form.problem} title={words.notSaved} />
      </div>
    );
  }
  return (
    <div ref={box} className="summary" role="alert" tabIndex={-1}>
      <b>{words.summaryTitle(form.errors.length)}</b>
      <ul>
        {form.errors.map(({ pointer, detail }) => (
          <li key={pointer + detail}>
            <a
              href={`#${fieldId(form, pointer)}`}
              onClick={(event) => {
                event.preventDefault();
                focusField(fieldId(form, pointer));
              }}
            >
              {detail}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function focusField(id: string): void {
  const field = document.getElementById(id);
  field?.scrollIntoView({ block: "center" });
  field?.focus();
}

/** Asks before unsaved values are lost: inside the application with a sentence of ours, at the browser's edge with its own. */
function useUnsaved(isUnsaved: boolean): void {
  const words = useWords(kitWords).unsaved;
  const ask = useConfirm();
  useBlocker({
    disabled: !isUnsaved,
    enableBeforeUnload: isUnsaved,
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname) return false;
      return !(await ask({
        title: words.title,
        text: words.text,
        action: words.leave,
        cancel: words.stay,
        isDanger: true,
      }));
    },
  });
}
