import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import pg from "pg";
import { openDatabase } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { silentLogger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";

const root = path.resolve(import.meta.dirname, "..");
// Two hundred processes load the same sources; stripping and compiling them is half of what starting one costs.
process.env["NODE_COMPILE_CACHE"] ??= path.join(root, "node_modules", ".cache", "weir-test");
const testFiles = "{contract,server,web,sample,test,bench}/**/*.test.ts";

const debianPrograms = "/usr/lib/postgresql/15/bin";

/** On another PostgreSQL too: every migration, and the kernel's own use of the database. */
const onBoth = ["server/kernel/db/*.db.test.ts", "server/kernel/jobs/*.db.test.ts"];
/** On the other alone, where there is one: every route with its examples. The same routes meet the hub's own in the journeys. */
const onOther = ["test/routes.test.ts"];

/** Each test that failed, with what it said. */
const failures: string[] = [];

/** Static checks first (cheap), then every test file in its own process, on the hub's own PostgreSQL. */
async function main(only: readonly string[]): Promise<void> {
  let passed = 0;
  let failed = 0;
  const count = (isGood: boolean) => (isGood ? (passed += 1) : (failed += 1));
  if (only.length === 0) for (const check of staticChecks()) count(runCheck(check));

  const folder = mkdtempSync(path.join(tmpdir(), "weir-test-"));
  chmodSync(folder, 0o711);
  // Every hub of a test may open twenty connections, and some files have two hubs beside the server they follow.
  const postgres = await startEmbeddedPostgres(folder, { settings: { max_connections: "400" } });
  try {
    const tests = await runTests(postgres.url, only.length > 0 ? only : filesInTurn());
    passed += tests.passed;
    failed += tests.failed;
    if (only.length === 0) {
      const other = await runOnDebianPostgres();
      passed += other.passed;
      failed += other.failed;
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  // Once more, last: who has only the end of a long output finds them there.
  if (failures.length > 0) process.stdout.write(`\nFailed, first or again\n${failures.join("\n")}\n`);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

const hasOther = () => existsSync(path.join(debianPrograms, "initdb"));

/**
 * Every file, the whole hubs and browsers of `test/` evenly among the small ones: together at the end they would wait for one
 * another, and the slowest for itself.
 */
function filesInTurn(): string[] {
  const left = hasOther() ? new Set(onOther) : new Set<string>();
  const files = globSync(testFiles, { cwd: root }).filter((file) => !left.has(file));
  const [large, small] = [files.filter(isLarge).toSorted(), files.filter((file) => !isLarge(file)).toSorted()];
  const smallToEach = small.length / Math.max(1, large.length);
  return large.flatMap((file, at) => [
    file,
    ...small.slice(Math.round(at * smallToEach), Math.round((at + 1) * smallToEach)),
  ]);
}

const isLarge = (file: string): boolean => file.startsWith("test/");

interface Check {
  readonly name: string;
  readonly arguments_: readonly string[];
}

function staticChecks(): Check[] {
  return [
    { name: "types (tsc)", arguments_: ["tsc", "--noEmit"] },
    { name: "lint (oxlint)", arguments_: ["oxlint", "--type-aware", "--deny-warnings"] },
    { name: "format (oxfmt)", arguments_: ["oxfmt", "--check"] },
    { name: "unused code (knip)", arguments_: ["knip"] },
  ];
}

function runCheck({ name, arguments_ }: Check): boolean {
  const [program = "", ...rest] = arguments_;
  const { status } = spawnSync(path.join(root, "node_modules", ".bin", program), rest, {
    cwd: root,
    stdio: "inherit",
    env: withPinnedNode(),
  });
  process.stdout.write(`${status === 0 ? "✔" : "✖"} ${name}\n`);
  return status === 0;
}

/** Tools started through `#!/usr/bin/env node` must find the pinned Node. */
function withPinnedNode(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"] ?? ""}` };
}

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** More than this is no matter of a busy machine. */
const mostFilesRunAgain = 3;

/**
 * Runs the files, several at once. On a shared machine a page may then wait longer for its turn than any time-out allows:
 * up to three files that failed run once more, each alone, and it is said which; what fails alone has failed.
 */
async function runTests(serverUrl: string, files: readonly string[]): Promise<Outcome> {
  process.env["WEIR_TEST_DATABASE_URL"] = await withTemplate(serverUrl);
  // Many files wait for servers to start or pages to rest; three more than there are cores keep them busy.
  const first = await runFiles(files, Math.max(2, availableParallelism()) + 3);
  const failed = [...first].filter(([, outcome]) => outcome.failed > 0).map(([file]) => file);
  if (failed.length > 0 && failed.length <= mostFilesRunAgain) {
    process.stdout.write(`\n⚠ failed beside others, once more alone: ${failed.join(", ")}\n`);
    for (const [file, outcome] of await runFiles(failed, 1)) first.set(file, outcome);
  }
  let sum: Outcome = { passed: 0, failed: 0 };
  for (const { passed, failed: bad } of first.values()) sum = { passed: sum.passed + passed, failed: sum.failed + bad };
  return sum;
}

async function runFiles(files: readonly string[], concurrency: number): Promise<Map<string, Outcome>> {
  const stream = run({
    files: files.map((file) => path.resolve(root, file)),
    concurrency,
    execArgv: ["--disable-warning=ExperimentalWarning", "--import", path.join(root, "test/kit/deadline.ts")],
    timeout: 600_000,
  });
  // A test's own `file` is where it is written, maybe in the kit; only the summary names the file that was run.
  const outcomes = new Map<string, Outcome>();
  const durations: { file: string; seconds: number }[] = [];
  stream.on("test:summary", ({ file, counts, duration_ms: milliseconds }) => {
    if (file === undefined) return;
    const { tests, passed, skipped, todo } = counts;
    outcomes.set(path.relative(root, file), { passed, failed: tests - passed - skipped - todo });
    durations.push({ file, seconds: milliseconds / 1000 });
  });
  const broken = new Set<string>();
  stream.on("test:fail", ({ name, file, details: { error } }) => {
    if (path.isAbsolute(name)) broken.add(path.relative(root, name));
    failures.push(`${path.relative(root, file ?? name)}: ${name}\n${firstLines(error)}`);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  const printed = stream.compose(spec());
  printed.on("end", () => resolve());
  printed.pipe(process.stdout);
  await promise;
  printSlowest(durations);
  // A file that could not be loaded, or did not end, fails as a whole, whatever its tests said before.
  for (const file of files.map((name) => path.relative(root, path.resolve(root, name)))) {
    const { passed, failed } = outcomes.get(file) ?? { passed: 0, failed: 1 };
    outcomes.set(file, { passed, failed: broken.has(file) ? Math.max(failed, 1) : failed });
  }
  return outcomes;
}

function firstLines(error: Error): string {
  const text = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : error.message;
  return text
    .split("\n")
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join("\n");
}

/** Where the time went, so that a suite that grows slow is noticed and its file is known. */
function printSlowest(durations: readonly { file: string; seconds: number }[]): void {
  process.stdout.write("\nThe slowest files, in seconds\n");
  for (const { file, seconds } of durations.toSorted((a, b) => b.seconds - a.seconds).slice(0, 25))
    process.stdout.write(`${seconds.toFixed(0).padStart(6)}  ${path.relative(root, file)}\n`);
}

/** Makes the template every test database is cloned from; answers the server's own URL. */
async function withTemplate(serverUrl: string): Promise<string> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  // The tests kill servers, not the machine: what a killed server has written, the system still holds.
  await admin.query("alter system set fsync = off");
  await admin.query("alter system set full_page_writes = off");
  await admin.query("select pg_reload_conf()");
  await admin.query("drop database if exists weir_template");
  await admin.query("create database weir_template");
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = "/weir_template";
  const template = openDatabase({ url: url.href });
  await migrate(template, path.join(root, "migrations"), silentLogger());
  await template.close();
  return serverUrl;
}

/** What touches the database most, once more on Debian's PostgreSQL 15, where it is installed. */
async function runOnDebianPostgres(): Promise<Outcome> {
  if (!hasOther()) {
    process.stdout.write("ℹ skipped: Debian's PostgreSQL 15 is not installed; .ci/run installs it\n");
    return { passed: 0, failed: 0 };
  }
  const { startDebianPostgres } = await import("./kit/debian-postgres.ts");
  await using server = await startDebianPostgres(debianPrograms);
  process.stdout.write("\nOnce more, on Debian's PostgreSQL 15\n");
  return await runTests(server.url, globSync([...onBoth, ...onOther], { cwd: root }).toSorted());
}

await main(process.argv.slice(2));
