import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connect, type TLSSocket } from "node:tls";
import type { Connection, DatabaseKind } from "#contract/intake";
import type { HostGuard } from "../hosts.ts";
import { openChangeReader } from "../readers/capture.ts";
import { openDatabase } from "../readers/open-database.ts";
import type { Identity } from "./authority.ts";
import { serveSession } from "./serve-session.ts";
import { protocols } from "./wire.ts";

export interface AgentSettings {
  readonly hub: { readonly host: string; readonly port: number };
  readonly identity: Identity;
  /** The hub's authority. */
  readonly authority: string;
  /** Which machines of the zone may be read. */
  readonly hosts: HostGuard;
  /** Passwords that stay here, by `user@host:port/database`; the hub's are used where there is none. */
  readonly passwords: ReadonlyMap<string, string>;
  readonly program: string;
  readonly say: (sentence: string) => void;
}

const firstWaitMs = 250;
const longestWaitMs = 15_000;
/** A connection that lasted so long was a good one: the next try comes at once. */
const steadyMs = 5000;
const connectMs = 10_000;

/** Dials the hub and answers it until `signal`; whatever breaks, it dials again. */
export async function runAgent(settings: AgentSettings, signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "weir-agent-"));
  let waitMs = firstWaitMs;
  try {
    while (!signal.aborted) {
      const beganAt = performance.now();
      try {
        const socket = await dial(settings, signal);
        settings.say(`已连上 ${placeOf(settings)} · connected`);
        await serveSession(socket, servedBy(settings, folder), { hello: helloOf(settings) }, signal);
        if (!signal.aborted) settings.say("连接断了，正在重连 · the connection ended; dialling again");
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        settings.say(`连不上 ${placeOf(settings)}：${reason} · cannot connect`);
      }
      waitMs = performance.now() - beganAt > steadyMs ? firstWaitMs : Math.min(waitMs * 2, longestWaitMs);
      // Many agents that lost one hub do not all come back in the same moment.
      await delay(waitMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const placeOf = ({ hub }: AgentSettings): string => `${hub.host}:${hub.port}`;

const helloOf =
  ({ program }: AgentSettings) =>
  (call: { answer(value: unknown): Promise<void> }): Promise<void> =>
    call.answer({ program });

async function dial({ hub, identity, authority }: AgentSettings, signal: AbortSignal): Promise<TLSSocket> {
  const socket = connect({
    host: hub.host,
    port: hub.port,
    cert: identity.certificate,
    key: identity.key,
    ca: authority,
    minVersion: "TLSv1.3",
    ALPNProtocols: [protocols.work],
  });
  try {
    await once(socket, "secureConnect", { signal: AbortSignal.any([signal, AbortSignal.timeout(connectMs)]) });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.on("error", () => {});
  socket.setNoDelay(true);
  return socket;
}

/** The connectors of this machine, on the hosts it is allowed to read. */
function servedBy({ hosts, passwords }: AgentSettings, folder: string) {
  const secretOf = ({ user, host, port, database }: Connection, given: string): string =>
    passwords.get(`${user}@${host}:${port}/${database}`) ?? given;
  return {
    folder,
    async openSource({ kind, connection, password }: { kind: DatabaseKind; connection: Connection; password: string }) {
      await hosts.refuseOutside(connection.host);
      const secret = secretOf(connection, password);
      return openDatabase(kind, connection, secret);
    },
    async openCapture({
      kind,
      connection,
      password,
      name,
    }: {
      kind: DatabaseKind;
      connection: Connection;
      password: string;
      name: string;
    }) {
      await hosts.refuseOutside(connection.host);
      return openChangeReader(kind, connection, secretOf(connection, password), name);
    },
  };
}
