import { gateRoutes } from "#contract/gate";
import { Form, Section, TextField, useChange, useConfirm, useForm, useToast, useWords } from "#kit";
import type { KeepAct } from "./filters.ts";
import type { GrantFile } from "./grant-screen.tsx";
import { gateWords } from "./words.ts";

/** Stopping, resuming or ending, with the reason the other side reads. */
export function KeepForm({ act, grant, onClose }: { act: KeepAct; grant: GrantFile; onClose: () => void }) {
  const words = useWords(gateWords).keep[act];
  const reasonWords = useWords(gateWords).keep;
  const ask = useConfirm();
  const toast = useToast();
  const refreshes = ["ledger", "sharing", "home"] as const;
  const changes = {
    suspend: useChange(gateRoutes.suspendGrant, refreshes),
    resume: useChange(gateRoutes.resumeGrant, refreshes),
    end: useChange(gateRoutes.endGrant, refreshes),
  };
  const form = useForm({
    id: act,
    initial: { reason: "" },
    send: (body) => changes[act].sendOrThrow({ params: { id: grant.id }, body }),
  });
  const question = { title: words.sure(grant.code), text: words.effect, action: words.action, isDanger: act === "end" };
  const asking = { ...form, submit: async () => ((await ask(question)) ? form.submit() : false) };
  return (
    <Section title={words.title} isMajor>
      <Form
        form={asking}
        action={words.action}
        note={words.effect}
        onCancel={onClose}
        onDone={() => {
          toast(words.done(grant.code));
          onClose();
        }}
      >
        <TextField
          form={form}
          name="reason"
          label={reasonWords.reason}
          hint={reasonWords.reasonHint}
          lines={3}
          isRequired
          maxLength={400}
        />
      </Form>
    </Section>
  );
}
