import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type AnswerDraft, refusalBases, requestActs, requestStates } from "#contract/sharing";
import { Problem } from "#kernel/problem";
import * as life from "./lifecycle.ts";

const signature = { by: "测试丁", at: "2026-03-02T01:00:00.000Z" };
const fresh: life.Standing = {
  state: "answering",
  requesterSigned: signature,
  providerSigned: null,
  supplement: null,
  answer: null,
  resumeTo: null,
};
const grant: AnswerDraft = {
  kind: "grant",
  lines: [],
  conditions: "",
  untilOn: "2027-03-01",
  ratePerSecond: null,
  quotaPerDay: null,
};
const basis = { kind: "law", title: "某法", article: "第一条", reason: "明确规定" } as const;

const answers: fc.Arbitrary<AnswerDraft> = fc.oneof(
  fc.constant(grant),
  fc.record({
    kind: fc.constant("refuse" as const),
    basis: fc.constantFrom(...refusalBases),
    reason: fc.constantFrom("", " ", "超出职责"),
  }),
  fc.record({
    kind: fc.constant("deny" as const),
    basis: fc.constantFrom(...refusalBases),
    legalBasis: fc.constantFrom(null, basis),
    reason: fc.constantFrom("", "法律规定"),
  }),
);

type Move = (standing: life.Standing) => Partial<life.Standing>;
const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.constant<Move>((one) => ({ ...life.supplementAsked(one), supplement: { answer: null } })),
  fc.constant<Move>(life.supplemented),
  answers.map<Move>((answer) => (one) => life.drafted(one, answer, { isDeniedInCatalog: false })),
  fc.constant<Move>((one) => life.answerSigned(one, { ...signature, isByRule: false })),
  ...[
    life.answerReturned,
    life.refusalAccepted,
    life.refusalReturned,
    life.answeredAnew,
    life.delivered,
    life.suspended,
    life.resumed,
    life.ended,
    life.endedByEvent,
    life.disposed,
    life.disposalConfirmed,
    life.withdrawn,
  ].map((move) => fc.constant<Move>(move)),
  fc.boolean().map<Move>((isDelivering) => (one) => life.committed(one, { isDelivering })),
);

/** Takes every move that is allowed, one after another, and shows each standing on the way. */
function walk(path: readonly Move[]): life.Standing[] {
  const seen = [fresh];
  for (const move of path) {
    const now = seen.at(-1) ?? fresh;
    try {
      seen.push({ ...now, ...move(now) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return seen;
}

const paths = fc.array(moves, { maxLength: 60 });
const eachStanding = (check: (standing: life.Standing) => void) =>
  fc.assert(
    fc.property(paths, (path) => walk(path).forEach((standing) => check(standing))),
    { numRuns: 2000 },
  );

describe("whatever is done in whatever order", () => {
  test("nothing is granted that both heads have not signed", () =>
    eachStanding(({ state, requesterSigned, providerSigned, answer }) => {
      if (!["committing", "supplying", "in-use", "suspended"].includes(state)) return;
      assert.ok(requesterSigned.by !== "" && providerSigned !== null && providerSigned.by !== "");
      assert.equal(answer?.kind, "grant");
    }));

  test("nothing is refused without a reason and a signature", () =>
    eachStanding(({ state, answer, providerSigned }) => {
      if (state !== "refused") return;
      assert.ok(answer !== null && answer.kind !== "grant" && answer.reason.trim().length > 1);
      assert.notEqual(providerSigned, null);
    }));

  test("不予共享 rests on a law, an administrative regulation or a State Council decision, or the bureau has let it pass", () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const [, drafted, signed] = walk([
          (one) => life.drafted(one, answer, { isDeniedInCatalog: false }),
          (one) => life.answerSigned(one, { ...signature, isByRule: false }),
        ]);
        if (drafted?.answer?.kind !== "deny" || signed?.state !== "refused") return;
        assert.ok(["law", "administrative-regulation", "state-council-decision"].includes(drafted.answer.basis));
        assert.notEqual(drafted.answer.legalBasis, null);
      }),
    );
  });

  test("what is missing is asked for once", () => {
    fc.assert(
      fc.property(paths, (path) => {
        const asked = walk(path).filter(
          (standing, index, all) => standing.state === "supplementing" && all[index - 1]?.state === "answering",
        );
        assert.ok(asked.length <= 1);
      }),
    );
  });

  test("only known states are reached", () => eachStanding(({ state }) => assert.ok(requestStates.includes(state))));
});

test("a ministry's rule does not refuse: the bureau looks at it first", () => {
  const refused = { kind: "refuse", basis: "ministry-rule", reason: "部委规定不得外传" } as const;
  const signing = { ...fresh, ...life.drafted(fresh, refused, { isDeniedInCatalog: false }) };
  const signed = life.answerSigned(signing, { ...signature, isByRule: false });
  assert.equal(signed.state, "reviewing");
});

test("every act says in words when it can be done", () => {
  for (const act of requestActs) {
    const allowed = requestStates.filter((state) => life.whyNotNow(act, { ...fresh, state }) === null);
    assert.ok(allowed.length > 0, act);
    const closed = life.whyNotNow(act, { ...fresh, state: "withdrawn" });
    assert.match(closed?.zh ?? "", /已撤回/, act);
  }
});
