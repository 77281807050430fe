import type { Department, DivisionLevel, NetworkZone } from "#contract/registry";
import type { ScopeKind } from "#contract/identity";
import type { Call } from "#kernel/call";
import type { Route } from "#kernel/http/route";

export type DepartmentCore = Omit<Department, "may" | "systemCount">;

export interface NewDepartment {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly nameEn?: string;
  readonly division: string;
  readonly parent?: string | null;
  readonly isInvented?: boolean;
}

/** One row of a division register on its way in. */
export interface DivisionRow {
  readonly code: string;
  readonly name: string;
  readonly level: DivisionLevel;
  readonly parent: string | null;
}

export interface Registry {
  readonly routes: readonly Route[];
  open(call: Call): Promise<void>;
  /** All departments by code; read once per change. */
  departments(call: Call): Promise<ReadonlyMap<string, DepartmentCore>>;
  /** @throws Problem registry.department-not-found */
  department(call: Call, code: string): Promise<DepartmentCore>;
  /** Codes a holder of this scope may touch. `tree`: departments whose division is the department's own or below it. */
  departmentsIn(
    call: Call,
    department: string | null,
    scope: ScopeKind,
    several: readonly string[],
  ): Promise<"all" | readonly string[]>;
  /** For set-up and import: creates the department, or leaves it as it is. */
  ensureDepartment(call: Call, department: NewDepartment): Promise<DepartmentCore>;
  ensureSystem(
    call: Call,
    system: { department: string; name: string; zone: NetworkZone; description?: string },
  ): Promise<string>;
  /**
   * Replaces the serving tables of divisions with what the hub's own load has put into these standard tables of the
   * lake, one per level, and adds the retired codes of the published revisions. One transaction: readers see the old or
   * the new register, never neither.
   */
  adoptDivisions(
    call: Call,
    tables: readonly { readonly level: DivisionLevel; readonly table: string }[],
  ): Promise<{ current: number; retired: number }>;
  /** Lake table with one column `code`: every division code that is or was in force. Null before divisions are loaded. */
  divisionTable(): string | null;
  /** Every code that is or was in force, for checks in JavaScript; counties and above only (6 digits or fewer). */
  divisionCodes(call: Call): Promise<ReadonlySet<string>>;
}
