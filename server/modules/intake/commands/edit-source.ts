import type { Connection, Source } from "#contract/intake";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { refuseMovedPassword, visibleSource } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import { sourceView } from "../source-view.ts";
import { lockSource, updateSource } from "../store.ts";

export interface SourceChange {
  readonly name?: string | undefined;
  readonly systemId?: string | null | undefined;
  readonly connection?: (Connection & { readonly password?: string | undefined }) | undefined;
}

/** A password that is not given stays as it is. */
export async function editSource(
  parts: IntakeParts,
  call: Call,
  id: string,
  change: SourceChange,
  version: number | null,
): Promise<Source> {
  await lockSource(call.db, id);
  const source = await visibleSource(call, id);
  refuseStale(version, source.version);
  const { password, ...connection } = change.connection ?? {};
  if (change.connection && password === undefined) refuseMovedPassword(source.connection, change.connection);
  await updateSource(call.db, id, {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.systemId === undefined ? {} : { systemId: change.systemId }),
    ...(change.connection ? { connection: connection as Connection } : {}),
    ...(password === undefined ? {} : { secret: parts.sealer.seal(password) }),
  });
  parts.ledger.record(call, {
    action: "intake.edit-source",
    object: { kind: "source", id, name: change.name ?? source.name },
    owner: source.department,
    facts: { changed: Object.keys(change), passwordChanged: password !== undefined },
  });
  return sourceView(parts, call, await visibleSource(call, id));
}
