import type { Connection, DatabaseKind } from "#contract/intake";
import { comparePlaces } from "./binlog-place.ts";
import type { ChangeReader } from "./change-stream.ts";
import { openMysqlCapture } from "./mysql-capture.ts";
import { isCaptured, noCapture } from "./no-capture.ts";
import { openPostgresCapture } from "./postgres-capture.ts";
import { compareLsn } from "./postgres-wire.ts";

/**
 * The reader of changes for one followed table. `name` stays the same for as long as the table is followed (lower-case
 * letters, digits and underscores, at most 50): what is made at the source is called by it.
 */
export async function openChangeReader(
  kind: DatabaseKind,
  connection: Connection,
  password: string,
  name: string,
): Promise<ChangeReader> {
  if (!/^[a-z0-9_]{1,50}$/.test(name)) throw new Error(`A follow cannot be called ${name} at its source.`);
  if (!isCaptured(kind)) return noCapture();
  const open = kind === "postgres" ? openPostgresCapture : openMysqlCapture;
  return open(connection, password, name);
}

/** Order of two positions of a kind of source, without a connection to it. */
export const comparePositions = (kind: DatabaseKind): ChangeReader["compare"] =>
  kind === "postgres" ? compareLsn : comparePlaces;
