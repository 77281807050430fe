import { catalogRoutes, type Resource } from "#contract/catalog";
import { callApi, Form, Section, TextField, useConfirm, useForm, useToast, useWords } from "#kit";
import { ImpactLine } from "#shell";
import { useRefresh } from "./refresh.ts";
import { useResourceName } from "./resource-name.ts";
import { actWords } from "./act-words.ts";

/** Sending back or taking away, with the reason everybody concerned will read. */
export function ReasonForm({
  act,
  resource,
  onClose,
}: {
  act: "return" | "withdraw";
  resource: Resource;
  onClose: () => void;
}) {
  const words = useWords(actWords).reasons[act];
  const ask = useConfirm();
  const toast = useToast();
  const refresh = useRefresh();
  const name = useResourceName()(resource);
  const form = useForm({
    id: act,
    initial: { reason: "" },
    send: async ({ reason }) => {
      const route = act === "return" ? catalogRoutes.returnResource : catalogRoutes.withdrawResource;
      await callApi(route, { params: { id: resource.id }, body: { reason } });
      await refresh();
    },
  });
  // A withdrawal cannot be taken back: the form asks once more before it sends.
  const asking = {
    ...form,
    submit: async () =>
      act === "return" ||
      (await ask({ title: words.sure(name), text: words.effect, action: words.action, isDanger: true }))
        ? form.submit()
        : false,
  };
  return (
    <Section title={words.title} isMajor>
      {act === "withdraw" ? <ImpactLine node={`resource:${resource.id}`} /> : null}
      <Form
        form={asking}
        action={words.action}
        note={words.effect}
        onCancel={onClose}
        onDone={() => {
          toast(words.done(name));
          onClose();
        }}
      >
        <TextField form={form} name="reason" label={words.reason} hint={words.reasonHint} lines={3} isRequired />
      </Form>
    </Section>
  );
}
