import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** What `wrk` saw: answers a second, middle and slowest hundredth in milliseconds, answers that were no success. */
export interface Load {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
}

const ending = `
done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format('FIGURE %.1f %.3f %.3f %d\\n', summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end`;

/** Asks `url` as the Lua script says, in one thread over `connections` that are kept open. */
export async function runWrk(
  url: string,
  script: string,
  { connections, seconds }: { readonly connections: string; readonly seconds: string },
): Promise<Load> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-wrk-"));
  const file = path.join(folder, "script.lua");
  writeFileSync(file, `math.randomseed(os.time())\nwrk.headers['accept'] = 'application/json'\n${script}${ending}`);
  const wrk = spawn("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "-s", file, url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  wrk.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(wrk, "close");
  rmSync(folder, { recursive: true, force: true });
  const [, rate = "0", p50 = "0", p99 = "0", failures = "0"] = /FIGURE (\S+) (\S+) (\S+) (\d+)/.exec(text) ?? [];
  return { rate: Number(rate), p50: Number(p50), p99: Number(p99), failures: Number(failures) };
}
