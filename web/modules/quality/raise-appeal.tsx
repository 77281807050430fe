import { Button } from "antd";
import { useState } from "react";
import type { RuleResult } from "#contract/quality";
import { qualityScoreRoutes } from "#contract/quality-scores";
import { Form, NumberField, TextField, useChange, useForm, useGo, useToast, useWords, Why } from "#kit";
import { scoreWords } from "./score-words.ts";

/** Says that a rule's result is no fault; opens a form in place and leads to the appeal. */
export function RaiseAppeal({ resourceId, rule }: { resourceId: string; rule: RuleResult }) {
  const words = useWords(scoreWords).appeals;
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <div className="row g3 wrap no-print" style={{ margin: "8px 0" }}>
        <Button size="small" onClick={() => setOpen(true)}>
          {words.raise}
        </Button>
        <Why>{words.raiseText}</Why>
      </div>
    );
  return <RaiseForm resourceId={resourceId} rule={rule} onClose={() => setOpen(false)} />;
}

function RaiseForm({ resourceId, rule, onClose }: { resourceId: string; rule: RuleResult; onClose: () => void }) {
  const words = useWords(scoreWords).appeals;
  const go = useGo();
  const toast = useToast();
  const change = useChange(qualityScoreRoutes.raiseAppeal, ["ledger"]);
  const [made, setMade] = useState<string | null>(null);
  const form = useForm<{ claimed: number | null; reason: string }>({
    id: "raise-appeal",
    initial: { claimed: rule.failed, reason: "" },
    send: async ({ claimed, reason }) => {
      const appeal = await change.sendOrThrow({
        params: { id: resourceId },
        body: { rule: rule.id, claimed: claimed ?? 0, reason },
      });
      setMade(appeal.id);
    },
  });
  if (made !== null)
    return (
      <div className="row g3 wrap" style={{ margin: "8px 0" }}>
        <Why icon="check">{words.raised}</Why>
        <Button size="small" onClick={() => go(`/quality/appeals/${made}`)}>
          {words.what}
        </Button>
      </div>
    );
  return (
    <Form form={form} action={words.raise} onCancel={onClose} onDone={() => toast(words.raised)}>
      <NumberField form={form} name="claimed" label={words.claimedField} min={1} max={rule.failed} isRequired />
      <TextField form={form} name="reason" label={words.reasonField} lines={3} maxLength={2000} isRequired />
    </Form>
  );
}
