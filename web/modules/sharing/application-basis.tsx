import { useState } from "react";
import { type Application, sharingRoutes } from "#contract/sharing";
import { callApi, Field, Form, Section, TextField, useForm, useToast, useWords } from "#kit";
import { applicationWords } from "./application-words.ts";
import { BasisPick } from "./basis-pick.tsx";
import { useRefresh } from "./refresh.ts";

/** Second step: what it is for, and what lets the department ask (Order 809 art. 20). */
export function BasisStep({ application, onNext }: { application: Application; onNext: () => void }) {
  const { form: words, page } = useWords(applicationWords);
  const toast = useToast();
  const refresh = useRefresh();
  const [opened] = useState(application);
  const { title, scene, purpose, basis } = opened;
  const form = useForm({
    id: "application-basis",
    initial: { title, scene, purpose, basis },
    send: async (values) => {
      await callApi(sharingRoutes.editApplication, {
        params: { id: opened.id },
        body: values,
        ifMatch: opened.version,
      });
      await refresh();
    },
  });
  return (
    <Section title={page.steps.basis}>
      <Form
        form={form}
        action={page.next}
        onDone={() => {
          toast(page.done);
          onNext();
        }}
      >
        <TextField form={form} name="title" label={words.title} hint={words.titleHint} maxLength={120} isRequired />
        <TextField form={form} name="scene" label={words.scene} hint={words.sceneHint} lines={2} isRequired />
        <TextField form={form} name="purpose" label={words.purpose} hint={words.purposeHint} lines={2} isRequired />
        <Field form={form} pointer="/basis" label={words.basis} hint={words.basisHint} isRequired>
          {(control) => (
            <BasisPick
              control={control}
              value={form.values.basis}
              known={opened.basisTexts}
              onChange={(ids) => form.set("basis", ids)}
            />
          )}
        </Field>
      </Form>
    </Section>
  );
}
