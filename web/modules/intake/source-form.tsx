import { Button } from "antd";
import { useState } from "react";
import { databaseKinds, type Inspection, intakeRoutes, usualPorts } from "#contract/intake";
import { agentRoutes } from "#contract/intake-agents";
import { registryRoutes } from "#contract/registry";
import {
  ChoiceField,
  ErrorState,
  FieldGroup,
  Form,
  type FormState,
  Note,
  NumberField,
  RadioField,
  StateWord,
  TextField,
  useAnswer,
  useChange,
  useForm,
  useFormat,
  useWords,
} from "#kit";
import { DepartmentField } from "#shell";
import { sourceZoneWords } from "./follow/source-zone-words.ts";
import { connectionOf, type SourceValues } from "./source-values.ts";
import { intakeWords } from "./words.ts";

/** Registers or edits a database; the connection can be tried before anything is saved. */
export function SourceForm({
  sourceId,
  initial,
  action,
  send,
  onDone,
  onCancel,
}: {
  /** The source being edited; null for a new one. */
  sourceId: string | null;
  initial: SourceValues;
  action: string;
  send: (values: SourceValues) => Promise<unknown>;
  onDone: (values: SourceValues) => void;
  onCancel: () => void;
}) {
  const all = useWords(intakeWords);
  const words = all.form;
  const form = useForm<SourceValues>({
    id: "source",
    initial,
    fields: { "intake.source-name-taken": "/name", "intake.department-outside": "/department" },
    send,
  });
  const { values } = form;
  const systems = useAnswer(
    registryRoutes.listSystems,
    { query: { department: values.department, limit: 500 } },
    { isReady: values.department !== "" },
  );
  return (
    <Form form={form} action={action} onDone={() => onDone(values)} onCancel={onCancel}>
      <FieldGroup title={words.identity}>
        <TextField form={form} name="name" label={words.name} hint={words.nameHint} isRequired />
        {sourceId === null ? <DepartmentField form={form} name="department" isRequired /> : null}
        {sourceId === null ? (
          <RadioField
            form={{
              ...form,
              set: (name, value) => {
                form.set(name, value);
                if (name === "kind" && values.port === usualPorts[values.kind])
                  form.set("port", usualPorts[value as SourceValues["kind"]]);
              },
            }}
            name="kind"
            label={words.kind}
            isRequired
            choices={databaseKinds.map((kind) => ({
              value: kind,
              label: all.kinds[kind],
              ...(kind === "postgres" ? { note: words.compatible } : {}),
            }))}
          />
        ) : null}
        {values.kind === "postgres" || values.kind === "mysql" ? null : <Note>{words.driver}</Note>}
        <ChoiceField
          form={form}
          name="systemId"
          label={words.system}
          none={words.noSystem}
          choices={(systems.data?.items ?? []).map((system) => ({ value: system.id, label: system.name }))}
          isSearching={systems.isLoading}
        />
      </FieldGroup>
      <FieldGroup title={words.where}>
        <div className="form-grid">
          <TextField
            form={form}
            name="host"
            pointer="/connection/host"
            label={words.host}
            hint={words.hostHint}
            isRequired
            isWide
          />
          <NumberField
            form={form}
            name="port"
            pointer="/connection/port"
            label={words.port}
            min={1}
            max={65535}
            isRequired
          />
          <TextField form={form} name="database" pointer="/connection/database" label={words.database} isRequired />
          <TextField
            form={form}
            name="schema"
            pointer="/connection/schema"
            label={words.schema}
            hint={words.schemaHints[values.kind]}
          />
          <TextField
            form={form}
            name="user"
            pointer="/connection/user"
            label={words.user}
            hint={words.userHint}
            isRequired
          />
          <TextField
            form={form}
            name="password"
            pointer="/connection/password"
            label={words.password}
            kind="password"
            autoComplete="new-password"
            hint={sourceId === null ? words.passwordHint : words.passwordKept}
            isWide
          />
        </div>
        {sourceId === null ? <ZoneField form={form} /> : null}
        <TryConnection sourceId={sourceId} values={values} />
      </FieldGroup>
    </Form>
  );
}

/** Where there are zones: who reads it. Later it is changed on the source's page. */
function ZoneField({ form }: { form: FormState<SourceValues> }) {
  const words = useWords(sourceZoneWords);
  const { data } = useAnswer(agentRoutes.listZones, {});
  if (!data || data.items.length === 0) return null;
  return (
    <ChoiceField
      form={form}
      name="zoneId"
      label={words.title}
      hint={words.note}
      none={words.direct}
      choices={data.items.map(({ id, name, isIsolated }) => ({
        value: id,
        label: isIsolated ? words.byIsolated(name) : words.byAgent(name),
      }))}
    />
  );
}

function TryConnection({ sourceId, values }: { sourceId: string | null; values: SourceValues }) {
  const words = useWords(intakeWords).form;
  const format = useFormat();
  const change = useChange(intakeRoutes.tryConnection);
  const [tried, setTried] = useState<{ values: SourceValues; found: Inspection } | null>(null);
  const test = async () => {
    const { password } = values;
    const isKept = sourceId !== null && password === "";
    const connection = { ...connectionOf(values), ...(isKept ? {} : { password }) };
    const found = await change.send({
      body: { kind: values.kind, department: values.department, sourceId, zoneId: values.zoneId, connection },
    });
    setTried(found ? { values, found } : null);
  };
  const isCurrent = tried !== null && JSON.stringify(tried.values) === JSON.stringify(values);
  return (
    <div className="stack g2" style={{ marginBottom: 16 }}>
      <div className="row g3 wrap">
        <Button loading={change.isSending} onClick={() => void test()}>
          {words.test}
        </Button>
        {isCurrent ? (
          <output>
            <StateWord icon="check" tone="good">
              {words.tested(format.number(tried.found.tables.length))}
            </StateWord>
          </output>
        ) : change.problem ? null : (
          <span className="t12 s">{words.notTested}</span>
        )}
      </div>
      {change.problem && !change.isSending ? <ErrorState error={change.problem} /> : null}
    </div>
  );
}
