import { gateRoutes, type GatePush, type PushTarget } from "#contract/gate";
import { CheckField, Form, NumberField, RadioField, TextField, useChange, useForm, useToast, useWords } from "#kit";
import type { GrantFile } from "./grant-screen.tsx";
import { pushWords } from "./push-words.ts";

const usualPort = { postgres: 5432, mysql: 3306 } as const;

interface Values extends PushTarget {
  readonly password: string;
  readonly tryNow: boolean;
}

/** Which table of one's own; saving pushes at once where that is asked for, which is also the test of the connection. */
export function PushForm({
  grant,
  push,
  onClose,
}: {
  grant: GrantFile;
  push: GatePush | undefined;
  onClose: () => void;
}) {
  const words = useWords(pushWords);
  const fields = words.fields;
  const toast = useToast();
  const set = useChange(gateRoutes.setPush, ["ledger"]);
  const run = useChange(gateRoutes.runPush, ["operations", "ledger"]);
  const before = push?.target;
  const initial: Values = {
    kind: before?.kind ?? "postgres",
    host: before?.host ?? "",
    port: before?.port ?? usualPort.postgres,
    database: before?.database ?? "",
    schema: before?.schema ?? "",
    user: before?.user ?? "",
    password: "",
    table: before?.table ?? "",
    what: before?.what ?? "changed",
    afterLoad: before?.afterLoad ?? true,
    tryNow: true,
  };
  const form = useForm<Values>({
    id: "push",
    initial,
    send: async ({ password, tryNow, ...target }) => {
      const body = { ...target, ...(password === "" ? {} : { password }) };
      await set.sendOrThrow({ params: { id: grant.id }, body, ifMatch: push?.version ?? 0 });
      if (tryNow) await run.sendOrThrow({ params: { id: grant.id } });
    },
  });
  return (
    <Form
      form={form}
      action={form.values.tryNow ? words.saveAndTry : words.save}
      note={words.saveText}
      onCancel={onClose}
      onDone={() => {
        toast(form.values.tryNow ? words.started : words.saved);
        onClose();
      }}
    >
      <div className="form-grid">
        <RadioField
          form={form}
          name="kind"
          label={fields.kind}
          isRequired
          isWide
          choices={[
            { value: "postgres", label: words.kinds.postgres },
            { value: "mysql", label: words.kinds.mysql },
          ]}
        />
        <TextField form={form} name="host" label={fields.host} isRequired />
        <NumberField form={form} name="port" label={fields.port} min={1} max={65_535} isRequired />
        <TextField form={form} name="database" label={fields.database} isRequired />
        <TextField form={form} name="schema" label={fields.schema} hint={fields.schemaHint} />
        <TextField form={form} name="user" label={fields.user} isRequired />
        <TextField
          form={form}
          name="password"
          label={fields.password}
          kind="password"
          autoComplete="new-password"
          hint={before ? fields.passwordKept : fields.passwordHint}
        />
        <TextField form={form} name="table" label={fields.table} hint={fields.tableHint} isRequired />
        <RadioField
          form={form}
          name="what"
          label={words.what}
          isRequired
          choices={[
            { value: "changed", label: words.whats.changed },
            { value: "full", label: words.whats.full },
          ]}
        />
      </div>
      <CheckField form={form} name="afterLoad" label={fields.afterLoad} />
      <CheckField form={form} name="tryNow" label={fields.tryNow} hint={fields.tryNowHint} />
    </Form>
  );
}
