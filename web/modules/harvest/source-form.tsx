import { useState } from "react";
import { type HarvestKind, harvestKindNames, harvestRoutes, listingFields, sourceKinds } from "#contract/harvest";
import {
  callApi,
  ChoiceField,
  ErrorState,
  FieldGroup,
  FileDrop,
  Form,
  type FormState,
  NumberField,
  RadioField,
  TextField,
  uploadFile,
  useForm,
  useText,
  useWords,
} from "#kit";
import { Mapping } from "./mapping.tsx";
import type { SourceValues } from "./source-values.ts";
import { harvestWords } from "./words.ts";

/** Endings of what may be uploaded. */
const endings: Readonly<Record<HarvestKind, string>> = {
  ckan: "",
  dcat: ".ttl,.jsonld,.rdf,.xml",
  dcatus: ".json",
  listing: ".csv,.xls,.xlsx",
};

export function SourceForm({
  initial,
  action,
  send,
  onDone,
  onCancel,
}: {
  initial: SourceValues;
  action: string;
  send: (values: SourceValues) => Promise<void>;
  onDone: (values: SourceValues) => void;
  onCancel: () => void;
}) {
  const words = useWords(harvestWords).form;
  const text = useText();
  const form = useForm<SourceValues>({ id: "harvest-source", initial, send });
  const { kind, from } = form.values;
  const canUpload = kind !== "ckan";
  return (
    <Form form={form} action={action} onDone={() => onDone(form.values)} onCancel={onCancel}>
      <ChoiceField
        form={form}
        name="kind"
        label={words.kind}
        isRequired
        choices={sourceKinds.map((value) => ({ value, label: text(harvestKindNames[value]) }))}
      />
      <TextField form={form} name="name" label={words.name} hint={words.nameHint} isRequired maxLength={120} />
      {canUpload ? (
        <RadioField
          form={form}
          name="from"
          label={words.from}
          isRequired
          choices={[
            { value: "url", label: words.byUrl },
            { value: "file", label: words.byFile },
          ]}
        />
      ) : null}
      {canUpload && from === "file" ? (
        <Upload form={form} />
      ) : (
        <>
          <TextField form={form} name="url" label={words.url} hint={words.urlHint[kind]} isRequired isWide />
          <NumberField
            form={form}
            name="everyDays"
            label={words.every}
            hint={words.everyHint}
            min={1}
            max={366}
            unit={words.days}
          />
        </>
      )}
      {kind === "listing" ? <Mapping form={form} /> : null}
      <TextField form={form} name="licence" label={words.licence} hint={words.licenceHint} maxLength={200} />
      {kind === "ckan" ? <TextField form={form} name="filter" label={words.filter} hint={words.filterHint} /> : null}
    </Form>
  );
}

/** Sends the file; of a listing the columns are looked at, so that the form can propose what they are. */
function Upload({ form }: { form: FormState<SourceValues> }) {
  const words = useWords(harvestWords).form;
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const { kind, fileName } = form.values;
  const take = async (file: File) => {
    setProblem(null);
    setShare(0);
    try {
      const kept = await uploadFile(harvestRoutes.upload, { query: { name: file.name }, file, onProgress: setShare });
      form.set("fileId", kept.fileId);
      form.set("fileName", kept.name);
      if (kind === "listing") {
        const look = await callApi(harvestRoutes.look, { body: { fileId: kept.fileId } });
        const { proposed } = look;
        form.set("hasHeading", proposed.hasHeading);
        form.set("encoding", proposed.encoding);
        for (const field of listingFields) form.set(`column:${field}`, proposed.columns[field] ?? null);
      }
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setShare(null);
    }
  };
  return (
    <FieldGroup title={words.file} note={fileName === "" ? undefined : words.fileTaken(fileName)}>
      <FileDrop accept={endings[kind]} share={share} onFile={(file) => void take(file)} />
      {problem ? <ErrorState error={problem} /> : null}
    </FieldGroup>
  );
}
