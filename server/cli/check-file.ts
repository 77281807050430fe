import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { dayOf } from "#contract/clock-days";
import { readFileInto } from "#intake";
import { openDuckdb } from "#kernel/lake/duckdb";
import { checkFileTable, type FileCheck } from "#quality";
import { note, say, sayJson, table } from "./output.ts";

/** Checks a file that is not loaded, without a hub: by the shipped dictionary and by what its own values keep to. */
export async function checkFile(file: string, inside: string | undefined, isJson: boolean): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-check-"));
  const lake = await openDuckdb({ folder, memoryMb: 1024 });
  try {
    await using session = await lake.session();
    const read = await readFileInto(lake, session, file, {
      as: "checked",
      table: inside,
      folder: path.join(folder, "0"),
    });
    // Without a hub there is no table of divisions: every code of the right form counts as known.
    const result = await checkFileTable(session, read, { today: dayOf(new Date()), isDivision: () => true });
    if (read.rejected > 0) note(`  ${file}: ${read.rejected} 行列数不符，未检查 · rows of another shape left out`);
    if (isJson) sayJson({ file: path.basename(file), table: read.name, rejected: read.rejected, ...result });
    else say(textOf(path.basename(file), result));
  } finally {
    await lake.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function textOf(file: string, { rowCount, badRows, score, rules, columns, found }: FileCheck): string {
  const failing = rules.filter(({ failed }) => failed > 0);
  const unknown = columns.filter(({ element }) => element === null).map(({ column }) => column);
  return [
    `${file}  ${score === null ? "-" : score.toFixed(1)}  （${rowCount} 行，${badRows} 行有问题 · ${rowCount} rows, ${badRows} bad；没有枢纽，各规则等权 · without a hub all rules weigh alike）`,
    ...(failing.length === 0
      ? ["按标准都通过 · every rule of the dictionary passes"]
      : [
          "未全部通过的规则 Rules with failures:",
          table(
            failing.map((rule) => [
              `  ${rule.id}`,
              `${rule.failed} / ${rule.assessed}`,
              rule.element,
              rule.text.zh,
              `行 rows ${rule.rows.join(", ")}${rule.failed > rule.rows.length ? " …" : ""}`,
            ]),
          ),
        ]),
    ...(found.length === 0
      ? []
      : [
          "值里看出来的（不计分） Found in the values, not scored:",
          table(
            found.map((one) => [
              `  ${one.kind}`,
              one.given === null ? one.column : `${one.given} → ${one.column}`,
              `${(one.support * 100).toFixed(2)} %`,
            ]),
          ),
        ]),
    ...(unknown.length === 0 ? [] : [`认不出的列 Columns of no known element: ${unknown.join("、")}`]),
  ].join("\n");
}
