import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { gateRoutes } from "#contract/gate";
import { read, utils } from "@e965/xlsx";
import { connect } from "./connection.ts";
import { CommandFailure, say, sayJson } from "./output.ts";

const mostCodes = 2000;
const codePattern = /(?<![\w-])[\w-]{22}(?![\w-])/g;

/** `weir trace FILE`: which grant a copy was made under, from the marks on its rows; a few rows are enough. */
export const traceCommand = (): Command =>
  new Command("trace")
    .description("凭数据追踪码查明文件出自哪项授权 · name the grant a copy was made under")
    .argument("<file>", "CSV, NDJSON, XLSX or any text with trace codes in it")
    .option("--json", "one JSON object on standard output")
    .action(async (file: string, options: { json?: boolean }) => {
      const codes = [...new Set((await textOf(file)).match(codePattern) ?? [])].slice(0, mostCodes);
      if (codes.length === 0)
        throw new CommandFailure("✖ 文件里没有追踪码。\n  There are no trace codes in this file.");
      await using hub = await connect(process.env);
      const traced = await hub.call(gateRoutes.traceFile, { body: { codes } });
      if (options.json) return sayJson(traced);
      if (traced.exports.length === 0)
        throw new CommandFailure("✖ 追踪码都不是本平台打上的。\n  None of the codes was made by this hub.");
      for (const { grant, departmentName, resourceName, createdBy, createdAt, rows } of traced.exports)
        say(
          `✔ ${grant.code}  ${departmentName}  “${resourceName}”  ${createdAt}  ${createdBy}\n  用途 purpose: ${grant.purpose}；命中 ${rows.length} 行 rows`,
        );
    });

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file);
  const isZip = bytes.subarray(0, 2).toString("latin1") === "PK";
  if (!isZip) return bytes.toString("utf8");
  const book = read(bytes);
  return book.SheetNames.map((name) => utils.sheet_to_csv(book.Sheets[name] ?? {})).join("\n");
}
