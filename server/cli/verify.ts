import { existsSync, readFileSync } from "node:fs";
import { Command } from "commander";
import { verifyReceipt } from "#gate";
import { verifyExport } from "#ledger";
import { linesOf } from "./lines.ts";
import { CommandFailure, say, sayJson } from "./output.ts";

export const verifyCommand = (): Command =>
  new Command("verify")
    .description("离线验证导出的账本 · verify an exported ledger, offline")
    .argument("<file>", "exported ledger (.ndjson)")
    .option("--key <verifier>", "verifier line you trust; without it the one in the file is used")
    .option("--receipt <receipt>", "also check this receipt (header Weir-Receipt, or a file that holds it)")
    .option("--answer <file>", "with --receipt: the bytes of the answer it came with")
    .option("--json", "one JSON object on standard output")
    .action(async (file: string, options: VerifyOptions) => {
      const verdict = await verifyExport(linesOf(file), options.key);
      if (options.json && (!verdict.isValid || options.receipt === undefined)) sayJson(verdict);
      if (!verdict.isValid) throw new CommandFailure(`✖ ${verdict.zh}\n  ${verdict.en}`);
      if (options.receipt !== undefined) await checkReceipt(file, options, options.receipt, verdict.verifier);
      if (options.json) return;
      say(
        `✔ ${verdict.size} 条账全部相符，${verdict.checkpoints} 个签名检查点。\n  All ${verdict.size} entries agree with ${verdict.checkpoints} signed checkpoints.`,
      );
      say(
        `  ${verdict.verifier}${options.key ? "" : "（公钥取自文件本身，请与首次启动时显示的核对 · key taken from the file: compare it with the one you know）"}`,
      );
    });

interface VerifyOptions {
  readonly key?: string;
  readonly receipt?: string;
  readonly answer?: string;
  readonly json?: boolean;
}

/** The ledger was found right; now whether this receipt is about an entry of it. */
async function checkReceipt(file: string, options: VerifyOptions, receipt: string, verifier: string): Promise<void> {
  const text = existsSync(receipt) ? readFileSync(receipt, "utf8") : receipt;
  const answer = options.answer === undefined ? undefined : readFileSync(options.answer);
  const verdict = await verifyReceipt(linesOf(file), text, verifier, answer);
  if (options.json) sayJson(verdict);
  if (!verdict.isValid) throw new CommandFailure(`✖ ${verdict.zh}\n  ${verdict.en}`);
  if (options.json) return;
  const { number, at, department, purpose } = verdict.entry;
  say(
    `✔ 回执属实：账本第 ${number} 条，${at}，${department ?? ""}，用途“${purpose ?? ""}”。\n  The receipt is genuine: entry ${number} of ${at}.${answer ? "" : " (--answer FILE also checks the bytes)"}`,
  );
}
