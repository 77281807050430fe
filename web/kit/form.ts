import { useState } from "react";
import { ApiProblem, type FieldProblem } from "./problem.ts";

/** State of one form: values, what is wrong with which field, and whether it is being sent. */
export interface FormState<Values extends object> {
  readonly id: string;
  readonly values: Values;
  readonly set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void;
  /** Problem of a field by its JSON pointer, for example `/name` or `/contacts/0/phone`. */
  readonly errorAt: (pointer: string) => string | undefined;
  readonly errors: readonly { pointer: string; detail: string }[];
  /** A refusal that is about no single field. */
  readonly problem: Error | null;
  readonly isDirty: boolean;
  readonly isSending: boolean;
  /** Sends the values; true where the hub took them. */
  readonly submit: () => Promise<boolean>;
  /** Takes other values as the saved ones. */
  readonly reset: (values: Values) => void;
}

/**
 * Keeps a form. `send` calls the hub and throws its refusal; the refusal's pointers become the fields' messages, so that
 * a rule is written once, on the server, and speaks the person's language.
 */
export function useForm<Values extends object>(options: {
  id: string;
  initial: Values;
  send: (values: Values) => Promise<unknown>;
  /** Checks that need no hub (two passwords alike); pointer → sentence. */
  check?: (values: Values) => Readonly<Record<string, string>>;
  /** Refusals that are about one field but come without a pointer: problem code → pointer. */
  fields?: Readonly<Record<string, string>>;
}): FormState<Values> {
  const [saved, setSaved] = useState(options.initial);
  const [values, setValues] = useState(options.initial);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const [isSending, setIsSending] = useState(false);
  const errors = [
    ...Object.entries(own).map(([pointer, detail]) => ({ pointer, detail })),
    ...fieldProblems(refusal, options.fields ?? {}),
  ];
  const submit = async () => {
    const wrong = options.check?.(values) ?? {};
    setOwn(wrong);
    setRefusal(null);
    if (Object.keys(wrong).length > 0) return false;
    setIsSending(true);
    try {
      await options.send(values);
      setSaved(values);
      return true;
    } catch (error) {
      setRefusal(error as Error);
      return false;
    } finally {
      setIsSending(false);
    }
  };
  return {
    id: options.id,
    values,
    set: (name, value) => setValues((now) => ({ ...now, [name]: value })),
    errorAt: (pointer) => errors.find((error) => error.pointer === pointer)?.detail,
    errors,
    problem: errors.length === 0 ? refusal : null,
    isDirty: JSON.stringify(values) !== JSON.stringify(saved),
    isSending,
    submit,
    reset: (next) => {
      setSaved(next);
      setValues(next);
      setRefusal(null);
      setOwn({});
    },
  };
}

function fieldProblems(refusal: Error | null, fields: Readonly<Record<string, string>>): readonly FieldProblem[] {
  if (!(refusal instanceof ApiProblem)) return [];
  const pointer = fields[refusal.code];
  return pointer === undefined ? refusal.errors : [...refusal.errors, { pointer, detail: refusal.detail }];
}

/** The members that differ, for edits that leave the others alone. */
export const changedOf = <Values extends object>(before: Values, after: Values): Partial<Values> =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Values]),
    ),
  ) as Partial<Values>;

/** Element id of the field at a pointer, so that the summary can lead to it. */
export const fieldId = (form: { id: string }, pointer: string): string => `${form.id}${pointer.replaceAll("/", "-")}`;
