import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { IntakeParts } from "../parts.ts";
import { type AgentLine, openLine } from "./agent-line.ts";
import { type Identity, issueServer } from "./authority.ts";
import { Hello } from "./messages.ts";
import { joinAgent } from "./join-agent.ts";
import { openAuthority } from "./open-authority.ts";
import { agentProblems } from "./problems.ts";
import { agentByFingerprint, findZone, updateAgent } from "./store.ts";
import { protocols } from "./wire.ts";

/** Agents that are connected now, and the port they connect to. */
export interface Agents {
  /** Null while the hub does not listen for agents. */
  readonly port: number | null;
  /** Name by which agents are told to connect. */
  readonly host: string;
  /** @throws Problem intake.agents-off */
  authority(): Identity;
  lineOf(agentId: string): AgentLine | undefined;
  hasLine(zoneId: string): boolean;
  /**
   * A connection into the zone; waits a little for an agent that is on its way back.
   *
   * @throws Problem intake.agent-away
   */
  line(call: Call, zoneId: string): Promise<AgentLine>;
  /** Ends the agent's connection at once. */
  drop(agentId: string): void;
  open(): Promise<void>;
  close(): Promise<void>;
}

export interface AgentPortSettings {
  /** Undefined leaves it closed. */
  readonly port: number | undefined;
  /** Names and addresses agents reach the hub by. */
  readonly hosts: readonly string[];
}

type PortParts = Pick<IntakeParts, "hubCall" | "sealer" | "ledger" | "now">;

const comesBackWithinMs = 15_000;
const seenEveryMs = 15_000;
const handshakeMs = 10_000;
/** Strangers who hold connections open shut nobody out of the hub, only of this port, and not for long. */
const connectionsAtMost = 500;

export function createAgents(
  parts: PortParts,
  settings: AgentPortSettings,
  connected: (zoneId: string) => void,
): Agents {
  return new AgentPort(parts, settings, connected);
}

class AgentPort implements Agents {
  readonly host: string;
  private readonly parts: PortParts;
  private readonly settings: AgentPortSettings;
  private readonly connected: (zoneId: string) => void;
  private readonly lines = new Map<string, AgentLine>();
  private readonly waiting = new Set<() => void>();
  private server: Server | null = null;
  private own: Identity | null = null;

  constructor(parts: PortParts, settings: AgentPortSettings, connected: (zoneId: string) => void) {
    this.parts = parts;
    this.settings = settings;
    this.connected = connected;
    this.host = settings.hosts[0] ?? "localhost";
  }

  get port(): number | null {
    return this.server ? (this.server.address() as AddressInfo).port : null;
  }

  authority(): Identity {
    if (!this.own) throw problem(agentProblems["agents-off"]);
    return this.own;
  }

  lineOf(agentId: string): AgentLine | undefined {
    const line = this.lines.get(agentId);
    return line?.isOpen ? line : undefined;
  }

  hasLine(zoneId: string): boolean {
    return this.lineInto(zoneId) !== undefined;
  }

  async line(call: Call, zoneId: string): Promise<AgentLine> {
    const until = performance.now() + comesBackWithinMs;
    for (;;) {
      call.signal.throwIfAborted();
      const line = this.lineInto(zoneId);
      if (line) return line;
      const left = until - performance.now();
      if (left <= 0 || !this.server) {
        const zone = await findZone(call.db, zoneId);
        throw problem(agentProblems["agent-away"], { zone: zone?.name ?? zoneId });
      }
      await this.nextConnection(Math.min(left, 1000));
    }
  }

  drop(agentId: string): void {
    this.lines.get(agentId)?.close();
  }

  async open(): Promise<void> {
    const { port, hosts } = this.settings;
    if (port === undefined) return;
    this.own = await openAuthority(this.parts.hubCall(), this.parts.sealer);
    const { certificate, key } = await issueServer(this.own, hosts, this.parts.now());
    const server = createServer({
      key,
      // The authority goes along, so that an agent that knows only its fingerprint can take it from here.
      cert: `${certificate}\n${this.own.certificate}`,
      ca: this.own.certificate,
      requestCert: true,
      // Whoever enrols has no certificate yet; for everything else `admit` asks for one.
      rejectUnauthorized: false,
      minVersion: "TLSv1.3",
      ALPNProtocols: Object.values(protocols),
      handshakeTimeout: handshakeMs,
    });
    server.on("tlsClientError", () => {});
    server.on("secureConnection", (socket) => {
      socket.on("error", () => {});
      void this.admit(socket).catch((error: unknown) => {
        socket.destroy();
        this.parts.hubCall().log.warn({ err: error }, "agent");
      });
    });
    server.maxConnections = connectionsAtMost;
    server.listen(port);
    await once(server, "listening");
    this.server = server;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = null;
    for (const line of this.lines.values()) line.close();
    if (!server) return;
    server.close();
    await Promise.all([...this.lines.values()].map((line) => line.closed));
  }

  /** Only a certificate of our own authority that stands for an agent which is not revoked. */
  private async admit(socket: TLSSocket): Promise<void> {
    if (socket.alpnProtocol === protocols.enrol) return joinAgent(this.parts, this.authority(), socket);
    if (!socket.authorized || socket.alpnProtocol !== protocols.work) return void socket.destroy();
    const call = this.parts.hubCall();
    const agent = await agentByFingerprint(call.db, socket.getPeerCertificate().fingerprint256);
    if (!agent || agent.revokedAt || agent.expiresAt <= call.now) return void socket.destroy();
    // An agent that was cut off comes back before its old connection is known to be dead.
    this.lines.get(agent.id)?.close();
    let seenAt = 0;
    const line = openLine(socket, {
      agentId: agent.id,
      agentName: agent.name,
      zoneId: agent.zoneId,
      heard: () => {
        const at = this.parts.now();
        if (agent.expiresAt <= at) return this.drop(agent.id);
        if (at.getTime() - seenAt < seenEveryMs) return;
        seenAt = at.getTime();
        void updateAgent(this.parts.hubCall().db, agent.id, { lastSeenAt: at }).catch(() => {});
      },
    });
    const { program } = Hello.parse(await line.ask("hello", {}));
    const change = { lastSeenAt: this.parts.now(), address: socket.remoteAddress ?? null, program };
    await updateAgent(call.db, agent.id, change);
    // Revoked while it was being greeted: `drop` had nothing to close yet.
    const now = await agentByFingerprint(call.db, agent.fingerprint);
    if (!now || now.revokedAt || !this.server) return line.close();
    this.lines.set(agent.id, line);
    void line.closed.then(() => {
      if (this.lines.get(agent.id) === line) this.lines.delete(agent.id);
    });
    for (const wake of this.waiting) wake();
    this.connected(agent.zoneId);
  }

  private lineInto(zoneId: string): AgentLine | undefined {
    return [...this.lines.values()].find((line) => line.zoneId === zoneId && line.isOpen);
  }

  private async nextConnection(atMostMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiting.add(resolve);
    const late = setTimeout(resolve, atMostMs);
    await promise;
    clearTimeout(late);
    this.waiting.delete(resolve);
  }
}
