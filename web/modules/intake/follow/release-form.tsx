import { agentRoutes, type HeldTable } from "#contract/intake-agents";
import {
  CheckField,
  Facts,
  Field,
  FieldGroup,
  Form,
  Note,
  RadioField,
  TextField,
  useChange,
  useForm,
  useFormat,
  useToast,
  useWords,
  Why,
} from "#kit";
import { DepartmentName } from "#shell";
import { releaseWords } from "./release-words.ts";

interface Values {
  readonly scope: "load" | "table";
  readonly reason: string;
  readonly hasLooked: boolean;
}

/** The officer's explicit step: what is released, how far, why, and that it was looked at. */
export function ReleaseForm({ held, onClose }: { held: HeldTable; onClose: () => void }) {
  const words = useWords(releaseWords);
  const toast = useToast();
  const change = useChange(agentRoutes.releaseTable, ["ledger", "home", "catalog"]);
  const { resourceId, resourceName, loadId, isFollowed } = held;
  const form = useForm<Values>({
    id: "release",
    initial: { scope: isFollowed ? "table" : "load", reason: "", hasLooked: false },
    check: ({ hasLooked }): Readonly<Record<string, string>> => (hasLooked ? {} : { "/hasLooked": words.lookedNeeded }),
    send: ({ scope, reason }) => change.sendOrThrow({ params: { id: resourceId }, body: { scope, reason, loadId } }),
  });
  if (!held.may.release) return <Why icon="lock">{words.mayNot}</Why>;
  const done = () => {
    toast(words.signed(resourceName));
    onClose();
  };
  return (
    <Form form={form} action={words.sign} note={words.signNote} onDone={done} onCancel={onClose}>
      <FieldGroup title={words.facts}>
        <HeldFacts held={held} />
      </FieldGroup>
      {isFollowed ? (
        <Note>{words.scopeFollowed}</Note>
      ) : (
        <RadioField
          form={form}
          name="scope"
          label={words.scope}
          choices={(["load", "table"] as const).map((value) => ({ value, label: words.scopes[value] }))}
          isRequired
        />
      )}
      <TextField form={form} name="reason" label={words.reason} hint={words.reasonHint} lines={3} isRequired />
      <Field form={form} pointer="/hasLooked" label={words.released} isRequired>
        {() => <CheckField form={form} name="hasLooked" label={words.looked} />}
      </Field>
    </Form>
  );
}

function HeldFacts({ held }: { held: HeldTable }) {
  const words = useWords(releaseWords);
  const format = useFormat();
  return (
    <Facts
      items={[
        { key: words.table, value: held.resourceName },
        { key: words.zone, value: held.zoneName },
        { key: words.department, value: <DepartmentName code={held.department} isPlain /> },
        { key: words.rows, value: format.number(held.rowCount) },
        { key: words.loadedAt, value: held.loadedAt === null ? null : format.moment(held.loadedAt) },
      ]}
    />
  );
}
