import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { type Connection, type DatabaseKind, databaseKinds } from "#contract/intake";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { openSample, type Sample } from "./open-sample.ts";
import type { IntakeParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { openRemoteSource } from "./agent/remote-source.ts";
import { openDatabase } from "./readers/open-database.ts";
import type { Reader } from "./readers/reader.ts";
import type { TableSource } from "./readers/table-source.ts";
import { openFile } from "./readers/recognise.ts";
import { type FileTable, findFile, findSource, type SourceRow } from "./store.ts";

/** Either an uploaded file or a registered source. */
export interface SourceRef {
  readonly fileId: string | null;
  readonly sourceId: string | null;
  /** Of a place: what is looked for in it, and the sheet inside. */
  readonly sample?: Sample | undefined;
}

/**
 * @throws Problem intake.nothing-chosen, intake.file-not-found, intake.source-not-found and what the reader says
 */
export async function openReader(parts: IntakeParts, call: Call, ref: SourceRef, folder: string): Promise<Reader> {
  if (ref.fileId !== null) {
    const file = await visibleFile(parts, call, ref.fileId);
    return openFile(parts.files.pathOf(file.id), folder, parts.lake);
  }
  if (ref.sourceId === null) throw problem(problems["nothing-chosen"]);
  const source = await visibleSource(call, ref.sourceId);
  if (source.place && ref.sample) return openSample(parts, source, ref.sample, folder, call.signal);
  return openDatabaseSource(parts, call, source);
}

/** @throws Problem intake.agent-away where it lies in a zone none of whose agents is connected */
export async function openDatabaseSource(parts: IntakeParts, call: Call, source: SourceRow): Promise<TableSource> {
  const { connection, secret, zoneId } = source;
  const kind = databaseKindOf(source);
  if (!connection || !kind) throw problem(problems["needs-file"], { name: source.name });
  const password = secret ? parts.sealer.open(secret) : "";
  return openConnection(parts, call, { kind, connection, password, zoneId });
}

/** Null for a place of files or messages, and for files that people bring. */
export const databaseKindOf = ({ kind }: Pick<SourceRow, "kind">): DatabaseKind | null =>
  databaseKinds.find((known) => known === kind) ?? null;

export interface ConnectionTarget {
  readonly kind: DatabaseKind;
  readonly connection: Connection;
  readonly password: string;
  readonly zoneId: string | null;
}

/**
 * The hub's own list of hosts is about machines the hub connects to; an agent has one of its own.
 *
 * @throws Problem intake.host-refused, intake.agent-away and what the reader says
 */
export async function openConnection(
  parts: Pick<IntakeParts, "hosts" | "agents">,
  call: Call,
  { kind, connection, password, zoneId }: ConnectionTarget,
): Promise<TableSource> {
  if (zoneId !== null) return openRemoteSource(await parts.agents.line(call, zoneId), { kind, connection, password });
  await parts.hosts.refuseOutside(connection.host);
  return openDatabase(kind, connection, password);
}

/**
 * A saved password is sent only where it was meant to go: whoever may edit a source must not have it sent to a server of
 * their own.
 *
 * @throws Problem intake.password-needed
 */
export function refuseMovedPassword(before: Connection | null, after: Connection): void {
  if (!before || (["host", "port", "user"] as const).every((member) => before[member] === after[member])) return;
  const fault = {
    pointer: "/connection/password",
    zh: "换了主机、端口或账号，请重新填写口令",
    en: "Host, port or account changed: enter the password again",
  };
  throw problem(problems["password-needed"], { host: after.host, user: after.user }, { faults: [fault] });
}

export async function visibleFile(parts: IntakeParts, call: Call, fileId: string): Promise<FileTable> {
  const file = await findFile(call.db, fileId);
  const isThere = file !== undefined && mayTouch(call.actor, file.department) && (await parts.files.has(fileId));
  if (!isThere) throw problem(problems["file-not-found"], { fileId });
  return file;
}

export async function visibleSource(call: Call, id: string): Promise<SourceRow> {
  const source = await findSource(call.db, id);
  if (!source || !mayTouch(call.actor, source.department)) throw problem(problems["source-not-found"], { id });
  return source;
}

/** A folder for the files of one step; it goes with the step. */
export async function workFolder(parts: Pick<IntakeParts, "workFolder">): Promise<AsyncDisposable & { path: string }> {
  const folder = await mkdtemp(path.join(parts.workFolder, "step-"));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
