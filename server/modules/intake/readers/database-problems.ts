import { stat } from "node:fs/promises";
import type { Connection } from "#contract/intake";
import { type Problem, problem } from "#kernel/problem";
import { problems } from "../problems.ts";

/** SQLSTATE class 28 and MySQL's access errors mean the account; everything else the way to the server. */
const accountCodes = new Set([
  "28000",
  "28P01",
  "3D000",
  "42501",
  "ER_ACCESS_DENIED_ERROR",
  "ER_DBACCESS_DENIED_ERROR",
  "ER_BAD_DB_ERROR",
]);

export function connectionProblem(connection: Connection, cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  if (accountCodes.has(code)) return problem(problems["sign-in-refused"], { user: connection.user, reason }, { cause });
  const { host, port } = connection;
  return problem(problems["connection-refused"], { host, port, reason: reason || code }, { cause });
}

/** Codes that say the connection or the server went away; every other code is the server's answer to the question. */
const lost = /^(08|57P|E[A-Z]+$|PROTOCOL_|ER_(SERVER_SHUTDOWN|CONNECTION_KILLED|QUERY_INTERRUPTED|NORMAL_SHUTDOWN)$)/;

/** What stopped the reading of a table: the connection, or a refusal by the server (a grant, a broken view). */
export async function readingProblem(table: string, file: string, cause: unknown): Promise<Problem> {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (code !== "" && !lost.test(code)) return problem(problems["read-refused"], { table, reason }, { cause });
  return problem(problems["stream-cut"], { table, mb: await writtenMb(file) }, { cause });
}

async function writtenMb(file: string): Promise<string> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  return (size / 1_048_576).toFixed(1);
}
