import type { Kind } from "#contract/clock";
import { dayOf } from "#contract/clock-days";
import type { Identity } from "#identity";
import type { Call } from "#kernel/call";
import type { Events } from "#kernel/jobs/events";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Ledger } from "#ledger";
import type { DepartmentCore, Registry } from "#registry";
import type { Ground, GroundCache } from "./ground.ts";

/** What the commands and queries of this module work with; made once by `createClock`. */
export interface ClockParts {
  readonly ledger: Ledger;
  readonly identity: Pick<Identity, "people">;
  readonly registry: Pick<Registry, "departments">;
  readonly events: Events;
  readonly jobs: Pick<Jobs, "define" | "schedule" | "start">;
  readonly ground: GroundCache;
}

/** What every decision needs: which day it is, which days are worked, which rules hold today; and what things are called. */
export interface Today extends Ground {
  readonly today: string;
  readonly departments: ReadonlyMap<string, DepartmentCore>;
}

export async function todayOf(parts: Pick<ClockParts, "ground" | "registry">, call: Call): Promise<Today> {
  const today = dayOf(call.now);
  const ground = await parts.ground.read(call.db, today);
  return { ...ground, today, departments: await parts.registry.departments(call) };
}

/** The short name people use; the code where the department is not registered here. */
export const departmentName = ({ departments }: Pick<Today, "departments">, code: string): string =>
  departments.get(code)?.shortName ?? code;

export const waitingName = (
  today: Pick<Today, "departments">,
  { owedTo, owedToName }: { readonly owedTo: string | null; readonly owedToName: string },
): string => (owedToName !== "" || owedTo === null ? owedToName : departmentName(today, owedTo));

export const kindName = ({ kinds: known }: Pick<Today, "kinds">, code: string): Kind["name"] =>
  known.get(code)?.name ?? { zh: code, en: code };
