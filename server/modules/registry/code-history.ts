import type { Revision } from "./published-revisions.ts";

/** A code that once stood in the tables and no longer does. */
export interface RetiredCode {
  readonly code: string;
  /** Its last name. */
  readonly name: string;
  /** Null where it was never in a published revision. */
  readonly firstSeenOn: string | null;
  readonly lastSeenOn: string;
  readonly successors: readonly string[];
}

export interface CodeHistory {
  readonly retired: readonly RetiredCode[];
  /** When each code, in force or not, was first seen in a published revision. */
  readonly firstSeen: ReadonlyMap<string, string>;
  /** Provinces in force that the statistical tables leave out: Taiwan, Hong Kong, Macao. */
  readonly unlisted: ReadonlyMap<string, string>;
}

interface Seen {
  name: string;
  first: string | null;
  last: Revision;
}

const provinceDigits = 2;

/**
 * What became of the codes of earlier tables.
 *
 * @param revisions Oldest first.
 * @param current Code → name in force, counties and above.
 */
export function historyOf(revisions: readonly Revision[], current: ReadonlyMap<string, string>): CodeHistory {
  const seen = seenIn(revisions);
  const newest = revisions.at(-1);
  const gone = [...seen].filter(([code]) => !current.has(code));
  const isUnlisted = ([code, { last }]: [string, Seen]) => code.length === provinceDigits && last === newest;
  const siblingsOf = groupByProvince(current);
  return {
    retired: gone
      .filter((entry) => !isUnlisted(entry))
      .map(([code, { name, first, last }]) => ({
        code,
        name,
        firstSeenOn: first,
        lastSeenOn: last.seenOn,
        successors: successorsOf({ code, name, last }, siblingsOf(code)),
      })),
    firstSeen: new Map([...seen].flatMap(([code, { first }]) => (first === null ? [] : [[code, first]]))),
    unlisted: new Map(gone.filter(isUnlisted).map(([code, { name }]) => [code, name])),
  };
}

function seenIn(revisions: readonly Revision[]): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const revision of revisions) {
    for (const [code, name] of revision.names) {
      const known = seen.get(code) ?? { name, first: null, last: revision };
      known.name = name;
      known.last = revision;
      if (revision.isPublished) known.first ??= revision.seenOn;
      seen.set(code, known);
    }
  }
  return seen;
}

type Named = readonly [code: string, name: string];

/** Codes in force of the same level in the same province. */
function groupByProvince(current: ReadonlyMap<string, string>): (code: string) => readonly Named[] {
  const keyOf = (code: string) => `${code.length} ${code.slice(0, provinceDigits)}`;
  const groups = Map.groupBy(current, ([code]) => keyOf(code));
  return (code) => groups.get(keyOf(code)) ?? [];
}

/**
 * Which code in force took the place of a retired one, told from names alone, in this order: the same name under the same
 * parent, the same name but for its kind (海门市 → 海门区) under the same parent, the same name in the same province. A
 * code that stood beside the retired one in its last table is another place. Empty where nothing or more than one thing
 * fits: merged and split divisions are not guessed at.
 */
function successorsOf(
  retired: { readonly code: string; readonly name: string; readonly last: Revision },
  inProvince: readonly Named[],
): string[] {
  const { code, name, last } = retired;
  if (isUnspecific(name)) return [];
  const later = inProvince.filter(([other]) => !last.names.has(other));
  const siblings = later.filter(([other]) => other.slice(0, -2) === code.slice(0, -2));
  const rules = [
    siblings.filter(([, other]) => other === name),
    siblings.filter(([, other]) => stemOf(other) === stemOf(name)),
    later.filter(([, other]) => other === name),
  ];
  const found = rules.find((hits) => hits.length > 0) ?? [];
  return found.length === 1 ? found.map(([other]) => other) : [];
}

/** Groupings in the tables that are no place of their own. */
const isUnspecific = (name: string): boolean => /^(?:县|市辖区|.*市辖区|.*直辖.*)$/.test(name);

/** A name without the word for its kind, unless hardly anything would be left (沙县). */
export function stemOf(name: string): string {
  const stem = name.replace(/(?:自治县|自治旗|林区|特区|地区|县|市|区|旗|盟)$/, "");
  return Array.from(stem).length >= 2 ? stem : name;
}
