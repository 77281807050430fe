import path from "node:path";
import type { ValueType } from "#contract/dictionary";
import { type Lake, type LakeType, literal } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { usableNames } from "./headings.ts";
import { dialectFor, type Prepared, type Reader } from "./reader.ts";

/** Parquet, read by the lake's own engine and written as text, so that it is typed and counted like everything else. */
export function openParquet(file: string, lake: Lake): Reader {
  const look = async () => {
    await using session = await lake.session();
    try {
      return await session.parquetColumns(file);
    } catch (cause) {
      throw problem(problems["format-unknown"], {}, { cause });
    }
  };
  return {
    format: "parquet",
    async inspect() {
      const { columns, rowCount } = await look();
      return {
        encoding: null,
        notices: [],
        tables: [{ path: "$", name: path.basename(file), rowCount, columnCount: columns.length }],
      };
    },
    async prepare({ folder, limit, signal }): Promise<Prepared> {
      const { columns, rowCount } = await look();
      const target = path.join(folder, "table.csv");
      await using session = await lake.session(signal);
      const part = limit === undefined ? "" : ` limit ${limit}`;
      await session.exportTo(target, "csv", `select p.* from read_parquet(${literal(file)}) p${part}`);
      const names = usableNames(columns.map((column) => column.name));
      return {
        file: target,
        dialect: { ...dialectFor(columns.length), skipLines: 1 },
        columns: columns.map(({ name, type }, index) => ({
          name: names[index] ?? name,
          heading: name,
          comment: "",
          type: valueTypeOf(type),
        })),
        text: null,
        encoding: null,
        rowCount,
        damagedCharacters: 0,
        notices: [],
      };
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

export function valueTypeOf(type: LakeType): ValueType {
  const isDecimal = type.kind === "decimal";
  return {
    kind: type.kind,
    maxLength: null,
    precision: isDecimal ? type.precision : null,
    scale: isDecimal ? type.scale : null,
  };
}
