import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { proposalKinds } from "#contract/quality-proposals";
import { discover } from "../server/modules/quality/discover.ts";
import { option, print } from "./measure.ts";

/**
 * Share of the wrong cells of a dirty file that rules found in it alone point at, and how many alarms are false; the clean
 * twin is read only to count.
 *
 *   node bench/quality-twins.ts --data ../shared/data/gov-sample/data_quality
 */
const folder = option("data", "../shared/data/gov-sample/data_quality");
const read = (file: string): string[][] =>
  parse(readFileSync(`${folder}/${file}.csv`), { from_line: 2, relax_column_count: true });

print(
  "| file | wrong cells | alarms | right | precision | recall | by kind of rule (right / alarms) |\n|---|---|---|---|---|---|---|",
);
for (const name of ["hospital", "beers"]) {
  const dirty = read(`${name}_dirty`);
  const clean = read(`${name}_clean`);
  const { suspicions, rules } = discover(dirty);
  const isWrong = (row: number, column: number) => dirty[row]?.[column] !== clean[row]?.[column];
  const wrong = dirty.reduce((sum, cells, row) => sum + cells.filter((_, column) => isWrong(row, column)).length, 0);
  const right = suspicions.filter(({ row, column }) => isWrong(row, column)).length;
  const kinds = proposalKinds.map((kind) => {
    const own = suspicions.filter((one) => one.kind === kind);
    return `${kind} ${own.filter(({ row, column }) => isWrong(row, column)).length} / ${own.length}`;
  });
  const share = (value: number) => value.toFixed(3);
  print(
    `| ${name} (${rules.length} rules) | ${wrong} | ${suspicions.length} | ${right} | ${share(right / Math.max(1, suspicions.length))} | ${share(right / wrong)} | ${kinds.join(", ")} |`,
  );
}
