import { Button } from "antd";
import { useState } from "react";
import { arrivalRoutes, type PlaceLook } from "#contract/intake-arrivals";
import { isMessagePlace, kafkaMechanisms, type PlaceKind, placeKinds } from "#contract/intake-place";
import {
  CheckField,
  ErrorState,
  FieldGroup,
  Form,
  type FormState,
  NumberField,
  RadioField,
  StateWord,
  TextField,
  useChange,
  useForm,
  useText,
  useWords,
} from "#kit";
import { DepartmentField } from "#shell";
import { placeOfValues, placePorts, type PlaceValues } from "./place-values.ts";
import { placeWords } from "./place-words.ts";
import { PlacedThings } from "./placed-things.tsx";
import { intakeWords } from "./words.ts";

/** Registers or edits a place of files or messages; it can be looked into before anything is saved. */
export function PlaceForm({
  sourceId,
  initial,
  action,
  send,
  onDone,
  onCancel,
}: {
  /** The source being edited; null for a new one. */
  sourceId: string | null;
  initial: PlaceValues;
  action: string;
  send: (values: PlaceValues) => Promise<unknown>;
  onDone: (values: PlaceValues) => void;
  onCancel: () => void;
}) {
  const all = useWords(intakeWords).form;
  const words = useWords(placeWords);
  const form = useForm<PlaceValues>({
    id: "place",
    initial,
    fields: {
      "intake.source-name-taken": "/name",
      "intake.department-outside": "/department",
      "intake.folder-closed": "/place/path",
    },
    send,
  });
  const { values } = form;
  const pick: FormState<PlaceValues> = {
    ...form,
    set: (name, value) => {
      form.set(name, value);
      if (name === "kind") form.set("port", placePorts[value as PlaceKind]);
    },
  };
  return (
    <Form form={form} action={action} onDone={() => onDone(values)} onCancel={onCancel}>
      <FieldGroup title={all.identity}>
        <TextField form={form} name="name" label={all.name} hint={all.nameHint} isRequired />
        {sourceId === null ? <DepartmentField form={form} name="department" isRequired /> : null}
        {sourceId === null ? (
          <RadioField
            form={pick}
            name="kind"
            label={words.kind}
            isRequired
            choices={placeKinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
          />
        ) : null}
      </FieldGroup>
      <FieldGroup title={all.where}>
        <Address form={form} sourceId={sourceId} />
        <LookInto sourceId={sourceId} values={values} />
      </FieldGroup>
    </Form>
  );
}

function Address({ form, sourceId }: { form: FormState<PlaceValues>; sourceId: string | null }) {
  const all = useWords(intakeWords).form;
  const words = useWords(placeWords);
  const { kind } = form.values;
  const hasHost = kind === "sftp" || isMessagePlace(kind);
  return (
    <div className="form-grid">
      {hasHost ? (
        <>
          <TextField form={form} name="host" pointer="/place/host" label={all.host} isRequired isWide />
          <NumberField form={form} name="port" pointer="/place/port" label={all.port} min={1} max={65535} isRequired />
        </>
      ) : null}
      {kind === "http" ? (
        <TextField
          form={form}
          name="url"
          pointer="/place/url"
          label={words.url}
          hint={words.urlHint}
          isRequired
          isWide
        />
      ) : null}
      {kind === "folder" || kind === "sftp" ? (
        <TextField
          form={form}
          name="path"
          pointer="/place/path"
          label={words.path}
          hint={words.pathHint[kind]}
          isRequired
          isWide
        />
      ) : null}
      {kind === "folder" ? null : (
        <>
          <TextField form={form} name="user" pointer="/place/user" label={all.user} isRequired={kind === "sftp"} />
          <TextField
            form={form}
            name="secret"
            label={words.secret}
            kind="password"
            autoComplete="new-password"
            hint={sourceId === null ? words.secretHint : words.secretKept}
            isWide
          />
        </>
      )}
      {kind === "sftp" ? (
        <TextField
          form={form}
          name="hostKey"
          pointer="/place/hostKey"
          label={words.hostKey}
          hint={words.hostKeyHint}
          isWide
        />
      ) : null}
      {kind === "kafka" && form.values.user !== "" ? (
        <RadioField
          form={form}
          name="mechanism"
          pointer="/place/mechanism"
          label={words.mechanism}
          choices={kafkaMechanisms.map((one) => ({ value: one, label: one.toUpperCase() }))}
          isRequired
          isWide
        />
      ) : null}
      {isMessagePlace(kind) ? <CheckField form={form} name="isEncrypted" label={words.isEncrypted} /> : null}
    </div>
  );
}

function LookInto({ sourceId, values }: { sourceId: string | null; values: PlaceValues }) {
  const words = useWords(placeWords);
  const text = useText();
  const change = useChange(arrivalRoutes.tryPlace);
  const [tried, setTried] = useState<{ values: PlaceValues; found: PlaceLook } | null>(null);
  const look = async () => {
    const { department, secret } = values;
    const isKept = sourceId !== null && secret === "";
    const body = { department, sourceId, place: placeOfValues(values), ...(isKept ? {} : { secret }), pattern: "" };
    const found = await change.send({ body });
    setTried(found ? { values, found } : null);
  };
  const isCurrent = tried !== null && JSON.stringify(tried.values) === JSON.stringify(values);
  return (
    <div className="stack g2" style={{ marginBottom: 16 }}>
      <div className="row g3 wrap">
        <Button loading={change.isSending} onClick={() => void look()}>
          {words.look}
        </Button>
        {isCurrent ? (
          <output>
            <StateWord icon="check" tone="good">
              {text(tried.found.text)}
              {tried.found.hostKey === null ? "" : ` · ${words.keyFound(tried.found.hostKey)}`}
            </StateWord>
          </output>
        ) : change.problem ? null : (
          <span className="t12 s">{words.notLooked}</span>
        )}
      </div>
      {change.problem && !change.isSending ? <ErrorState error={change.problem} /> : null}
      {isCurrent ? <PlacedThings found={tried.found} /> : null}
    </div>
  );
}
