import { timingSafeEqual } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Actor } from "#kernel/call";
import { newToken } from "#kernel/id";
import { hashOf, tokenPrefixes } from "./credential-store.ts";

/** Whoever may read the hub's data folder operates it: the command line on the hub's own machine. */
export interface Operator {
  token(): string;
  actorOf(token: string): Actor | null;
  /** Writes this start's token where only the owner of the data folder reads it. */
  announce(): void;
}

const operatorActor: Actor = {
  id: "operator",
  kind: "operator",
  name: "本机操作员",
  roles: ["system-administrator", "data-officer"],
  department: null,
  departments: "all",
  sessionId: null,
  mustChangePassword: false,
};

/** The token is new at every start, so one that was copied ends with the process. */
export function createOperator(keyFolder: string): Operator {
  const token = newToken(tokenPrefixes.operator);
  const expected = hashOf(token);
  return {
    token: () => token,
    actorOf: (given) => (timingSafeEqual(hashOf(given), expected) ? operatorActor : null),
    announce() {
      mkdirSync(keyFolder, { recursive: true, mode: 0o700 });
      const file = path.join(keyFolder, "operator.token");
      // Removed first: writing into an existing file would keep the rights it had.
      rmSync(file, { force: true });
      writeFileSync(file, token, { mode: 0o600, flag: "wx" });
    },
  };
}
