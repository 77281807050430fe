import { useState } from "react";
import { shareModeNames, shareModes } from "#contract/catalog";
import { networkZoneNames, networkZones, registryRoutes } from "#contract/registry";
import { type Application, sharingRoutes } from "#contract/sharing";
import {
  callApi,
  ChoiceField,
  Form,
  NumberField,
  RadioField,
  Section,
  TextField,
  useAnswer,
  useForm,
  useText,
  useToast,
  useWords,
} from "#kit";
import { applicationWords } from "./application-words.ts";
import { DayField } from "./day-field.tsx";
import { useRefresh } from "./refresh.ts";

/** Third step: how, how often, from when until when, where, and by which system. */
export function TermsStep({ application, onNext }: { application: Application; onNext: () => void }) {
  const { form: words, page } = useWords(applicationWords);
  const text = useText();
  const toast = useToast();
  const refresh = useRefresh();
  const [opened] = useState(application);
  const { department } = opened;
  const { data: systems } = useAnswer(registryRoutes.listSystems, { query: { department, limit: 200 } });
  const form = useForm({
    id: "application-terms",
    initial: {
      mode: opened.mode,
      dailyCalls: opened.dailyCalls,
      fromOn: opened.fromOn ?? "",
      untilOn: opened.untilOn ?? "",
      zone: opened.zone,
      systemId: opened.systemId,
      systemName: opened.systemName,
    },
    send: async ({ fromOn, untilOn, ...values }) => {
      const known = systems?.items.find(({ id }) => id === values.systemId);
      const systemName = known?.name ?? values.systemName;
      const body = { ...values, systemName, fromOn: fromOn || null, untilOn: untilOn || null };
      await callApi(sharingRoutes.editApplication, { params: { id: opened.id }, body, ifMatch: opened.version });
      await refresh();
    },
  });
  const system = systems?.items.find(({ id }) => id === form.values.systemId);
  return (
    <Section title={page.steps.terms}>
      <Form
        form={form}
        action={page.next}
        onDone={() => {
          toast(page.done);
          onNext();
        }}
      >
        <RadioField
          form={form}
          name="mode"
          label={words.mode}
          choices={shareModes.map((value) => ({ value, label: text(shareModeNames[value]) }))}
          isRequired
        />
        <div className="form-grid">
          <DayField form={form} name="fromOn" label={words.fromOn} />
          <DayField form={form} name="untilOn" label={words.untilOn} hint={words.untilHint} isRequired />
        </div>
        <NumberField
          form={form}
          name="dailyCalls"
          label={words.dailyCalls}
          min={1}
          max={100_000_000}
          unit={words.calls}
        />
        <RadioField
          form={form}
          name="zone"
          label={words.zone}
          choices={networkZones.map((value) => ({ value, label: text(networkZoneNames[value]) }))}
          isRequired
        />
        <ChoiceField
          form={form}
          name="systemId"
          label={words.system}
          none={words.systemNone}
          choices={(systems?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        {system ? null : (
          <TextField form={form} name="systemName" label={words.systemName} maxLength={120} isRequired />
        )}
      </Form>
    </Section>
  );
}
