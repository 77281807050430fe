import type { ReactNode } from "react";
import {
  type Choice,
  ChoiceField,
  Form,
  RadioField,
  Section,
  TextField,
  useConfirm,
  useForm,
  useToast,
  useWords,
} from "#kit";
import { DepartmentField } from "#shell";
import { DayField } from "./day-field.tsx";
import { useRefresh } from "./refresh.ts";
import { sharingWords } from "./words.ts";

/** What a person types into the form of an act, all of it text; `send` makes the body of the call from it. */
export type Typed = Readonly<Record<string, string>>;

export interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** One line unless said; `list` is one thing on each line. */
  readonly kind?: "line" | "text" | "list" | "day" | "choice" | "radio" | "department";
  readonly isOptional?: boolean;
  readonly choices?: readonly Choice[];
  readonly initial?: string;
  readonly pointer?: string;
}

export interface ActSpec {
  readonly id: string;
  readonly title: string;
  /** A verb with its thing, on the button. */
  readonly action: string;
  /** What sending does, beside the button. */
  readonly effect?: string | undefined;
  readonly fields: readonly FieldSpec[];
  /** Cannot be taken back: the form asks once more. */
  readonly isDanger?: boolean;
  readonly done: string;
  readonly send: (typed: Typed) => Promise<unknown>;
}

/** One thing on each line. */
export const linesOf = (text: string | undefined): string[] =>
  (text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The form of one act on a file: its fields, what sending will do, and the hub's refusals at their fields. */
export function ActForm({
  spec,
  onClose,
  onDone,
  children,
}: {
  spec: ActSpec;
  onClose: () => void;
  onDone?: (typed: Typed) => void;
  children?: ReactNode;
}) {
  const words = useWords(sharingWords).form;
  const ask = useConfirm();
  const toast = useToast();
  const refresh = useRefresh();
  const form = useForm<Typed>({
    id: spec.id,
    initial: Object.fromEntries(spec.fields.map((field) => [field.name, field.initial ?? ""])),
    check: (typed) =>
      Object.fromEntries(
        spec.fields.flatMap((field) =>
          field.isOptional || (typed[field.name] ?? "").trim() !== ""
            ? []
            : [[field.pointer ?? `/${field.name}`, words.missing(field.label)]],
        ),
      ),
    send: async (typed) => {
      await spec.send(typed);
      await refresh();
    },
  });
  const asking = {
    ...form,
    submit: async () =>
      !spec.isDanger ||
      (await ask({ title: words.sure(spec.title), text: spec.effect, action: spec.action, isDanger: true }))
        ? form.submit()
        : false,
  };
  return (
    <Section title={spec.title} isMajor>
      <Form
        form={asking}
        action={spec.action}
        note={spec.effect}
        onCancel={onClose}
        onDone={() => {
          toast(spec.done);
          onClose();
          onDone?.(form.values);
        }}
      >
        {children}
        {spec.fields.map((field) => (
          <ActField key={field.name} form={form} field={field} />
        ))}
      </Form>
    </Section>
  );
}

function ActField({ form, field }: { form: ReturnType<typeof useForm<Typed>>; field: FieldSpec }) {
  const words = useWords(sharingWords).form;
  const frame = {
    form,
    name: field.name,
    label: field.label,
    isRequired: !field.isOptional,
    ...(field.hint === undefined ? {} : { hint: field.hint }),
    ...(field.pointer === undefined ? {} : { pointer: field.pointer }),
  };
  switch (field.kind ?? "line") {
    case "text":
      return <TextField {...frame} lines={3} />;
    case "list":
      return <TextField {...frame} hint={field.hint ?? words.onePerLine} lines={4} />;
    case "day":
      return <DayField {...frame} />;
    case "choice":
      return <ChoiceField {...frame} choices={field.choices ?? []} />;
    case "radio":
      return <RadioField {...frame} choices={field.choices ?? []} />;
    case "department":
      return <DepartmentField {...frame} />;
    case "line":
      return <TextField {...frame} />;
  }
}
