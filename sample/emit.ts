import { type Found, Spoiler, type SpoilerDeps } from "./spoil.ts";
import type { Cell, CleanRow } from "./table.ts";
import type { LinkWriter, TruthEntry, TruthWriter } from "./truth.ts";
import type { World } from "./world/world.ts";
import type { TableWriter } from "./writers/writer.ts";

export interface RunDeps extends Omit<SpoilerDeps, "seed" | "asOf"> {
  readonly world: World;
  /** The file, and the same table in database servers. */
  readonly writers: readonly TableWriter[];
  readonly truth: TruthWriter;
  readonly links: LinkWriter;
  /** Most rows the file may hold. */
  readonly cap: number;
}

/** A row as written, kept while it waits to come again. */
interface Written {
  readonly cells: readonly Cell[];
  readonly faults: readonly Found[];
  readonly key: string;
  readonly about: number;
  readonly others: readonly (number | null)[];
}

/** Rows of one table on their way: made, spoilt, numbered, written, and what was spoilt put into the truth. */
export class TableRun {
  readonly #deps: RunDeps;
  readonly #spoiler: Spoiler;
  readonly #headings: readonly string[];
  readonly #keys: readonly number[];
  readonly #serial: number;
  readonly #faults = new Map<string, number>();
  #copies: { readonly due: number; readonly of: number; readonly row: Written }[] = [];
  #before: readonly Cell[] | null = null;
  #line = 0;
  #rows = 0;
  #misshapen = 0;

  constructor(deps: RunDeps) {
    const { columns } = deps.table;
    this.#deps = deps;
    this.#spoiler = new Spoiler({ ...deps, seed: deps.world.seed, asOf: deps.world.asOf });
    this.#headings = columns.map((column) => column.name);
    this.#keys = columns.flatMap((column, at) => (column.isKey ? [at] : []));
    this.#serial = columns.findIndex((column) => column.isSerial);
  }

  /** Records written, ragged lines and repeated headings included. */
  get rows(): number {
    return this.#rows;
  }

  /** Records that are no rows of the table: repeated headings, lines with too few or too many fields. */
  get misshapen(): number {
    return this.#misshapen;
  }

  get isCapped(): boolean {
    return this.#rows >= this.#deps.cap;
  }

  get faults(): ReadonlyMap<string, number> {
    return this.#faults;
  }

  emit(index: number): void {
    if (!this.isCapped) this.#deps.table.rows(this.#deps.world, index, (row) => this.#emitRow(row));
  }

  /** Writes what still waits to come again. */
  finish(): void {
    this.#writeCopies(Number.POSITIVE_INFINITY);
  }

  #emitRow(row: CleanRow): void {
    this.#writeCopies(this.#rows);
    if (this.isCapped) return;
    if (this.#spoiler.repeatsHeadings(this.#line)) this.#writeMisshapen("heading-again", this.#headings, null, null);
    const cells = this.#numbered(row.cells);
    const misshapen = this.#spoiler.misshape(cells, this.#line);
    if (misshapen) this.#writeMisshapen(misshapen.kind, misshapen.cells, cells, row);
    else this.#writeRow(row);
    this.#line += 1;
  }

  #writeRow(row: CleanRow): void {
    const { cells, about, others } = row;
    const key = this.#keyOf(cells);
    const written = { faults: this.#spoiler.spoil(row, this.#line, this.#before), cells, key, about, others };
    this.#write(written, null);
    this.#before = cells;
    const after = this.#spoiler.copyAfter(this.#line);
    if (after === null) return;
    this.#copies = [...this.#copies, { due: this.#rows + after, of: this.#rows, row: written }].toSorted(
      (a, b) => a.due - b.due,
    );
  }

  #write(row: Written, copyOf: number | null): void {
    const cells = this.#numbered(row.cells);
    this.#put(cells);
    for (const { column, kind, clean } of row.faults) {
      this.#tell({
        key: row.key,
        column: this.#headings[column] ?? "",
        kind,
        true: clean,
        dirty: cells[column] ?? null,
      });
    }
    if (copyOf !== null) this.#tell({ key: row.key, column: null, kind: "doubled-row", true: copyOf, dirty: null });
    this.#deps.links.write(this.#rows, row.about, row.others);
  }

  #writeMisshapen(kind: string, line: readonly Cell[], right: readonly Cell[] | null, row: CleanRow | null): void {
    this.#put(line);
    this.#misshapen += 1;
    this.#tell({ key: right ? this.#keyOf(right) : "", column: null, kind, true: right, dirty: line });
    this.#deps.links.write(this.#rows, row?.about ?? null, row?.others ?? []);
  }

  #writeCopies(upTo: number): void {
    for (let [next] = this.#copies; next && next.due <= upTo && !this.isCapped; [next] = this.#copies) {
      this.#copies = this.#copies.slice(1);
      this.#write(next.row, next.of);
    }
  }

  #put(cells: readonly Cell[]): void {
    this.#rows += 1;
    for (const writer of this.#deps.writers) writer.write(cells);
  }

  #tell(entry: Omit<TruthEntry, "department" | "table" | "row">): void {
    this.#faults.set(entry.kind, (this.#faults.get(entry.kind) ?? 0) + 1);
    this.#deps.truth.write({
      department: this.#deps.department,
      table: this.#deps.table.key,
      row: this.#rows,
      ...entry,
    });
  }

  /** The row with its running number, which is that of the record about to be written. */
  #numbered(cells: readonly Cell[]): readonly Cell[] {
    return this.#serial < 0 ? cells : cells.with(this.#serial, this.#rows + 1);
  }

  #keyOf(cells: readonly Cell[]): string {
    return this.#keys.map((at) => cells[at] ?? "").join("|");
  }
}
