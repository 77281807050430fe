import { invalid } from "./errors.ts";

/** Arguments of an action as they came: JSON values of a body, or texts of an address. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Of an address: a name given several times is a list. */
export function argumentsOf(line: string): Arguments {
  const start = line.indexOf("?");
  const given: Record<string, unknown> = {};
  if (start < 0) return given;
  for (const [name, value] of new URLSearchParams(line.slice(start + 1))) {
    const before = given[name];
    given[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return given;
}

export function textIn(given: Arguments, name: string): string {
  const value = given[name];
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return typeof value[0] === "string" ? value[0] : "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** @throws CkanError Validation Error where it is missing */
export function neededText(given: Arguments, ...names: readonly string[]): string {
  const value = names.map((name) => textIn(given, name)).find((text) => text !== "");
  if (value === undefined) throw invalid({ [names[0] ?? ""]: "Missing value" });
  return value;
}

/** @throws CkanError Validation Error where it is no whole number; a larger one than `most` counts as `most` */
export function numberIn(
  given: Arguments,
  name: string,
  { least = 0, most, otherwise }: { least?: number; most: number; otherwise: number },
): number {
  const text = textIn(given, name).trim();
  if (text === "") return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value)) throw invalid({ [name]: "Invalid integer" });
  if (value < least) throw invalid({ [name]: "Must be a natural number" });
  return Math.min(value, most);
}

export function truthIn(given: Arguments, name: string, otherwise: boolean): boolean {
  const text = textIn(given, name).trim().toLowerCase();
  return text === "" ? otherwise : ["true", "yes", "t", "y", "on", "1"].includes(text);
}

/** A list, a JSON list in a text, or texts apart by commas or spaces. */
export function listIn(given: Arguments, name: string): string[] {
  const value = given[name];
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string");
  const text = textIn(given, name).trim();
  if (text.startsWith("[")) {
    const parsed = jsonOf(text, name);
    return Array.isArray(parsed) ? parsed.filter((one) => typeof one === "string") : [];
  }
  return text.split(/[,\s]+/).filter((one) => one !== "");
}

/** An object, or its JSON in a text; null where it is absent. */
export function objectIn(given: Arguments, name: string): Readonly<Record<string, unknown>> | null {
  const value = given[name];
  if (value === undefined || value === null || value === "") return null;
  const object = typeof value === "string" ? jsonOf(value, name) : value;
  if (typeof object !== "object" || object === null || Array.isArray(object))
    throw invalid({ [name]: "Not a dictionary" });
  return object as Readonly<Record<string, unknown>>;
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid({ [name]: "Cannot parse JSON" });
  }
}
