import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Received } from "./received.ts";

/** Asks for the paths over and over, eight at a time, and prints entry and hash of each answer that carries a receipt. */
const program = `
import { hash } from "node:crypto";
const [, url, token, ...paths] = process.argv;
const entryOf = /^weir1;entry=(\\d+);grant=[^;]+;request=[^;]+;answer=([^;]+)/;
const lane = async (at) => {
  for (;; at += 1) {
    const answer = await fetch(new URL(paths[at % paths.length], url), { headers: { authorization: "Bearer " + token } });
    const text = await answer.text();
    const found = entryOf.exec(answer.headers.get("weir-receipt") ?? "");
    if (found && hash("sha256", text, "base64url") === found[2]) console.log(found[1] + " " + found[2]);
  }
};
for (let at = 0; at < 8; at += 1) void lane(at);`;

/** A caller in a process of its own, to be killed with `kill -9` while it reads. */
export function spawnCaller(url: string, token: string, paths: readonly string[]) {
  const caller = spawn(process.execPath, ["--input-type=module", "-e", program, url, token, ...paths], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return {
    /** What it had received whole before it went. */
    async killAfter(answers: number): Promise<Received[]> {
      const received: Received[] = [];
      for await (const line of createInterface({ input: caller.stdout })) {
        const [entry, answer = ""] = line.split(" ");
        received.push({ entry: Number(entry), answer });
        if (received.length >= answers) break;
      }
      const exited = once(caller, "exit");
      caller.kill("SIGKILL");
      await exited;
      return received;
    },
  };
}
