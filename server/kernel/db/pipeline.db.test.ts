import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { freshDatabaseUrl } from "#test/database";
import { openPool } from "./pool.ts";
import { createPipeline } from "./pipeline.ts";

const pool = openPool({ connectionString: await freshDatabaseUrl(), max: 2 });
const pipeline = createPipeline(pool);
after(() => pipeline.close());

const doubled = { name: "doubled", text: "select n, n * 2 from generate_series(1, $1::int) n" };
const divided = { name: "divided", text: "select 10 / $1::int" };

test("everybody gets the rows of his own statement, however many go together", async () => {
  const counts = Array.from({ length: 300 }, (_, at) => at % 7);
  const answers = await Promise.all(counts.map((count) => pipeline.read({ ...doubled, values: [String(count)] })));
  for (const [at, rows] of answers.entries())
    assert.deepEqual(
      rows,
      Array.from({ length: counts[at] ?? 0 }, (_, row) => [String(row + 1), String(2 * (row + 1))]),
    );
});

test("one that fails fails alone; those before and behind it are answered", async () => {
  const divisors = Array.from({ length: 40 }, (_, at) => (at % 10 === 3 ? 0 : 5));
  const answers = await Promise.allSettled(
    divisors.map((divisor) => pipeline.read({ ...divided, values: [String(divisor)] })),
  );
  for (const [at, divisor] of divisors.entries()) {
    const answer = answers[at];
    if (divisor === 5) assert.deepEqual(answer?.status === "fulfilled" && answer.value, [["2"]]);
    else assert.equal(answer?.status === "rejected" && answer.reason.code, "22012");
  }
});

test("a null and a text of any characters come back as they are", async () => {
  const text = "居住证 '\"\\ \u{20BB7}\n";
  assert.deepEqual(await pipeline.read({ name: "same", text: "select $1::text, null::text", values: [text] }), [
    [text, null],
  ]);
});

test("a connection that the server ends costs nobody an answer", async (t) => {
  const other = new pg.Client({ connectionString: pool.options.connectionString });
  t.after(() => other.end());
  await other.connect();
  await pipeline.read({ ...divided, values: ["5"] });
  for (let round = 0; round < 5; round += 1) {
    const reading = Array.from({ length: 50 }, () => pipeline.read({ ...divided, values: ["5"] }));
    await other.query(
      "select pg_terminate_backend(a.pid) from pg_stat_activity a where a.pid <> pg_backend_pid() and a.datname = current_database() and a.backend_type = 'client backend'",
    );
    for (const rows of await Promise.all(reading)) assert.deepEqual(rows, [["2"]]);
  }
});
