import { Button } from "antd";
import { useState } from "react";
import { agentRoutes, type Agent, type Zone } from "#contract/intake-agents";
import {
  allOf,
  Answered,
  type Column,
  CopyCode,
  DataTable,
  EmptyState,
  Icon,
  Moment,
  NameCell,
  None,
  Note,
  Section,
  StateWord,
  TableTools,
  Tag,
  useAnswer,
  useFormat,
  useNow,
  useTable,
  useText,
  useWords,
} from "#kit";
import { useHasRole } from "#shell";
import { zoneKeepers } from "../workers.ts";
import { agentWords } from "./agent-words.ts";
import { type ZoneAct, ZoneActs } from "./zone-acts.tsx";

const renewMs = 5000;
const dayMs = 86_400_000;
/** A certificate that ends sooner should be renewed now. */
const soonDays = 30;

interface Line {
  readonly zone: Zone;
  /** Null where a zone has none. */
  readonly agent: Agent | null;
}

/** Zones that agents read, with each agent's heartbeat and certificate, and what can be done with them. */
export function Agents() {
  const words = useWords(agentWords);
  const hasRole = useHasRole();
  const [act, setAct] = useState<ZoneAct | null>(null);
  const zones = useAnswer(agentRoutes.listZones, {}, { every: renewMs, keepsLast: true });
  const table = useTable("intake.agents", useColumns(setAct));
  const create = hasRole(zoneKeepers) ? (
    <Button size="small" icon={<Icon name="plus" />} onClick={() => setAct({ kind: "create" })}>
      {words.create}
    </Button>
  ) : null;
  return (
    <Section
      title={words.title}
      note={words.note}
      isMajor
      more={
        <span className="row g2">
          {create}
          <TableTools table={table} />
        </span>
      }
    >
      <Answered answer={zones} what={words.title} rows={2}>
        {({ items, port }) => (
          <>
            {port === null && items.length > 0 ? <Note>{words.closed}</Note> : null}
            <DataTable
              label={words.title}
              table={table}
              source={allOf(items.flatMap(linesOf))}
              keyOf={({ zone, agent }) => agent?.id ?? zone.id}
              nameOf={({ zone, agent }) => agent?.name ?? zone.name}
              empty={
                <EmptyState title={words.emptyTitle} action={create}>
                  {words.emptyText} {create ? null : words.mayNot}
                </EmptyState>
              }
            />
          </>
        )}
      </Answered>
      <ZoneActs act={act} onClose={() => setAct(null)} />
    </Section>
  );
}

const linesOf = (zone: Zone): Line[] =>
  zone.agents.length === 0 ? [{ zone, agent: null }] : zone.agents.map((agent) => ({ zone, agent }));

/** The zone is named, and its buttons stand, in the first of its lines only. */
const isFirst = ({ zone, agent }: Line): boolean => agent === null || zone.agents[0]?.id === agent.id;

function useColumns(start: (act: ZoneAct) => void): readonly Column<Line>[] {
  const words = useWords(agentWords);
  const format = useFormat();
  const text = useText();
  return [
    {
      key: "zone",
      title: words.zone,
      render: ({ zone }) => (
        <NameCell
          name={
            <>
              {zone.name} {zone.isIsolated ? <Tag tone="line">{words.isolated}</Tag> : null}
            </>
          }
          note={`${zone.departmentName} · ${zone.sources.length === 0 ? words.noSources : words.sources(format.number(zone.sources.length))}`}
        />
      ),
    },
    {
      key: "agent",
      title: words.agent,
      width: 190,
      render: ({ agent }) =>
        agent ? (
          <>
            <span className="l1">{agent.name}</span>
            <span className="l2" title={agent.fingerprint}>
              <CopyCode code={agent.fingerprint.slice(0, 11)} label={words.fingerprint} />
            </span>
          </>
        ) : (
          <span className="m">{words.noAgent}</span>
        ),
    },
    {
      key: "state",
      title: words.state,
      width: 210,
      render: ({ agent }) =>
        agent ? (
          <>
            <AgentState state={agent.state} />
            <span className="l2">
              {agent.state === "connected" && agent.roundTripMs !== null
                ? words.trip(format.number(Math.round(agent.roundTripMs)))
                : text(agent.text)}
            </span>
          </>
        ) : (
          <None />
        ),
    },
    {
      key: "seen",
      title: words.seen,
      width: 130,
      render: ({ agent }) => (agent?.lastSeenAt ? <Moment at={agent.lastSeenAt} /> : <None />),
    },
    { key: "until", title: words.until, width: 160, render: ({ agent }) => <Until agent={agent} /> },
    { key: "acts", title: words.acts, width: 210, render: (line) => <LineActs line={line} start={start} /> },
  ];
}

function AgentState({ state }: { state: Agent["state"] }) {
  const words = useWords(agentWords).states;
  const icon = { connected: "check", away: "flag", revoked: "lock", expired: "fault" } as const;
  const tone = { connected: "good", away: "fault", revoked: "plain", expired: "fault" } as const;
  return (
    <StateWord icon={icon[state]} tone={tone[state]} light={state === "revoked"}>
      {words[state]}
    </StateWord>
  );
}

function Until({ agent }: { agent: Agent | null }) {
  const words = useWords(agentWords);
  const format = useFormat();
  const now = useNow();
  if (agent === null || agent.state === "revoked") return <None />;
  const days = Math.floor((Date.parse(agent.expiresAt) - new Date(now).getTime()) / dayMs);
  return (
    <>
      <Moment at={agent.expiresAt} />
      {days < 0 ? null : (
        <span className="l2">
          {days < soonDays ? words.soon(format.number(days)) : words.days(format.number(days))}
        </span>
      )}
    </>
  );
}

function LineActs({ line, start }: { line: Line; start: (act: ZoneAct) => void }) {
  const words = useWords(agentWords);
  const { zone, agent } = line;
  const isKeeper = zone.may.edit && isFirst(line);
  if (!isKeeper && !agent?.may.revoke) return <None />;
  const button = (label: string, about: string, act: ZoneAct, isDanger = false) => (
    <Button size="small" danger={isDanger} onClick={() => start(act)}>
      {label}
      <span className="unseen"> {about}</span>
    </Button>
  );
  return (
    <span className="row g2 wrap">
      {agent?.may.revoke && zone.may.enrol ? button(words.renew, agent.name, { kind: "renew", zone, agent }) : null}
      {agent?.may.revoke ? button(words.revoke, agent.name, { kind: "revoke", agent }, true) : null}
      {isKeeper ? button(words.enrol, zone.name, { kind: "enrol", zone }) : null}
      {isKeeper ? button(words.edit, zone.name, { kind: "edit", zone }) : null}
    </span>
  );
}
