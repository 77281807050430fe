import path from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { generateSample } from "#sample";
import { note, say, sayJson } from "./output.ts";

const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError("a whole number");
  return number;
};

interface Options {
  readonly people: number;
  readonly seed: number;
  readonly asOf?: string;
  readonly postgres?: string;
  readonly mysql?: string;
  readonly json?: boolean;
}

export const sampleCommand = (): Command =>
  new Command("sample")
    .description("生成示例城市的部门数据 · generate the sample city's departmental data")
    .argument("[folder]", "where to", "./sample-city")
    .option("--people <number>", "residents of the city", wholeNumber, 20_000)
    .option("--seed <number>", "the same seed gives the same bytes", wholeNumber, 20_260_101)
    .option("--as-of <date>", "day up to which the data reach (YYYY-MM-DD); the first of this month")
    .option("--postgres <url>", "also as schemas in this PostgreSQL")
    .option("--mysql <url>", "also as databases on this MariaDB or MySQL")
    .option("--json", "one JSON object on standard output")
    .action(async (folder: string, options: Options) => {
      let last = "";
      const manifest = await generateSample({
        folder: path.resolve(folder),
        people: options.people,
        seed: options.seed,
        asOf: options.asOf ?? `${new Date().toISOString().slice(0, 7)}-01`,
        ...(options.postgres === undefined ? {} : { postgresUrl: options.postgres }),
        ...(options.mysql === undefined ? {} : { mysqlUrl: options.mysql }),
        onProgress: ({ department, table }) => {
          if (table !== last) note(`${department} ${table}`);
          last = table;
        },
      });
      const rows = manifest.tables.reduce((sum, table) => sum + table.rowCount, 0);
      if (options.json)
        return sayJson({
          folder: path.resolve(folder),
          departments: manifest.departments.length,
          tables: manifest.tables.length,
          rows,
        });
      return say(
        `${manifest.departments.length} 个部门、${manifest.tables.length} 张表、${rows} 行，在 ${path.resolve(folder)}\n${manifest.departments.length} departments, ${manifest.tables.length} tables, ${rows} rows`,
      );
    });
