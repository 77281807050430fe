import { clockRoutes, type Limit } from "#contract/clock";
import {
  ChoiceField,
  Form,
  NumberField,
  Section,
  TextField,
  today,
  useChange,
  useForm,
  useFormat,
  useText,
  useToast,
  useWords,
} from "#kit";
import { useDepartments, useSession } from "#shell";
import { ruleWords } from "./rule-words.ts";

/** A stricter limit of a region; what the nation allows stands beside it, and a laxer one is refused with the article. */
export function AddLimit({
  limits,
  kind,
  onClose,
}: {
  limits: readonly Limit[];
  kind: string | undefined;
  onClose: () => void;
}) {
  const words = useWords(ruleWords).limits;
  const text = useText();
  const format = useFormat();
  const toast = useToast();
  const { department } = useSession();
  const { list } = useDepartments();
  const own = list.find(({ code }) => code === department)?.division ?? "";
  const add = useChange(clockRoutes.addLimit, ["ledger"]);
  const national = limits.filter((limit) => limit.division === null);
  const first = national.find((limit) => limit.kind === kind) ?? national[0];
  const form = useForm({
    id: "limit",
    initial: {
      kind: first?.kind ?? "",
      division: own,
      basis: "",
      workingDays: first?.workingDays ?? 1,
      maxExtension: first?.maxExtension ?? 0,
      effectiveOn: today(),
    },
    fields: {
      "clock.limit-laxer": "/workingDays",
      "clock.division-outside": "/division",
      "clock.limit-exists": "/kind",
    },
    send: (body) => add.sendOrThrow({ body }),
  });
  const ceiling = national.find((limit) => limit.kind === form.values.kind);
  const most = ceiling
    ? words.ceiling(ceiling.basis, format.number(ceiling.workingDays), format.number(ceiling.maxExtension))
    : "";
  return (
    <Section title={words.addTitle} note={words.addNote} isMajor>
      <Form
        form={form}
        action={words.addAction}
        onCancel={onClose}
        onDone={() => {
          toast(words.added);
          onClose();
        }}
      >
        <div className="form-grid">
          <ChoiceField
            form={form}
            name="kind"
            label={words.kind}
            hint={most}
            isRequired
            isWide
            choices={national.map((limit) => ({ value: limit.kind, label: text(limit.kindName) }))}
          />
          <NumberField form={form} name="workingDays" label={words.days} unit={words.unit} min={1} isRequired />
          <NumberField form={form} name="maxExtension" label={words.extension} unit={words.unit} min={0} isRequired />
          <TextField form={form} name="division" label={words.division} hint={words.divisionHint} isRequired />
          <TextField form={form} name="effectiveOn" label={words.since} hint={words.dayHint} isRequired />
          <TextField form={form} name="basis" label={words.basis} hint={words.basisHint} isRequired isWide />
        </div>
      </Form>
    </Section>
  );
}

export function EndLimit({ limit, onClose }: { limit: Limit; onClose: () => void }) {
  const words = useWords(ruleWords).limits;
  const text = useText();
  const toast = useToast();
  const end = useChange(clockRoutes.endLimit, ["ledger"]);
  const form = useForm({
    id: "end-limit",
    initial: { endsOn: today() },
    fields: { "clock.limit-end-wrong": "/endsOn" },
    send: (body) => end.sendOrThrow({ params: { id: limit.id }, body, ifMatch: limit.version }),
  });
  return (
    <Section title={words.endTitle(text(limit.kindName), limit.divisionName ?? "")} note={words.endNote} isMajor>
      <Form
        form={form}
        action={words.endAction}
        onCancel={onClose}
        onDone={() => {
          toast(words.ended);
          onClose();
        }}
      >
        <TextField form={form} name="endsOn" label={words.lastDay} hint={words.dayHint} isRequired />
      </Form>
    </Section>
  );
}
