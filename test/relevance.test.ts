import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { createSearch, type Entry } from "#search";
import { callOn, freshDatabase } from "#test/database";
import { fold } from "../server/modules/search/fold.ts";
import { listingEntries, sampleEntries } from "./relevance/corpus.ts";
import { gradeOf, type JudgedQuery } from "./relevance/judged-query.ts";
import { listingQueries } from "./relevance/listing-queries.ts";
import { ndcg } from "./relevance/ndcg.ts";
import { sampleQueries } from "./relevance/sample-queries.ts";

const listings = path.resolve(import.meta.dirname, "..", "..", "shared", "data", "gov-sample");

await relevance("the sample city", sampleQueries, sampleEntries, 0.88);
if (existsSync(listings))
  await relevance("three cities' listings", listingQueries, () => listingEntries(listings), 0.83);
else test.skip("the listings of ../shared/data/gov-sample are not here");

async function relevance(
  name: string,
  queries: readonly JudgedQuery[],
  entriesOf: () => Entry[],
  floor: number,
): Promise<void> {
  const database = await freshDatabase();
  await suite(name, () => {
    const search = createSearch();
    const titles = new Map<string, string>();
    before(async () => {
      const entries = entriesOf();
      for (const entry of entries)
        titles.set(`${entry.kind} ${entry.ref}`, `${entry.kind.slice(0, 1)}:${fold(entry.name)}`);
      for (const group of Map.groupBy(entries, ({ kind }) => kind).values()) await search.put(callOn(database), group);
    });
    test(`what people type finds what they need: NDCG@10 is at least ${floor} over ${queries.length} queries`, async (t) => {
      const all = [...titles.values()];
      const scores: number[] = [];
      for (const judged of queries) {
        const { items } = await search.find(callOn(database), { q: judged[0], limit: 10 });
        const grades = items.map(({ kind, ref }) => gradeOf(judged, titles.get(`${kind} ${ref}`) ?? ""));
        const score = ndcg(
          grades,
          all.map((title) => gradeOf(judged, title)),
        );
        scores.push(score);
        if (process.env["WEIR_RELEVANCE"]) report(judged, score, items);
      }
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      t.diagnostic(`NDCG@10 ${mean.toFixed(4)}`);
      assert.ok(mean >= floor, `NDCG@10 is ${mean.toFixed(4)}`);
    });
  });
}

/** With WEIR_RELEVANCE=1: what was found, for whoever tunes. */
function report(judged: JudgedQuery, score: number, items: readonly { name: { text: string }; kind: string }[]): void {
  if (score > 0.9) return;
  console.error(
    score.toFixed(2),
    judged[0],
    items.map(({ kind, name }) => `${kind.slice(0, 1)}:${name.text}`).join(" | "),
  );
}
