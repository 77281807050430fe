import { DuckDBTypeId, type DuckDBValue, type DuckDBValueConverter } from "@duckdb/node-api";
import type { LakeType, LakeValue } from "./lake.ts";

/** DuckDB values as plain JSON values: whole numbers as numbers while they are exact, else as text. */
export const toLakeValue: DuckDBValueConverter<LakeValue> = (value, type) => {
  if (value === null || typeof value === "boolean" || typeof value === "string" || typeof value === "number")
    return value;
  if (typeof value === "bigint") {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString();
  }
  const text = value.toString();
  return type.typeId === DuckDBTypeId.TIMESTAMP ? text.replace(/\.0+$/, "") : text;
};

/** Parameters go to DuckDB as they are, whole numbers as 64 bit. */
export function toParameter(value: LakeValue): DuckDBValue {
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
}

/** The nearest lake type of a DuckDB type name as `describe` prints it. */
export function lakeTypeOf(typeName: string): LakeType {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(typeName);
  if (decimal) return { kind: "decimal", precision: Number(decimal[1]), scale: Number(decimal[2]) };
  if (/^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/.test(typeName)) return { kind: "integer" };
  if (typeName === "FLOAT" || typeName === "DOUBLE") return { kind: "number" };
  if (typeName === "DATE") return { kind: "date" };
  if (typeName === "TIME") return { kind: "time" };
  if (typeName.startsWith("TIMESTAMP")) return { kind: "datetime" };
  if (typeName === "BOOLEAN") return { kind: "boolean" };
  return { kind: "text" };
}
