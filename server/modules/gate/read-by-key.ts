import type { ValueKind } from "#contract/dictionary";
import type { Pipeline } from "#kernel/db/pipeline";
import type { AskedCondition } from "./conditions.ts";
import type { Plan } from "./plan.ts";
import { selectRows, type ServedRow, statementName, type Value, wholeNumber } from "./read-rows.ts";

const asWritten = (text: string): Value => text;
const valueReaders: Readonly<Partial<Record<ValueKind, (text: string) => Value>>> = {
  integer: wholeNumber,
  number: Number,
  boolean: (text) => text === "t",
};

/** What `readByKey` sends: prepared under a name, the grant's own values, then those of the key and the limit. */
interface KeyReading {
  readonly name: string;
  readonly text: string;
  readonly granted: readonly string[];
  readonly readers: readonly ((text: string) => Value)[];
}

const keyReadings = new WeakMap<Plan, KeyReading | null>();

/** The statement for rows of one whole key, all granted items; null where its values are not all plain texts. */
function keyReading(plan: Plan): KeyReading | null {
  let known = keyReadings.get(plan);
  if (known !== undefined) return known;
  const key = plan.keys.map((item) => ({ item: item.field, op: "in" as const, values: [""] }));
  const { text, values } = selectRows(plan, plan.items, key, { after: 0, limit: 0 });
  const granted = values.slice(0, values.length - key.length - 1);
  known = granted.every((value) => typeof value === "string")
    ? {
        name: statementName(text),
        text,
        granted,
        readers: [wholeNumber, ...plan.items.map((item) => valueReaders[item.type.kind] ?? asWritten)],
      }
    : null;
  keyReadings.set(plan, known);
  return known;
}

/** The values of the key where the question is for one whole key and nothing else; a reading that is over at once. */
export function wholeKey(plan: Plan, asked: readonly AskedCondition[]): readonly string[] | null {
  const { keys } = plan;
  if (keys.length === 0 || asked.length !== keys.length) return null;
  const values: string[] = [];
  for (const key of keys) {
    const condition = asked.find(({ item }) => item === key.field);
    const value = condition?.op === "in" && condition.values.length === 1 ? condition.values[0] : undefined;
    if (value === undefined) return null;
    values.push(value);
  }
  return values;
}

/** Rows of one key, in one round trip with whatever else is looked up now; null where that cannot be done. */
export async function readByKey(
  pipeline: Pipeline,
  plan: Plan,
  key: readonly string[],
  limit: number,
): Promise<ServedRow[] | null> {
  const reading = keyReading(plan);
  if (!reading) return null;
  const { name, text, granted, readers } = reading;
  const rows = await pipeline.read({ name, text, values: [...granted, ...key, String(limit)] });
  return rows.map(
    (texts) =>
      texts.map((value, at) => (value === null ? null : (readers[at] ?? asWritten)(value))) as unknown as ServedRow,
  );
}
