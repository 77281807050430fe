import type { FieldFault } from "../problem.ts";

/** RFC 6901; the pointer to a whole body is empty. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Nobody mends a request by a longer list or a deeper pointer than these. */
const mostFaults = 20;
const deepestShown = 20;

interface Place {
  readonly value: unknown;
  readonly key: string | null;
  readonly above: Place | null;
}

/**
 * Texts no store of the hub can hold: PostgreSQL keeps no NUL and no half of a surrogate pair. They are refused at the
 * door, wherever they stand. The walk keeps its own stack, because JSON may be nested deeper than calls may be.
 *
 * @param root where in the request it stands: empty for the body.
 */
export function unstorableTexts(root: readonly string[], sent: unknown): FieldFault[] {
  const faults: FieldFault[] = [];
  const waiting: Place[] = [{ value: sent, key: null, above: null }];
  for (let place = waiting.pop(); place && faults.length < mostFaults; place = waiting.pop()) {
    const texts = typeof place.value === "string" ? [place.value] : keysOf(place.value);
    if (!texts.every(isStorable)) faults.push({ pointer: pointerOf([...root, ...pathTo(place)]), ...unstorable });
    if (typeof place.value !== "object" || place.value === null) continue;
    for (const [key, value] of Object.entries(place.value)) waiting.push({ value, key, above: place });
  }
  return faults;
}

const keysOf = (value: unknown): string[] => (typeof value === "object" && value !== null ? Object.keys(value) : []);

const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

const unstorable = {
  zh: "文字里有存不下的字符：空字符（U+0000）或残缺的半个字符。请删去后重新提交。",
  en: "The text holds a character that cannot be stored: a NUL (U+0000) or half of a surrogate pair. Remove it and send again.",
};

/** The way down to a place; of a very deep one its beginning. */
function pathTo(place: Place): string[] {
  const keys: string[] = [];
  for (let at: Place | null = place; at; at = at.above) if (at.key !== null) keys.push(at.key);
  return keys.slice(-deepestShown).toReversed();
}

/**
 * Members that were sent and that parsing has left out: the schema does not know them, so nobody would ever read them. A
 * misspelled field is told instead of dropped. What the schema takes as it comes is not looked into.
 */
export function unknownMembers(sent: unknown, parsed: unknown, path: readonly string[] = []): FieldFault[] {
  if (sent === parsed || typeof sent !== "object" || typeof parsed !== "object" || sent === null || parsed === null)
    return [];
  return Object.entries(sent).flatMap(([key, value]) => {
    if (Object.hasOwn(parsed, key))
      return unknownMembers(value, (parsed as Readonly<Record<string, unknown>>)[key], [...path, key]);
    return [
      {
        pointer: pointerOf([...path, key]),
        zh: `没有“${key}”这个字段。请核对拼写，或删去它。`,
        en: `There is no field ${key}. Check its spelling or leave it out.`,
      },
    ];
  });
}
