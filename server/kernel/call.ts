import type { Language } from "#contract/text";
import type { Db } from "./db/db.ts";
import type { Logger } from "./log.ts";

/**
 * Who acts. `departments` is what the person may see and touch: every department, or these ids.
 * `department` is the one the person acts for now; it stands in every ledger entry.
 */
export interface Actor {
  readonly id: string;
  readonly kind: "person" | "client" | "operator" | "system" | "visitor";
  readonly name: string;
  readonly roles: readonly string[];
  readonly department: string | null;
  readonly departments: "all" | readonly string[];
  readonly sessionId: string | null;
  /** A first password that must be changed before anything else is allowed. */
  readonly mustChangePassword: boolean;
}

export const visitor: Actor = {
  id: "visitor",
  kind: "visitor",
  name: "访客",
  roles: [],
  department: null,
  departments: [],
  sessionId: null,
  mustChangePassword: false,
};

/** The hub itself: start-up, schedules, clean-up. */
export const hubActor: Actor = {
  id: "hub",
  kind: "system",
  name: "系统",
  roles: ["hub"],
  department: null,
  departments: "all",
  sessionId: null,
  mustChangePassword: false,
};

/** Who, when and where of everything that happens; the first argument of every command and query. */
export interface Call {
  readonly actor: Actor;
  readonly now: Date;
  readonly db: Db;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly language: Language;
  readonly requestId: string;
}

/** True where the actor may see things of this department. */
export function mayTouch(actor: Actor, department: string | null): boolean {
  return actor.departments === "all" || (department !== null && actor.departments.includes(department));
}
