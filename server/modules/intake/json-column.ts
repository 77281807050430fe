import { sql } from "#kernel/db/db";

/**
 * A value for a `jsonb` column. Texts from files may hold zero bytes and halves of characters, which PostgreSQL takes in no
 * JSON; they are left out here, and stand in the lake as they came.
 */
export const json = <Value>(value: Value) => sql<Value>`${JSON.stringify(value, storable)}::jsonb`;

const storable = (_key: string, value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value;
