import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { promisify } from "node:util";
import { startTestHub, testPolice } from "#test/hub";

const run = promisify(execFile);
const { hub, url } = await startTestHub();

async function weir(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { PATH: process.env["PATH"] ?? "", WEIR_URL: url, WEIR_TOKEN: hub.identity.operatorToken() };
  const program = path.join(import.meta.dirname, "main.ts");
  const given = ["--disable-warning=ExperimentalWarning", program, ...words];
  try {
    return { code: 0, ...(await run(process.execPath, given, { env })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

const call = hub.call();
const { fileId } = await hub.intake.upload(
  call,
  { name: "名单.csv", department: testPolice },
  Readable.from(["身份证号,手机号\n11010519491231002X,13800138000\n110105194912310021,13800138001\n"]),
);
const load = await hub.intake.quickLoad(call, { department: testPolice, fileId, as: "名单" });
for await (const job of hub.jobs.follow(call, load.jobId ?? "")) if (job.endedAt) break;

test("`weir check --json` answers one object with score, dimensions and what each rule counted", async () => {
  const { code, stdout, stderr } = await weir("check", "名单", "--json");
  assert.equal(code, 0, stderr);
  const answer = JSON.parse(stdout) as {
    score: number;
    dimensions: { dimension: string; score: number | null }[];
    rules: { id: string; dimension: string; column: string | null; assessed: number; failed: number }[];
  };
  assert.ok(answer.score > 0 && answer.score < 100);
  assert.equal(answer.dimensions.length, 6);
  const rule = answer.rules.find(({ id }) => id === "check:citizen_id");
  assert.deepEqual(
    [rule?.dimension, rule?.column, rule?.assessed, rule?.failed],
    ["accuracy", "citizen_id", 2, 1],
    stdout,
  );
});

test("without `--json` it tells people the score and which rules failed", async () => {
  const { code, stdout } = await weir("check", "名单");
  assert.equal(code, 0);
  assert.match(stdout, /^名单 {2}\d+\.\d/);
  assert.match(stdout, /check:citizen_id/);
});

test("a resource that is not there is refused with a sentence and exit code 1", async () => {
  const { code, stdout, stderr } = await weir("check", "没有这张表", "--json");
  assert.deepEqual([code, stdout], [1, ""]);
  assert.match(stderr, /\[catalog\.resource-not-found\]/);
});

test("`weir quality report` says a department's month, and writes it as PDF and workbook", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-report-"));
  const [pdf, xlsx] = [path.join(folder, "r.pdf"), path.join(folder, "r.xlsx")];
  try {
    const { code, stdout, stderr } = await weir(
      "quality",
      "report",
      testPolice,
      "--pdf",
      pdf,
      "--xlsx",
      xlsx,
      "--json",
    );
    assert.equal(code, 0, stderr);
    const { report } = JSON.parse(stdout) as { report: { rules: { id: string; failed: number }[] } };
    assert.equal(report.rules.find(({ id }) => id === "check:citizen_id")?.failed, 1);
    assert.equal(readFileSync(pdf).subarray(0, 5).toString(), "%PDF-");
    assert.equal(readFileSync(xlsx).subarray(0, 2).toString(), "PK");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("`weir quality report` of a department that is not there says so", async () => {
  const { code, stderr } = await weir("quality", "report", "没有这个部门", "--month", "2026-01");
  assert.equal(code, 1);
  assert.match(stderr, /没有叫“没有这个部门”的部门/);
});

test("`weir check FILE --json` checks a file that is not loaded, without a hub", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-check-"));
  const file = path.join(folder, "名单.csv");
  writeFileSync(
    file,
    "身份证号,性别,手机号\n11010519491231002X,男,13800138000\n110105194912310021,女,13800138001\n11010519491231002X,人,138\n",
  );
  try {
    const { code, stdout, stderr } = await weir("check", file, "--json");
    assert.equal(code, 0, stderr);
    const answer = JSON.parse(stdout) as {
      rowCount: number;
      badRows: number;
      rules: { id: string; assessed: number; failed: number; rows: number[] }[];
    };
    const rules = Object.fromEntries(answer.rules.map((rule) => [rule.id, [rule.failed, rule.rows]]));
    assert.deepEqual(rules["check:身份证号"], [1, [2]]);
    assert.deepEqual(rules["code-set:性别"], [1, [3]]);
    assert.deepEqual([answer.rowCount, answer.badRows], [3, 2]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
