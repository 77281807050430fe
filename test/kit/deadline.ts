import { isMainThread } from "node:worker_threads";

/**
 * Loaded before every test file. The runner waits for a file's process to end by itself, so one connection left open, or
 * an error before the first test, would hold up the whole suite for ever. Here the process ends, and says why.
 */
const wholeFile = 25 * 60_000;
const afterLastTest = 120_000;

function endIn(milliseconds: number, why: string): NodeJS.Timeout {
  return setTimeout(() => {
    const open = process.getActiveResourcesInfo().filter((name) => name !== "Timeout");
    process.stderr.write(`${process.argv[1]}: ${why}; still open: ${[...new Set(open)].join(", ") || "timers"}\n`);
    process.exit(1);
  }, milliseconds).unref();
}

// Workers and processes that a test starts may inherit this; they end as their own owners say.
if (isMainThread && process.argv[1]?.endsWith(".test.ts")) {
  const { after, beforeEach } = await import("node:test");
  let ending: NodeJS.Timeout | undefined;
  endIn(wholeFile, `not done after ${wholeFile / 60_000} minutes`);
  after(() => void (ending = endIn(afterLastTest, "the tests are over, but something they opened is not closed")));
  // Where a file waits for something between two tests, the runner takes the first for the last: not over after all.
  beforeEach(() => clearTimeout(ending));
  process.once("uncaughtExceptionMonitor", () => endIn(afterLastTest, "an error outside of any test"));
}
