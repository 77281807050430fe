import { agentRoutes, type HeldTable, type Release } from "#contract/intake-agents";
import {
  AppLink,
  CopyCode,
  Form,
  KeyValues,
  Note,
  Section,
  TextField,
  useChange,
  useForm,
  useFormat,
  useToast,
  useWords,
} from "#kit";
import { releaseWords } from "./release-words.ts";

/** A release in force as it was signed, and the step that takes it back. */
export function SignedRelease({ held, release, onClose }: { held: HeldTable; release: Release; onClose: () => void }) {
  const words = useWords(releaseWords);
  const format = useFormat();
  return (
    <>
      <KeyValues
        items={[
          { key: words.table, value: <AppLink href={`/catalog/${held.resourceId}`}>{held.resourceName}</AppLink> },
          { key: words.zone, value: held.zoneName },
          { key: words.scope, value: words.scopes[release.scope] },
          { key: words.rows, value: format.number(release.rowCount) },
          { key: words.checksum, value: <CopyCode code={release.checksum} /> },
          { key: words.officer, value: release.officerName },
          { key: words.at, value: format.moment(release.at) },
          { key: words.reason, value: release.reason },
          {
            key: words.entry,
            value: <AppLink href={`/ledger/${release.entry}`}>{words.entryOpen(format.number(release.entry))}</AppLink>,
          },
        ]}
      />
      <Section title={words.statement}>
        <pre className="release-text">{release.statement}</pre>
        <CopyCode code={release.signature} label={words.signature} isLarge />
      </Section>
      {held.may.withdraw ? <Withdraw held={held} release={release} onClose={onClose} /> : null}
    </>
  );
}

function Withdraw({ held, release, onClose }: { held: HeldTable; release: Release; onClose: () => void }) {
  const words = useWords(releaseWords);
  const toast = useToast();
  const change = useChange(agentRoutes.withdrawRelease, ["ledger", "home", "catalog"]);
  const form = useForm({
    id: "withdrawal",
    initial: { reason: "" },
    send: (body) => change.sendOrThrow({ params: { id: release.id }, body }),
  });
  const done = () => {
    toast(words.withdrawn(held.resourceName));
    onClose();
  };
  return (
    <Section title={words.withdraw} isMajor>
      <Form form={form} action={words.withdrawAction} onDone={done} isSmall>
        <Note>{words.withdrawText}</Note>
        <TextField form={form} name="reason" label={words.withdrawReason} lines={2} isRequired />
      </Form>
    </Section>
  );
}
