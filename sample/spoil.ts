import type { Day } from "./calendar.ts";
import { Chance } from "./chance.ts";
import type { FileSpec } from "./department.ts";
import { type CellFault, cellFaults, type Drift, drifts, type RowFault, rowFaults } from "./dirt.ts";
import type { Cell, CleanRow, Column, Table } from "./table.ts";

/** A cell that was spoilt. */
export interface Found {
  readonly column: number;
  readonly kind: string;
  readonly clean: Cell;
}

export interface SpoilerDeps {
  readonly seed: number;
  readonly asOf: Day;
  readonly department: string;
  readonly table: Table;
  /** The department's own carelessness times the level asked for; 0 spoils nothing. */
  readonly dirt: number;
  /** Only lines of text can be ragged; a workbook knows no empty string. */
  readonly format: FileSpec["format"];
}

interface Chances {
  readonly upTo: number;
  readonly fault: CellFault;
}

/** Slots of a row's stream that are no columns. */
const slot = { shape: 900, doubledKey: 901, doubledRow: 902, distance: 903, heading: 904, surplus: 905, choice: 1000 };

/** A doubled row comes again within this many rows. */
const farthestCopy = 40;

/** Decides, from chance alone, what goes wrong in the rows of one table; `line` is the number of the clean row. */
export class Spoiler {
  readonly #deps: SpoilerDeps;
  readonly #chance: Chance;
  readonly #drift: ReadonlyMap<Drift, Chance>;
  readonly #faults: readonly (readonly Chances[])[];
  readonly #isLines: boolean;
  readonly #onlyKey: number | null;

  constructor(deps: SpoilerDeps) {
    const { seed, department, table, dirt, format } = deps;
    this.#deps = deps;
    this.#chance = new Chance(seed, `dirt/${department}/${table.key}`);
    // One stream per department and kind: what it believes of somebody is the same in all its tables.
    this.#drift = new Map(
      (Object.keys(drifts) as Drift[]).map((kind) => [kind, new Chance(seed, `drift/${department}/${kind}`)]),
    );
    this.#isLines = format === "csv";
    this.#faults = table.columns.map((column) => chancesOf(column, dirt, format));
    const keys = table.columns.flatMap(({ isKey }, at) => (isKey ? [at] : []));
    this.#onlyKey = keys.length === 1 ? (keys[0] ?? null) : null;
  }

  /** Spoils cells of the row in place. `before` is the row written last, whose key a careless clerk copies. */
  spoil(row: CleanRow, line: number, before: readonly Cell[] | null): Found[] {
    const found: Found[] = [];
    const set = (column: number, kind: string, dirty: Cell | undefined): boolean => {
      const clean = row.cells[column] ?? null;
      if (dirty === undefined || dirty === clean) return false;
      found.push({ column, kind, clean });
      row.cells[column] = dirty;
      return true;
    };
    for (const [at, column] of this.#deps.table.columns.entries()) {
      if (row.cells[at] === null) continue;
      const former = this.#formerCell(row, at, column);
      if (former !== undefined && set(at, column.stale?.kind ?? "", former)) continue;
      const fault = this.#faultAt(at, this.#chance.at(line, at));
      if (fault) set(at, fault.kind, this.#wrongCell(fault, row, line, at, column));
    }
    const key = this.#onlyKey;
    if (
      key !== null &&
      before &&
      this.#happens("doubled-key", line, slot.doubledKey) &&
      found.every(({ column }) => column !== key)
    ) {
      set(key, "doubled-key", before[key] ?? undefined);
    }
    return found;
  }

  /** A line with too few or too many fields, instead of the row; null for a line of the right length. */
  misshape(cells: readonly Cell[], line: number): { kind: RowFault; cells: Cell[] } | null {
    const surplus = 1 + this.#chance.below(Math.min(3, cells.length - 1), line, slot.surplus);
    if (this.#happens("too-few-fields", line, slot.shape))
      return { kind: "too-few-fields", cells: cells.slice(0, -surplus) };
    // The same number, from the other end: the two exclude each other.
    if (this.#isLines && 1 - this.#chance.at(line, slot.shape) < rowFaults["too-many-fields"].share * this.#deps.dirt) {
      return { kind: "too-many-fields", cells: [...cells, ...Array<Cell>(surplus).fill("多")] };
    }
    return null;
  }

  repeatsHeadings(line: number): boolean {
    return this.#happens("heading-again", line, slot.heading);
  }

  /** After how many rows this one comes again; null where it does not. */
  copyAfter(line: number): number | null {
    return this.#happens("doubled-row", line, slot.doubledRow)
      ? this.#chance.below(farthestCopy, line, slot.distance)
      : null;
  }

  #happens(kind: RowFault, line: number, at: number): boolean {
    const { share, isLinesOnly } = rowFaults[kind];
    return (this.#isLines || !isLinesOnly) && this.#chance.at(line, at) < share * this.#deps.dirt;
  }

  #formerCell(row: CleanRow, at: number, { stale }: Column<never>): Cell | undefined {
    if (!stale || (this.#drift.get(stale.kind)?.at(row.about) ?? 1) >= drifts[stale.kind].share * this.#deps.dirt)
      return undefined;
    return row.stale(at) ?? undefined;
  }

  #faultAt(column: number, draw: number): CellFault | undefined {
    return this.#faults[column]?.find(({ upTo }) => draw < upTo)?.fault;
  }

  #wrongCell(fault: CellFault, row: CleanRow, line: number, at: number, column: Column<never>): Cell | undefined {
    return fault.spoil({
      cell: String(row.cells[at]),
      column,
      draw: this.#chance.at(line, at + slot.choice),
      asOf: this.#deps.asOf,
      day: () => row.day(at),
    });
  }
}

function chancesOf({ shape }: Column<never>, dirt: number, format: FileSpec["format"]): Chances[] {
  if (shape === null) return [];
  const isWorkbook = format === "xlsx" || format === "xls";
  let upTo = 0;
  return cellFaults
    .filter(({ shapes, kind }) => shapes.includes(shape) && !(isWorkbook && kind === "empty-string"))
    .map((fault) => ({ upTo: (upTo += fault.share * dirt), fault }));
}
