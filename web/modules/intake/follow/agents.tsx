import { agentRoutes, type Agent, type Zone } from "#contract/intake-agents";
import {
  allOf,
  type Column,
  DataTable,
  Section,
  TableTools,
  useAnswer,
  useFormat,
  useTable,
  useText,
  useWords,
} from "#kit";
import { agentWords } from "./agent-words.ts";

const renewMs = 5000;

interface Line {
  readonly zone: Zone;
  /** Null where a zone has none. */
  readonly agent: Agent | null;
}

/** Zones that agents read, with each agent's heartbeat. Nothing is shown where there are none. */
export function Agents() {
  const words = useWords(agentWords);
  const zones = useAnswer(agentRoutes.listZones, {}, { every: renewMs, keepsLast: true });
  const table = useTable("intake.agents", useColumns());
  const lines = (zones.data?.items ?? []).flatMap((zone): Line[] =>
    zone.agents.length === 0 ? [{ zone, agent: null }] : zone.agents.map((agent) => ({ zone, agent })),
  );
  if (lines.length === 0) return null;
  return (
    <Section title={words.title} more={<TableTools table={table} />}>
      {zones.data?.port === null ? <p className="t12 s">{words.closed}</p> : null}
      <DataTable
        label={words.title}
        table={table}
        source={allOf(lines)}
        keyOf={({ zone, agent }) => agent?.id ?? zone.id}
        nameOf={({ zone, agent }) => agent?.name ?? zone.name}
        empty={null}
      />
    </Section>
  );
}

function useColumns(): readonly Column<Line>[] {
  const words = useWords(agentWords);
  const format = useFormat();
  const text = useText();
  return [
    {
      key: "zone",
      title: words.zone,
      render: ({ zone }) => (zone.isIsolated ? `${zone.name} · ${words.isolated}` : zone.name),
    },
    { key: "sources", title: words.sources, render: ({ zone }) => format.number(zone.sources.length) },
    { key: "agent", title: words.agent, render: ({ agent }) => agent?.name ?? words.noAgent },
    { key: "state", title: words.state, render: ({ agent }) => (agent ? text(agent.text) : "") },
    {
      key: "seen",
      title: words.seen,
      render: ({ agent }) => (agent?.lastSeenAt ? format.instant(agent.lastSeenAt) : ""),
    },
    {
      key: "trip",
      title: words.trip,
      render: ({ agent }) =>
        agent?.roundTripMs === null || agent === null ? "" : `${format.number(Math.round(agent.roundTripMs))} ms`,
    },
    { key: "until", title: words.until, render: ({ agent }) => (agent ? format.instant(agent.expiresAt) : "") },
  ];
}
