import { Drawer } from "antd";
import { useState } from "react";
import { agentRoutes, type Agent, type Zone } from "#contract/intake-agents";
import { CheckField, Form, Note, TextField, useChange, useForm, useFormat, useToast, useWords } from "#kit";
import { DepartmentField, type Secret, SecretOnce, useSession } from "#shell";
import { agentWords } from "./agent-words.ts";

/** What a keeper of zones has begun. */
export type ZoneAct =
  | { readonly kind: "create" }
  | { readonly kind: "edit"; readonly zone: Zone }
  | { readonly kind: "enrol"; readonly zone: Zone }
  | { readonly kind: "renew"; readonly zone: Zone; readonly agent: Agent }
  | { readonly kind: "revoke"; readonly agent: Agent };

/** The form of an act beside the list; a code that was given is shown the one time it can be seen. */
export function ZoneActs({ act, onClose }: { act: ZoneAct | null; onClose: () => void }) {
  const words = useWords(agentWords);
  const [secret, setSecret] = useState<Secret | null>(null);
  const titleOf = (one: ZoneAct): string => {
    switch (one.kind) {
      case "create":
        return words.createTitle;
      case "edit":
        return words.editTitle(one.zone.name);
      case "enrol":
        return words.enrolTitle(one.zone.name);
      case "renew":
        return words.renewTitle(one.agent.name);
      case "revoke":
        return words.revokeTitle(one.agent.name);
    }
  };
  return (
    <>
      <Drawer open={act !== null} size={520} destroyOnHidden title={act ? titleOf(act) : ""} onClose={onClose}>
        {act ? <ActForm act={act} onClose={onClose} onCode={setSecret} /> : null}
      </Drawer>
      <SecretOnce secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}

interface Props {
  readonly onClose: () => void;
  readonly onCode: (secret: Secret) => void;
}

function ActForm({ act, ...props }: Props & { act: ZoneAct }) {
  switch (act.kind) {
    case "create":
      return <NewZone onClose={props.onClose} />;
    case "edit":
      return <EditZone zone={act.zone} onClose={props.onClose} />;
    case "enrol":
      return <Enrol zone={act.zone} agent={null} {...props} />;
    case "renew":
      return <Enrol zone={act.zone} agent={act.agent} {...props} />;
    case "revoke":
      return <Revoke agent={act.agent} onClose={props.onClose} />;
  }
}

function NewZone({ onClose }: Pick<Props, "onClose">) {
  const words = useWords(agentWords);
  const { department } = useSession();
  const toast = useToast();
  const change = useChange(agentRoutes.createZone, ["ledger"]);
  const form = useForm({
    id: "zone",
    initial: { name: "", department: department ?? "", purpose: "", isIsolated: false },
    fields: { "intake.zone-name-taken": "/name", "intake.department-outside": "/department" },
    send: (values) => change.sendOrThrow({ body: values }),
  });
  const done = () => {
    toast(words.created(form.values.name));
    onClose();
  };
  return (
    <Form form={form} action={words.create} onDone={done} onCancel={onClose}>
      <TextField form={form} name="name" label={words.name} hint={words.nameHint} isRequired />
      <DepartmentField form={form} name="department" label={words.department} isRequired />
      <TextField form={form} name="purpose" label={words.purpose} hint={words.purposeHint} lines={2} />
      <CheckField form={form} name="isIsolated" label={words.isIsolated} hint={words.isolatedHint} />
    </Form>
  );
}

function EditZone({ zone, onClose }: Pick<Props, "onClose"> & { zone: Zone }) {
  const words = useWords(agentWords);
  const toast = useToast();
  const change = useChange(agentRoutes.editZone, ["ledger"]);
  const { id, name, purpose, isIsolated, version } = zone;
  const form = useForm({
    id: "zone",
    initial: { name, purpose, isIsolated },
    fields: { "intake.zone-name-taken": "/name" },
    send: (values) => change.sendOrThrow({ params: { id }, body: values, ifMatch: version }),
  });
  const done = () => {
    toast(words.saved(form.values.name));
    onClose();
  };
  return (
    <Form form={form} action={words.save} onDone={done} onCancel={onClose}>
      <TextField form={form} name="name" label={words.name} hint={words.nameHint} isRequired />
      <TextField form={form} name="purpose" label={words.purpose} hint={words.purposeHint} lines={2} />
      <CheckField form={form} name="isIsolated" label={words.isIsolated} hint={words.isolatedHint} />
    </Form>
  );
}

/** A code for a new agent, or for the one whose certificate is renewed: it enrols again under its name. */
function Enrol({ zone, agent, onClose, onCode }: Props & { zone: Zone; agent: Agent | null }) {
  const words = useWords(agentWords);
  const format = useFormat();
  const change = useChange(agentRoutes.enrolAgent, ["ledger"]);
  const form = useForm({
    id: "enrolment",
    initial: { name: agent?.name ?? "" },
    send: async ({ name }) => {
      const { command, expiresAt } = await change.sendOrThrow({ params: { id: zone.id }, body: { name } });
      onCode({
        title: words.codeTitle(name),
        note: `${words.codeNote} ${words.codeUntil(format.moment(expiresAt))}`,
        lines: [{ label: agent ? words.renewCommand : words.command, value: command }],
      });
    },
  });
  return (
    <Form form={form} action={words.enrolAction} onDone={onClose} onCancel={onClose} keepsQuiet={agent !== null}>
      <p className="t13 s" style={{ marginBottom: 12 }}>
        {agent ? words.renewText : words.enrolText}
      </p>
      {agent ? null : (
        <TextField form={form} name="name" label={words.agentName} hint={words.agentNameHint} isRequired />
      )}
    </Form>
  );
}

function Revoke({ agent, onClose }: Pick<Props, "onClose"> & { agent: Agent }) {
  const words = useWords(agentWords);
  const toast = useToast();
  const change = useChange(agentRoutes.revokeAgent, ["ledger"]);
  const form = useForm({
    id: "revocation",
    initial: { reason: "" },
    send: (body) => change.sendOrThrow({ params: { id: agent.id }, body }),
  });
  const done = () => {
    toast(words.revoked(agent.name));
    onClose();
  };
  return (
    <Form form={form} action={words.revokeAction} onDone={done} onCancel={onClose}>
      <Note tone="fault">{words.revokeText}</Note>
      <TextField form={form} name="reason" label={words.reason} hint={words.reasonHint} lines={2} isRequired />
    </Form>
  );
}
