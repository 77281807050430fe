import { AutoComplete, Checkbox } from "antd";
import {
  catalogRoutes,
  dataFormatNames,
  dataFormats,
  openClasses,
  openClassNames,
  shareClasses,
  shareClassNames,
  shareModeNames,
  shareModes,
  updateCycleNames,
  updateCycles,
} from "#contract/catalog";
import { registryRoutes } from "#contract/registry";
import {
  ChoiceField,
  Field,
  FieldGroup,
  Form,
  type FormState,
  RadioField,
  TextField,
  useAnswer,
  useForm,
  useText,
  useWords,
} from "#kit";
import { DepartmentField } from "#shell";
import { formWords } from "./form-words.ts";
import { ItemsEditor } from "./items-editor.tsx";
import { chosen, type ResourceValues } from "./resource-values.ts";

/** Declares or changes a resource: the nine things of art. 13 first, what the 目录编制指南 adds after them. */
export function ResourceForm({
  initial,
  isNew,
  send,
  onDone,
  onCancel,
}: {
  initial: ResourceValues;
  isNew: boolean;
  send: (values: ResourceValues) => Promise<void>;
  onDone: (values: ResourceValues) => void;
  onCancel: () => void;
}) {
  const words = useWords(formWords);
  const form = useForm({
    id: "resource",
    initial,
    send,
    check: (values) =>
      Object.fromEntries(
        Object.entries(chosen(values))
          .filter(([, isChosen]) => !isChosen)
          .map(([pointer]) => [pointer, words.choose[pointer as keyof typeof words.choose]]),
      ),
    fields: { "catalog.title-taken": "/name", "catalog.department-not-found": "/department" },
  });
  return (
    <Form
      form={form}
      action={isNew ? words.create : words.save}
      note={words.recorded}
      onDone={() => onDone(form.values)}
      onCancel={onCancel}
    >
      <What form={form} isNew={isNew} />
      <Sharing form={form} />
      <Opening form={form} />
      <FieldGroup title={words.items} note={words.itemsNote}>
        <ItemsEditor form={form} />
      </FieldGroup>
    </Form>
  );
}

type Part = { form: FormState<ResourceValues> };

function What({ form, isNew }: Part & { isNew: boolean }) {
  const words = useWords(formWords);
  const text = useText();
  const { department } = form.values;
  const systems = useAnswer(
    registryRoutes.listSystems,
    { query: { department, limit: 200 } },
    { isReady: department !== "" },
  );
  return (
    <FieldGroup title={words.what}>
      <div className="form-grid">
        <TextField form={form} name="name" label={words.name} hint={words.nameHint} isRequired maxLength={120} />
        <TextField form={form} name="nameEn" label={words.nameEn} maxLength={160} />
        <TextField form={form} name="abstract" label={words.abstract} hint={words.abstractHint} lines={3} isWide />
        {isNew ? <DepartmentField form={form} name="department" label={words.department} isRequired /> : null}
        <ChoiceField
          form={form}
          name="systemId"
          label={words.system}
          none={words.noSystem}
          choices={(systems.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <ChoiceField
          form={form}
          name="format"
          label={words.format}
          placeholder={words.pleaseChoose}
          isRequired
          choices={dataFormats.map((value) => ({ value, label: text(dataFormatNames[value]) }))}
        />
        <ChoiceField
          form={form}
          name="updateCycle"
          label={words.cycle}
          placeholder={words.pleaseChoose}
          isRequired
          choices={updateCycles.map((value) => ({ value, label: text(updateCycleNames[value]) }))}
        />
        <Suggested form={form} name="dataClass" label={words.dataClass} hint={words.dataClassHint} isRequired />
        <Suggested form={form} name="theme" label={words.theme} hint={words.themeHint} />
        <TextField form={form} name="classification" label={words.classification} hint={words.classificationHint} />
        <TextField form={form} name="relatedResources" label={words.related} hint={words.relatedHint} lines={2} />
      </div>
    </FieldGroup>
  );
}

/** A text with what others have written as suggestions: themes of the catalogue, classes of GB/T 43697. */
function Suggested({
  form,
  name,
  label,
  hint,
  isRequired,
}: Part & { name: "theme" | "dataClass"; label: string; hint: string; isRequired?: boolean }) {
  const words = useWords(formWords);
  const { data } = useAnswer(catalogRoutes.counts, {});
  const known =
    name === "dataClass"
      ? words.dataClasses
      : (data?.byTheme ?? []).map(({ theme }) => theme).filter((theme) => theme !== "");
  const value = form.values[name];
  return (
    <Field form={form} pointer={`/${name}`} label={label} hint={hint} isRequired={isRequired ?? false}>
      {(control) => (
        <AutoComplete
          {...control}
          maxLength={40}
          value={value}
          options={known
            .filter((one) => value === "" || (one.includes(value) && one !== value))
            .map((one) => ({ value: one }))}
          onChange={(text: string | undefined) => form.set(name, text ?? "")}
        />
      )}
    </Field>
  );
}

function Sharing({ form }: Part) {
  const words = useWords(formWords);
  const text = useText();
  const { shareClass } = form.values;
  return (
    <FieldGroup title={words.sharing} note={words.sharingNote}>
      <RadioField
        form={form}
        name="shareClass"
        label={words.shareClass}
        hint={words.shareClassHints[shareClass]}
        isRequired
        choices={shareClasses.map((value) => ({ value, label: text(shareClassNames[value]) }))}
      />
      {shareClass === "denied" ? <LegalBasisFields form={form} /> : <Modes form={form} />}
      {shareClass === "conditional" ? (
        <TextField
          form={form}
          name="useConditions"
          label={words.useConditions}
          hint={words.useConditionsHint}
          lines={2}
          isRequired
        />
      ) : null}
    </FieldGroup>
  );
}

function Modes({ form }: Part) {
  const words = useWords(formWords);
  const text = useText();
  return (
    <Field form={form} pointer="/shareModes" label={words.shareModes} isRequired>
      {({ id, ...control }) => (
        <fieldset id={id} className="bare" aria-label={words.shareModes} aria-describedby={control["aria-describedby"]}>
          <Checkbox.Group
            value={form.values.shareModes}
            options={shareModes.map((value) => ({ value, label: text(shareModeNames[value]) }))}
            onChange={(values) =>
              form.set(
                "shareModes",
                shareModes.filter((mode) => values.includes(mode)),
              )
            }
          />
        </fieldset>
      )}
    </Field>
  );
}

function LegalBasisFields({ form }: Part) {
  const words = useWords(formWords);
  return (
    <div className="form-grid">
      <TextField
        form={form}
        name="basisReason"
        pointer="/legalBasis/reason"
        label={words.basisReason}
        lines={2}
        isRequired
        isWide
      />
      <RadioField
        form={form}
        name="basisKind"
        pointer="/legalBasis/kind"
        label={words.basisKind}
        hint={words.basisHint}
        isRequired
        isWide
        choices={(["law", "administrative-regulation", "state-council-decision"] as const).map((value) => ({
          value,
          label: words.basisKinds[value],
        }))}
      />
      <TextField form={form} name="basisTitle" pointer="/legalBasis/title" label={words.basisTitle} isRequired />
      <TextField form={form} name="basisArticle" pointer="/legalBasis/article" label={words.basisArticle} />
    </div>
  );
}

function Opening({ form }: Part) {
  const words = useWords(formWords);
  const text = useText();
  return (
    <FieldGroup title={words.opening}>
      <RadioField
        form={form}
        name="openClass"
        label={words.openClass}
        isRequired
        choices={openClasses.map((value) => ({ value, label: text(openClassNames[value]) }))}
      />
      {form.values.openClass === "conditional" ? (
        <TextField form={form} name="openConditions" label={words.openConditions} lines={2} isRequired />
      ) : null}
    </FieldGroup>
  );
}
