import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Command } from "commander";
import { verifyExport } from "#ledger";
import { CommandFailure, say, sayJson } from "./output.ts";

export const verifyCommand = (): Command =>
  new Command("verify")
    .description("离线验证导出的账本 · verify an exported ledger, offline")
    .argument("<file>", "exported ledger (.ndjson)")
    .option("--key <verifier>", "verifier line you trust; without it the one in the file is used")
    .option("--json", "one JSON object on standard output")
    .action(async (file: string, options: { key?: string; json?: boolean }) => {
      const input = createReadStream(file, { encoding: "utf8" });
      const verdict = await verifyExport(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }), options.key);
      if (options.json) sayJson(verdict);
      if (!verdict.isValid) throw new CommandFailure(`✖ ${verdict.zh}\n  ${verdict.en}`);
      if (options.json) return;
      say(
        `✔ ${verdict.size} 条账全部相符，${verdict.checkpoints} 个签名检查点。\n  All ${verdict.size} entries agree with ${verdict.checkpoints} signed checkpoints.`,
      );
      say(
        `  ${verdict.verifier}${options.key ? "" : "（公钥取自文件本身，请与首次启动时显示的核对 · key taken from the file: compare it with the one you know）"}`,
      );
    });
