import { createHash } from "node:crypto";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { planFaces } from "../audiences.ts";
import { docOf } from "../doc.ts";
import type { Entry } from "../entry.ts";
import { latinWordsOf, lexemesOf } from "../lexemes.ts";
import type { SearchParts } from "../parts.ts";
import { textsOf } from "../texts.ts";
import { addWords, facesOf, insertRows, type KeptFacts, type NewRow, removeRows, showTo } from "../store.ts";

const fresh: KeptFacts = { hasData: false, loadedAt: null, quality: null, uses: 0 };

/**
 * Puts entries into the index, in the caller's transaction: found from its commit on, and inside it at once. All of one
 * kind; none twice for one audience. The caller's command records the act.
 */
export async function putEntries(call: Call, parts: SearchParts, entries: readonly Entry[]): Promise<void> {
  const [first] = entries;
  if (!first) return;
  await inTransaction(call, async ({ db }) => {
    const stored = Map.groupBy(
      await facesOf(
        db,
        first.kind,
        entries.map(({ ref }) => ref),
      ),
      ({ ref }) => ref,
    );
    const rows: NewRow[] = [];
    for (const entry of entries) {
      const fingerprint = fingerprintOf(entry);
      const faces = stored.get(entry.ref) ?? [];
      const plan = planFaces(faces, entry.audience, fingerprint);
      await removeRows(db, plan.remove);
      for (const { number, audience } of plan.show) await showTo(db, number, audience);
      if (plan.write === null) continue;
      const { hasData, loadedAt, quality, uses } = faces[0] ?? fresh;
      const facts = { hasData, loadedAt, quality, uses };
      rows.push({
        entry,
        audience: plan.write,
        fingerprint,
        doc: docOf(entry),
        texts: textsOf(entry),
        terms: lexemesOf(entry),
        facts,
      });
    }
    await insertRows(db, rows);
    await learnWords(db, parts, rows);
  });
}

async function learnWords(db: Call["db"], { words, cutter }: SearchParts, rows: readonly NewRow[]): Promise<void> {
  const unknown = [...new Set(rows.flatMap(({ entry }) => latinWordsOf(entry)))].filter((word) => !words.has(word));
  await addWords(db, unknown);
  const terms = rows.flatMap(({ entry, texts: { folded } }) =>
    entry.kind === "element" ? [folded.name, ...folded.aliases.split("\n")] : [],
  );
  db.afterCommit(() => {
    for (const word of unknown) words.add(word);
    if (!cutter.isNew) cutter.learn(terms);
  });
}

/** Of what is put, not of how it is cut: another way of cutting is a migration that empties the table. */
function fingerprintOf({ audience: _seen, ...content }: Entry): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 22);
}
