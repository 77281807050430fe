import type { Database } from "#kernel/db/db";
import type { FileStore } from "#kernel/files/file-store";
import type { Lake } from "#kernel/lake/lake";
import type { Identity } from "#identity";
import type { Ledger } from "#ledger";
import type { Search } from "#search";
import { bureauFor } from "./bureau.ts";
import { adoptDivisions } from "./commands/adopt-divisions.ts";
import { ensureDepartment } from "./commands/create-department.ts";
import { ensureSystem } from "./commands/keep-systems.ts";
import { systemsOfAll } from "./department-store.ts";
import { departmentRow } from "./department-queries.ts";
import type { Registry } from "./door.ts";
import { codeTable, hasCodeTable, writeCodeTable } from "./lake-codes.ts";
import type { RegistryParts } from "./parts.ts";
import { createRegister } from "./register.ts";
import { registryRouteTable } from "./routes.ts";
import { departmentsInScope } from "./scope.ts";
import { fillSearch } from "./search-entry.ts";

export type * from "./door.ts";
export { problems as registryProblems } from "./problems.ts";

export interface RegistryDeps {
  readonly ledger: Ledger;
  readonly identity: Pick<Identity, "departmentsWith">;
  readonly search: Pick<Search, "put" | "remove" | "has">;
  readonly database: Database;
  readonly lake: Lake;
  readonly files: FileStore;
  /** Milliseconds that never go back; tests give their own. */
  readonly monotonicMs?: () => number;
}

export function createRegistry(deps: RegistryDeps): Registry {
  const register = createRegister(deps.database, deps.monotonicMs);
  const parts: RegistryParts = { ...deps, register };
  let isInLake = false;
  return {
    routes: registryRouteTable(parts),
    async open(call) {
      await fillSearch(parts, call);
      isInLake = await hasCodeTable(parts);
      // A lake restored or started anew beside a register that was loaded before.
      if (!isInLake && (await register.hasDivisions(call.db))) {
        await restoreCodeTable(parts);
        isInLake = true;
      }
    },
    departments: (call) => register.departments(call.db),
    department: (call, code) => departmentRow(parts, call, code),
    departmentsIn: async (call, department, scope, several) =>
      scope === "all" ? "all" : departmentsInScope(await register.departments(call.db), department, scope, several),
    async bureauOf(call, division) {
      const departments = [...(await register.departments(call.db)).values()];
      const marked = bureauFor(departments, division, ({ isBureau }) => isBureau);
      if (marked !== null) return marked;
      const officers = new Set(await deps.identity.departmentsWith(call, "data-officer"));
      return bureauFor(departments, division, ({ code }) => officers.has(code));
    },
    ensureDepartment: (call, department) => ensureDepartment(parts, call, department),
    ensureSystem: (call, system) => ensureSystem(parts, call, { description: "", isCritical: false, ...system }),
    systems: async (call) => new Map((await systemsOfAll(call.db)).map((system) => [system.id, system])),
    async adoptDivisions(call, tables, source) {
      const adopted = await adoptDivisions(parts, call, tables, source);
      isInLake = true;
      return adopted;
    },
    divisionTable: () => (isInLake ? codeTable : null),
    divisionCodes: (call) => register.divisionCodes(call.db),
  };
}

async function restoreCodeTable(parts: RegistryParts): Promise<void> {
  const client = await parts.database.pool.connect();
  try {
    await writeCodeTable(parts, client, "registry.division");
  } finally {
    client.release();
  }
}
