import { useQueryClient } from "@tanstack/react-query";
import { clockRoutes, type CommitmentFile, type Level, levelNames, levels } from "#contract/clock";
import {
  callApi,
  ChoiceField,
  Form,
  type FormState,
  NumberField,
  RadioField,
  refresh,
  TextField,
  useAnswer,
  useConfirm,
  useForm,
  useFormat,
  useText,
  useToast,
  useWords,
} from "#kit";
import { useHasRole } from "#shell";
import { fileWords } from "./file-words.ts";
import type { FormAct } from "./filters.ts";

interface Props {
  readonly file: CommitmentFile;
  readonly onClose: () => void;
}

/** The form of an act, inside the row of its button. */
export function ActForm({ act, ...props }: Props & { act: FormAct }) {
  switch (act) {
    case "remind":
      return <RemindForm {...props} />;
    case "assign":
      return <AssignForm {...props} />;
    case "callIn":
      return <CallInForm {...props} />;
    case "escalate":
      return <EscalateForm {...props} />;
    case "askExtension":
      return <AskExtensionForm {...props} />;
  }
}

/** Sends, then asks again for what the desk, the thing itself and the ledger show. */
function useSend() {
  const client = useQueryClient();
  return async (call: Promise<unknown>) => {
    await call;
    await refresh(client, ["clock", "sharing", "ledger", "home"]);
  };
}

function useCandidates(file: CommitmentFile) {
  const hasRole = useHasRole();
  const mayAsk = hasRole(["data-officer", "department-steward", "sharing-head", "leader"]);
  const { data } = useAnswer(clockRoutes.listCandidates, { params: { id: file.id } }, { isReady: mayAsk });
  return (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

/** The same form, asking once more before it sends. */
const asking = <Values extends object>(form: FormState<Values>, sure: () => Promise<boolean>): FormState<Values> => ({
  ...form,
  submit: async () => ((await sure()) ? form.submit() : false),
});

function RemindForm({ file, onClose }: Props) {
  const words = useWords(fileWords).acts.remind;
  const toast = useToast();
  const send = useSend();
  const candidates = useCandidates(file);
  const form = useForm<{ person: string | null; text: string }>({
    id: "remind",
    initial: { person: null, text: "" },
    send: (body) => send(callApi(clockRoutes.remind, { params: { id: file.id }, body })),
  });
  return (
    <Form
      form={form}
      action={words.action}
      isSmall
      keepsQuiet
      onCancel={onClose}
      onDone={() => {
        toast(words.done(file.owedByName));
        onClose();
      }}
    >
      <ChoiceField form={form} name="person" label={words.person} choices={candidates} none={file.owedByName} />
      <TextField form={form} name="text" label={words.words} hint={words.hint} lines={2} maxLength={400} />
    </Form>
  );
}

function AssignForm({ file, onClose }: Props) {
  const words = useWords(fileWords).acts.assign;
  const toast = useToast();
  const send = useSend();
  const candidates = useCandidates(file);
  const form = useForm<{ person: string | null; note: string }>({
    id: "assign",
    initial: { person: file.assignee?.id ?? null, note: "" },
    send: (body) => send(callApi(clockRoutes.assign, { params: { id: file.id }, body })),
  });
  return (
    <Form
      form={form}
      action={words.action}
      isSmall
      keepsQuiet
      onCancel={onClose}
      onDone={() => {
        toast(words.done);
        onClose();
      }}
    >
      <ChoiceField form={form} name="person" label={words.person} choices={candidates} none={words.nobody} />
      <TextField form={form} name="note" label={words.note} maxLength={400} />
    </Form>
  );
}

function CallInForm({ file, onClose }: Props) {
  const words = useWords(fileWords).acts.callIn;
  const toast = useToast();
  const ask = useConfirm();
  const send = useSend();
  const form = useForm({
    id: "call-in",
    initial: { reason: "" },
    send: (body) => send(callApi(clockRoutes.callIn, { params: { id: file.id }, body })),
  });
  const question = { title: words.sure(file.subject.title), text: words.effect, action: words.action };
  return (
    <Form
      form={asking(form, () => ask(question))}
      action={words.action}
      isSmall
      keepsQuiet
      onCancel={onClose}
      onDone={() => {
        toast(words.done);
        onClose();
      }}
    >
      <TextField form={form} name="reason" label={words.reason} lines={2} isRequired maxLength={400} />
    </Form>
  );
}

function EscalateForm({ file, onClose }: Props) {
  const words = useWords(fileWords).acts.escalate;
  const text = useText();
  const toast = useToast();
  const ask = useConfirm();
  const send = useSend();
  const higher = levels.slice(file.level === null ? 0 : levels.indexOf(file.level) + 1);
  const form = useForm<{ level: Level; reason: string }>({
    id: "escalate",
    initial: { level: higher[0] ?? "red", reason: "" },
    send: (body) => send(callApi(clockRoutes.escalate, { params: { id: file.id }, body })),
  });
  const sure = () =>
    ask({ title: words.sure(text(levelNames[form.values.level])), text: words.effect, action: words.action });
  return (
    <Form
      form={asking(form, sure)}
      action={words.action}
      isSmall
      keepsQuiet
      onCancel={onClose}
      onDone={() => {
        toast(words.done);
        onClose();
      }}
    >
      <RadioField
        form={form}
        name="level"
        label={words.level}
        isRequired
        choices={higher.map((level) => ({ value: level, label: text(levelNames[level]) }))}
      />
      <TextField form={form} name="reason" label={words.reason} lines={2} isRequired maxLength={400} />
    </Form>
  );
}

function AskExtensionForm({ file, onClose }: Props) {
  const words = useWords(fileWords).acts.askExtension;
  const format = useFormat();
  const toast = useToast();
  const send = useSend();
  const form = useForm({
    id: "extension",
    initial: { workingDays: Math.max(1, file.mayExtendDays), reason: "" },
    send: (body) => send(callApi(clockRoutes.askExtension, { params: { id: file.id }, body })),
  });
  return (
    <Form
      form={form}
      action={words.action}
      isSmall
      keepsQuiet
      onCancel={onClose}
      onDone={() => {
        toast(words.done);
        onClose();
      }}
    >
      <NumberField
        form={form}
        name="workingDays"
        label={words.days}
        hint={words.most(format.number(file.mayExtendDays))}
        min={1}
        unit={words.unit}
        isRequired
      />
      <TextField form={form} name="reason" label={words.reason} lines={2} isRequired maxLength={400} />
    </Form>
  );
}
