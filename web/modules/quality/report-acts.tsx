import { Button } from "antd";
import { useState } from "react";
import { qualityReportRoutes, type ReportView } from "#contract/quality-report";
import { Form, Icon, NextActions, Section, TextField, useChange, useForm, useText, useToast, useWords } from "#kit";
import { reportWords } from "./report-words.ts";

/** Settling and signing: what each will do, or why it cannot be done by this person now. */
export function ReportActs({ view }: { view: ReportView }) {
  const words = useWords(reportWords);
  const text = useText();
  const [open, setOpen] = useState<"prepare" | "sign" | null>(null);
  const { may, whyNot, editions } = view;
  const isSigned = editions[0]?.state === "signed";
  const button = (act: "prepare" | "sign", label: string, isMain: boolean) => (
    <Button
      type={isMain && may[act] ? "primary" : "default"}
      disabled={!may[act]}
      icon={may[act] ? undefined : <Icon name="lock" />}
      onClick={() => setOpen(act)}
    >
      {label}
    </Button>
  );
  const said = (act: "prepare" | "sign", sentence: string) => {
    const reason = whyNot[act];
    return reason === null ? sentence : words.why(text(reason));
  };
  return (
    <>
      <NextActions
        label={words.now}
        actions={[
          {
            key: "sign",
            button: button("sign", words.sign, true),
            text: said("sign", words.signText),
          },
          {
            key: "prepare",
            button: button("prepare", editions.length > 0 ? words.prepareAgain : words.prepare, !may.sign),
            text: said("prepare", isSigned ? words.correctText : words.prepareText),
          },
        ]}
      />
      {open === "prepare" ? (
        <PrepareForm view={view} needsReason={isSigned} onClose={() => setOpen(null)} />
      ) : open === "sign" ? (
        <SignForm view={view} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

function PrepareForm({ view, needsReason, onClose }: { view: ReportView; needsReason: boolean; onClose: () => void }) {
  const words = useWords(reportWords);
  const toast = useToast();
  const { department, month } = view.report;
  const change = useChange(qualityReportRoutes.prepareReport, ["ledger"]);
  const form = useForm({
    id: "prepare-report",
    initial: { reason: "" },
    send: ({ reason }) => change.sendOrThrow({ params: { code: department }, body: { month, reason } }),
    fields: { "quality.reason-needed": "/reason" },
  });
  return (
    <Section title={words.prepare}>
      <Form
        form={form}
        action={words.prepare}
        note={needsReason ? words.correctText : words.prepareText}
        onCancel={onClose}
        onDone={() => {
          toast(words.prepared);
          onClose();
        }}
      >
        {needsReason ? (
          <TextField form={form} name="reason" label={words.reason} lines={2} maxLength={400} isRequired />
        ) : null}
      </Form>
    </Section>
  );
}

function SignForm({ view, onClose }: { view: ReportView; onClose: () => void }) {
  const words = useWords(reportWords);
  const toast = useToast();
  const [draft] = view.editions;
  const change = useChange(qualityReportRoutes.signReport, ["ledger"]);
  const form = useForm({
    id: "sign-report",
    initial: { opinion: "" },
    send: (body) => change.sendOrThrow({ params: { id: draft?.id ?? "" }, body, ifMatch: draft?.version ?? 0 }),
  });
  return (
    <Section title={words.sign}>
      <Form
        form={form}
        action={words.sign}
        note={words.signText}
        onCancel={onClose}
        onDone={() => {
          toast(words.signedToast);
          onClose();
        }}
      >
        <TextField form={form} name="opinion" label={words.opinion} lines={2} maxLength={400} />
      </Form>
    </Section>
  );
}
