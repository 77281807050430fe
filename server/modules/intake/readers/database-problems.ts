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
