import { openDuckdb } from "./duckdb.ts";
import type { Lake } from "./lake.ts";

/** Every lake engine, by the name `WEIR_LAKE` uses; `test/engines.test.ts` runs one suite over them all. */
export const engines: Readonly<
  Record<string, (options: { folder: string | null; memoryMb: number; threads?: number }) => Promise<Lake>>
> = {
  duckdb: openDuckdb,
};
