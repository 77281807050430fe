import type { StandingAnswer, verdicts } from "#contract/libraries";
import { type Call, mayTouch } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { type AnswerRow, findAnswer, keepAnswers, withdraw } from "../answer-store.ts";
import { mustFind } from "../must-find.ts";
import type { LibrariesParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { findPair, findPairOf, markAnswered, type PairRow } from "../run-store.ts";
import { answerViews, areOneIn, placesOf } from "../standing.ts";
import { holds, keepers } from "../who.ts";

interface At {
  readonly name: string;
  readonly id: string;
}

/** A steward's word on a doubtful pair: kept, and obeyed by every run from the next on. */
export async function answerPair(
  call: Call,
  parts: LibrariesParts,
  { name, id }: At,
  { verdict, reason }: { verdict: (typeof verdicts)[number]; reason: string },
): Promise<StandingAnswer> {
  const library = await mustFind(call, name);
  const pair = await findPair(call.db, name, id);
  if (!pair || !(mayTouch(call.actor, pair.aDepartment) || mayTouch(call.actor, pair.bDepartment)))
    throw problem(problems["pair-not-found"]);
  if (pair.isAnswered) throw problem(problems["pair-answered"]);
  const wasOne = await stoodAsOne(call, parts, name, pair);
  const row: AnswerRow = {
    id: newId(call.now),
    library: name,
    kind: "review",
    verdict,
    a: pair.a,
    b: pair.b,
    reason,
    wasOne,
    answeredBy: call.actor.name,
    answeredAt: call.now,
    withdrawnAt: null,
  };
  await keepAnswers(call.db, [row]);
  await markAnswered(call.db, name, pair.a, pair.b, true);
  parts.ledger.record(call, {
    action: "libraries.answer-pair",
    object: { kind: "library", id: name, name: library.title.zh },
    owner: null,
    rows: 2,
    facts: { verdict, left: pair.a, right: pair.b },
  });
  const [view] = await answerViews(call, parts, name, [row]);
  if (!view) throw new Error("An answer that was kept has no view.");
  return view;
}

async function stoodAsOne(call: Call, parts: LibrariesParts, name: string, { a, b }: PairRow): Promise<boolean | null> {
  await using session = await parts.lake.session(call.signal);
  return areOneIn(await placesOf(session, name, [a, b]), a, b);
}

/**
 * From the next run on the evidence alone decides again. The bureau takes back any answer; a steward one on a pair that is
 * still in the queue, which is how a slip of the finger is mended.
 *
 * @throws Problem libraries.answer-not-found
 */
export async function withdrawAnswer(call: Call, parts: LibrariesParts, { name, id }: At): Promise<void> {
  const library = await mustFind(call, name);
  const found = await findAnswer(call.db, name, id);
  if (!found || !(await mayWithdraw(call, name, found))) throw problem(problems["answer-not-found"]);
  const row = await withdraw(call.db, name, id, call.now);
  if (!row) throw problem(problems["answer-not-found"]);
  await markAnswered(call.db, name, row.a, row.b, false);
  parts.ledger.record(call, {
    action: "libraries.withdraw-answer",
    object: { kind: "library", id: name, name: library.title.zh },
    owner: null,
    facts: { verdict: row.verdict, left: row.a, right: row.b },
  });
}

async function mayWithdraw(call: Call, library: string, { kind, a, b }: AnswerRow): Promise<boolean> {
  if (holds(call.actor, keepers)) return true;
  const pair = kind === "review" ? await findPairOf(call.db, library, a, b) : undefined;
  return pair !== undefined && (mayTouch(call.actor, pair.aDepartment) || mayTouch(call.actor, pair.bDepartment));
}
