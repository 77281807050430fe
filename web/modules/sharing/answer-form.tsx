import { useState } from "react";
import {
  answerKindNames,
  answerKinds,
  denyingBases,
  refusalBases,
  refusalBasisNames,
  type Request,
  sharingRoutes,
  unacceptedBases,
} from "#contract/sharing";
import {
  callApi,
  ChoiceField,
  Form,
  type FormState,
  NumberField,
  RadioField,
  Section,
  TextField,
  useForm,
  useFormat,
  useText,
  useToast,
  useWords,
  Why,
} from "#kit";
import { AnswerLine } from "./answer-line.tsx";
import { answerOf, type AnswerValues, startOf } from "./answer-values.ts";
import { answerWords } from "./answer-words.ts";
import { DayField } from "./day-field.tsx";
import { useRefresh } from "./refresh.ts";
import { requestActWords } from "./request-act-words.ts";
import { sharingWords } from "./words.ts";

/** The provider's answer: item by item with masks, rows and conditions, or a refusal with its basis from the list. */
export function AnswerForm({ request, onClose }: { request: Request; onClose: () => void }) {
  const words = useWords(answerWords);
  const act = useWords(requestActWords).acts["draft-answer"];
  const { form: formWords } = useWords(sharingWords);
  const text = useText();
  const toast = useToast();
  const refresh = useRefresh();
  const [opened] = useState(request);
  const form = useForm<AnswerValues>({
    id: "answer",
    initial: startOf(opened),
    check: (values) => ({
      ...(values.kind !== "grant" && values.basis === "" ? { "/basis": formWords.missing(words.basis) } : {}),
      ...(values.kind !== "grant" && values.reason.trim().length < 2
        ? { "/reason": formWords.missing(words.refuseReason) }
        : {}),
      ...(values.kind === "grant" && values.untilOn === "" ? { "/untilOn": formWords.missing(words.untilOn) } : {}),
    }),
    fields: { "sharing.no-legal-basis": "/legalBasis/title" },
    send: async (values) => {
      await callApi(sharingRoutes.draftAnswer, { params: { id: opened.id }, body: answerOf(values) });
      await refresh();
    },
  });
  return (
    <Section title={act.title} isMajor>
      <Form
        form={form}
        isWide
        action={act.action}
        note={words.effect}
        onCancel={onClose}
        onDone={() => {
          toast(act.done);
          onClose();
        }}
      >
        <RadioField
          form={form}
          name="kind"
          label={words.kind}
          hint={words.kindHint}
          choices={answerKinds.map((value) => ({ value, label: text(answerKindNames[value]) }))}
          isRequired
        />
        {form.values.kind === "grant" ? <GrantFields form={form} request={opened} /> : <RefusalFields form={form} />}
      </Form>
    </Section>
  );
}

function GrantFields({ form, request }: { form: FormState<AnswerValues>; request: Request }) {
  const words = useWords(answerWords);
  const format = useFormat();
  const listed = [...new Set(request.lines.map((line) => line.useConditions))].filter((text) => text !== "");
  const { lines } = form.values;
  return (
    <>
      {lines.map((given, index) => (
        <AnswerLine
          key={given.line.resourceId}
          given={given}
          onChange={(next) =>
            form.set(
              "lines",
              lines.map((old, at) => (at === index ? next : old)),
            )
          }
        />
      ))}
      <div className="form" style={{ marginTop: 16 }}>
        {listed.length === 0 ? null : (
          <ChoiceField
            form={form}
            name="conditions"
            label={words.conditions}
            hint={words.conditionsHint}
            none={words.noConditions}
            choices={listed.map((value) => ({ value, label: value }))}
          />
        )}
        <DayField
          form={form}
          name="untilOn"
          label={words.untilOn}
          {...(request.untilOn === null ? {} : { hint: words.untilHint(format.date(request.untilOn)) })}
          isRequired
        />
        <div className="form-grid">
          <NumberField form={form} name="ratePerSecond" label={words.rate} min={1} max={10_000} unit={words.calls} />
          <NumberField
            form={form}
            name="quotaPerDay"
            label={words.quota}
            min={1}
            max={100_000_000}
            unit={words.calls}
          />
        </div>
      </div>
    </>
  );
}

function RefusalFields({ form }: { form: FormState<AnswerValues> }) {
  const words = useWords(answerWords);
  const text = useText();
  const { kind, basis } = form.values;
  const allowed = refusalBases.filter(
    (one) => kind === "refuse" || isOf(denyingBases, one) || isOf(unacceptedBases, one),
  );
  return (
    <div className="form">
      <ChoiceField
        form={form}
        name="basis"
        label={words.basis}
        hint={words.basisHint}
        placeholder={words.chooseBasis}
        choices={allowed.map((value) => ({ value, label: text(refusalBasisNames[value]) }))}
        isRequired
      />
      {isOf(unacceptedBases, basis) ? (
        <p style={{ marginBottom: 16 }}>
          <Why icon="fault">{words.unaccepted}</Why>
        </p>
      ) : null}
      {kind === "deny" && isOf(denyingBases, basis) ? (
        <div className="form-grid">
          <TextField
            form={form}
            name="lawTitle"
            pointer="/legalBasis/title"
            label={words.lawTitle}
            maxLength={200}
            isRequired
          />
          <TextField
            form={form}
            name="lawArticle"
            pointer="/legalBasis/article"
            label={words.lawArticle}
            maxLength={60}
          />
        </div>
      ) : null}
      <TextField
        form={form}
        name="reason"
        label={words.refuseReason}
        hint={words.refuseReasonHint}
        lines={3}
        maxLength={400}
        isRequired
      />
    </div>
  );
}

const isOf = (list: readonly string[], one: string): boolean => list.includes(one);
