import { Select } from "antd";
import { agentRoutes } from "#contract/intake-agents";
import type { Source } from "#contract/intake";
import { ErrorState, Section, useAnswer, useChange, useConfirm, useToast, useWords } from "#kit";
import { sourceZoneWords } from "./source-zone-words.ts";

const direct = "direct";

/** Who reads a database: this hub, or the agent of a zone. Nothing is shown where there is no zone to choose. */
export function SourceZone({ source }: { source: Source }) {
  const words = useWords(sourceZoneWords);
  const ask = useConfirm();
  const toast = useToast();
  const { data } = useAnswer(agentRoutes.listZones, {});
  const change = useChange(agentRoutes.placeSource, ["ledger"]);
  const zones = data?.items ?? [];
  if (zones.length === 0 && source.zone === null) return null;
  const nameOf = (id: string) => zones.find((zone) => zone.id === id)?.name ?? source.zone?.name ?? id;
  const move = async (to: string) => {
    const zoneId = to === direct ? null : to;
    const text = zoneId === null ? words.directText : words.agentText(nameOf(zoneId));
    if (!(await ask({ title: words.ask(source.name), text, action: words.action }))) return;
    if (await change.send({ params: { id: source.id }, body: { zoneId } })) toast(words.moved);
  };
  return (
    <Section title={words.title} note={words.note}>
      <Select
        aria-label={words.title}
        style={{ width: "100%", maxWidth: 380 }}
        disabled={!source.may.edit}
        loading={change.isSending}
        value={source.zone?.id ?? direct}
        options={[
          { value: direct, label: words.direct },
          ...zones.map(({ id, name, isIsolated }) => ({
            value: id,
            label: isIsolated ? words.byIsolated(name) : words.byAgent(name),
          })),
        ]}
        onChange={(to: string) => void move(to)}
      />
      {change.problem ? <ErrorState error={change.problem} /> : null}
    </Section>
  );
}
