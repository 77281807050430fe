import { Command } from "commander";
import { explainConfig, loadConfig } from "#kernel/config";
import { say, sayJson, table } from "./output.ts";

export const configCommand = (): Command =>
  new Command("config")
    .description("列出全部设置及现值 · list every setting with its value")
    .option("--json", "one JSON object on standard output")
    .action((options: { json?: boolean }) => {
      const rows = explainConfig(loadConfig(process.env), process.env);
      if (options.json) return sayJson({ settings: rows });
      return say(
        table(
          rows.map((row) => [
            row.name,
            row.value || "-",
            row.isSet ? "*" : " ",
            `${row.describe.zh} · ${row.describe.en}`,
          ]),
        ),
      );
    });
