import type { StandingAnswer, verdicts } from "#contract/libraries";
import { type Call, mayTouch } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { type AnswerRow, keepAnswers, withdraw } from "../answer-store.ts";
import { mustFind } from "../must-find.ts";
import type { LibrariesParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { answerView } from "../queries.ts";
import { findPair, markAnswered } from "../run-store.ts";

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
  const row: AnswerRow = {
    id: newId(call.now),
    library: name,
    kind: "review",
    verdict,
    a: pair.a,
    b: pair.b,
    reason,
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
  return answerView(row);
}

/** From the next run on the evidence alone decides again. */
export async function withdrawAnswer(call: Call, parts: LibrariesParts, { name, id }: At): Promise<void> {
  const library = await mustFind(call, name);
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
