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
  /** Its division must not have one yet. */
  readonly isBureau?: boolean;
  readonly duties?: readonly Department["duties"][number][];
  readonly contacts?: readonly Department["contacts"][number][];
}

/** A lake table with the divisions of one level. Parents are read off the codes. */
export interface DivisionTable {
  readonly level: DivisionLevel;
  /** Quoted name, such as `"standard"."r12"`. */
  readonly table: string;
  /** Names of the two columns; `division_code` and `division_name` unless said. */
  readonly columns?: { readonly code: string; readonly name: string };
}

export interface Registry {
  readonly routes: readonly Route[];
  open(call: Call): Promise<void>;
  /** All departments by code; read once per change. */
  departments(call: Call): Promise<ReadonlyMap<string, DepartmentCore>>;
  /** @throws Problem registry.department-not-found */
  department(call: Call, code: string): Promise<DepartmentCore>;
  /**
   * Code of the data-sharing bureau (政务数据共享主管部门) that looks after a division: the marked one of the division or the
   * nearest above it; where nothing is marked, the nearest whose data officers can sign in. Null where there is none.
   */
  bureauOf(call: Call, division: string): Promise<string | null>;
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
  /** Names and owners of all systems, by id. */
  systems(call: Call): Promise<ReadonlyMap<string, { readonly name: string; readonly department: string }>>;
  /**
   * Replaces the serving table of divisions with what the hub's own load has put into these tables of the lake, and adds
   * retired codes: of the published revisions of GB/T 2260, and of what was adopted before. Readers see the old or the
   * new register, never neither. Not inside a transaction: it is one of its own.
   *
   * @param source Where the rows are from, as people should read it.
   * @throws Problem registry.division-rows-wrong where a code does not fit its level, is doubled or has no parent
   */
  adoptDivisions(
    call: Call,
    tables: readonly DivisionTable[],
    source?: string,
  ): Promise<{ current: number; retired: number }>;
  /**
   * Lake table with one column `code`: every division code that is or was in force; provinces and prefectures also in the
   * six-digit form of GB/T 2260 (`51` and `510000`). Null before divisions are loaded.
   */
  divisionTable(): string | null;
  /** The same for checks in JavaScript, counties and above only (6 digits or fewer). */
  divisionCodes(call: Call): Promise<ReadonlySet<string>>;
}
