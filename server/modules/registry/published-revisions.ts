import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";
import { shortened } from "./division-code.ts";

/** The table of divisions, counties and above, as it stood on a day. */
export interface Revision {
  /** `YYYY-MM-DD`. */
  readonly seenOn: string;
  /** False for what this hub had loaded before: it tells when a code still stood, not when it began. */
  readonly isPublished: boolean;
  /** Short code → name. */
  readonly names: ReadonlyMap<string, string>;
}

const { resolve } = createRequire(import.meta.url);
/** Read, not required: what is required stays in memory for good, and these are needed once a year. */
const readJson = (file: string): unknown => JSON.parse(readFileSync(resolve(`gb2260/lib/${file}.json`), "utf8"));
const Revisions = z.array(z.string().regex(/^\d{6}$/));
const Names = z.record(z.string().regex(/^\d{6}$/), z.string());

/** Every revision of GB/T 2260 the package `gb2260` ships, oldest first. They are named by month; each stood at its end. */
export function publishedRevisions(): Revision[] {
  const months = Revisions.parse(readJson("revisions"));
  return months.toSorted().map((month) => {
    const names = Names.parse(readJson(month));
    return {
      seenOn: endOfMonth(month),
      isPublished: true,
      names: new Map(Object.entries(names).map(([code, name]) => [shortened(code), name])),
    };
  });
}

function endOfMonth(month: string): string {
  const end = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)), 0));
  return end.toISOString().slice(0, 10);
}
