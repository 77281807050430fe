import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";

const folder = mkdtempSync(path.join(tmpdir(), "weir-sample-memory-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Highest memory of a process of its own that generates so many people on a small heap, in MB. */
function peakOf(people: number): number {
  const options = { folder, people, seed: 1, asOf: "2026-03-01" };
  const script = `
    const { generateHere } = await import(${JSON.stringify(path.join(import.meta.dirname, "generate.ts"))});
    await generateHere(${JSON.stringify(options)}, () => {});
    console.log(process.resourceUsage().maxRSS / 1024);`;
  const flags = ["--disable-warning=ExperimentalWarning", "--max-old-space-size=64", "--max-semi-space-size=4"];
  return Number(execFileSync(process.execPath, [...flags, "--input-type=module", "-e", script], { encoding: "utf8" }));
}

test("memory does not grow with the city: a heap of 64 MB is enough for 60,000 people as for 20,000", () => {
  // At 20,000 the workbooks have reached their caps, so nothing else is left that could grow.
  const [small, large] = [peakOf(20_000), peakOf(60_000)];
  assert.ok(large < small * 1.25, `${small.toFixed(0)} MB, then ${large.toFixed(0)} MB`);
});
