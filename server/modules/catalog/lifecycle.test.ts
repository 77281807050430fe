import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { personalResults, secrecyResults } from "#contract/catalog";
import { Problem } from "#kernel/problem";
import {
  type Approvals,
  assessed,
  contentChanged,
  edited,
  newStanding,
  published,
  sentBack,
  signed,
  type Standing,
  submitted,
  withdrawn,
} from "./lifecycle.ts";

const at = "2026-03-18T02:42:00.000Z";
const remark = { reason: "摘要不清", by: "甲", at };
const secrecyOf = (result: (typeof secrecyResults)[number]) => ({ result, note: "说明", by: "甲", at });
const personalOf = (result: (typeof personalResults)[number]) => ({
  result,
  basis: "",
  safeguards: "",
  note: "说明",
  by: "甲",
  at,
});

const through = (...steps: readonly ((standing: Standing) => Standing)[]): Standing =>
  steps.reduce((standing, step) => step(standing), newStanding);
const submit = (standing: Standing) => submitted(standing, []);
const assessBoth = (standing: Standing) =>
  assessed(assessed(standing, { secrecy: secrecyOf("no-secret") }), { personal: personalOf("acceptable") });
const sign = (standing: Standing) => signed(standing, "负责人");
const publish = (standing: Standing) => published(standing, { isSameAsPublished: false, faults: [] });
const live = through(submit, assessBoth, sign, publish);

/** What a resource is to the machine: its standing, and which content was assessed, is there and is published. */
interface World {
  readonly standing: Standing;
  readonly content: number;
  readonly assessedContent: { readonly secrecy: number | null; readonly personal: number | null };
  readonly signedContent: number | null;
  readonly versions: readonly { readonly content: number; readonly approvals: Approvals }[];
}

type Command = (world: World) => World;

const approvalsOfSame = (world: World, content: number): Approvals | null => {
  const last = world.versions.at(-1);
  return last?.content === content ? last.approvals : null;
};

const step = (world: World, standing: Standing, more: Partial<World> = {}): World => ({ ...world, ...more, standing });

const submitIt: Command = (world) => step(world, submit(world.standing));
const signIt: Command = (world) => step(world, sign(world.standing), { signedContent: world.content });
const sendItBack: Command = (world) => step(world, sentBack(world.standing, remark));
const withdrawIt: Command = (world) => step(world, withdrawn(world.standing, remark));

const changeTo =
  (content: number, change: typeof edited): Command =>
  (world) => {
    const standing = change(world.standing, approvalsOfSame(world, content));
    return content === world.content ? world : step(world, standing, { content });
  };

const findSecrecy =
  (result: (typeof secrecyResults)[number]): Command =>
  (world) => {
    const standing = assessed(world.standing, { secrecy: secrecyOf(result) });
    return step(world, standing, { assessedContent: { ...world.assessedContent, secrecy: world.content } });
  };

const findPersonal =
  (result: (typeof personalResults)[number]): Command =>
  (world) => {
    const standing = assessed(world.standing, { personal: personalOf(result) });
    return step(world, standing, { assessedContent: { ...world.assessedContent, personal: world.content } });
  };

const publishIt: Command = (world) => {
  const isSameAsPublished = approvalsOfSame(world, world.content) !== null;
  const standing = published(world.standing, { isSameAsPublished, faults: [] });
  assert.equal(world.standing.stage, "review", "published by the bureau's review only");
  assert.deepEqual(world.assessedContent, { secrecy: world.content, personal: world.content });
  assert.equal(world.signedContent, world.content);
  return step(world, standing, { versions: [...world.versions, { content: world.content, approvals: standing }] });
};

/** Whatever step is due, so that walks go far. */
const goOn: Command = (world) => {
  const { stage, secrecy } = world.standing;
  if (stage === "assessing") return (secrecy ? findPersonal("acceptable") : findSecrecy("no-secret"))(world);
  const due = { draft: submitIt, signing: signIt, review: publishIt, published: null, withdrawn: null }[stage];
  return due ? due(world) : world;
};

const content = fc.nat({ max: 2 });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(goOn) },
  { weight: 3, arbitrary: fc.constantFrom(submitIt, signIt, publishIt) },
  { weight: 1, arbitrary: fc.constantFrom(...secrecyResults).map(findSecrecy) },
  { weight: 1, arbitrary: fc.constantFrom(...personalResults).map(findPersonal) },
  { weight: 2, arbitrary: content.map((next) => changeTo(next, edited)) },
  { weight: 1, arbitrary: content.map((next) => changeTo(next, contentChanged)) },
  { weight: 1, arbitrary: fc.constant(sendItBack) },
);

const start: World = {
  standing: newStanding,
  content: 0,
  assessedContent: { secrecy: null, personal: null },
  signedContent: null,
  versions: [],
};

/** Every world the commands lead through; refused commands change nothing. */
function walk(commands: readonly Command[], check: (world: World, before: World) => void): void {
  let world = start;
  for (const act of commands) {
    const before = world;
    try {
      world = act(world);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
    check(world, before);
  }
}

const steps = fc.array(command, { minLength: 60, maxLength: 200 });
const walks = fc
  .tuple(steps, fc.option(fc.constant(withdrawIt)), fc.array(command))
  .map(([before, withdraw, after]) => before.concat(withdraw ?? [], after));

describe("no sequence of commands", () => {
  test("leads to a published resource without both assessments, the head's signature and the bureau's review", () => {
    let publications = 0;
    fc.assert(
      fc.property(walks, (commands) =>
        walk(commands, ({ standing, versions }) => {
          publications = Math.max(publications, versions.length);
          if (standing.stage !== "published") return;
          assert.equal(standing.secrecy?.result, "no-secret");
          assert.ok(standing.personal && standing.personal.result !== "unacceptable");
          assert.ok(standing.signedBy);
          assert.ok(standing.publishedVersion > 0);
        }),
      ),
      { numRuns: 400 },
    );
    assert.ok(publications > 1, "the walks did publish, and publish again");
  });

  test("publishes the same content twice in a row", () => {
    fc.assert(
      fc.property(walks, (commands) =>
        walk(commands, ({ versions }) => {
          const [last, before] = [versions.at(-1), versions.at(-2)];
          assert.ok(!last || last.content !== before?.content);
        }),
      ),
    );
  });

  test("lets an unfit assessment be replaced without a change of content", () => {
    const isUnfit = ({ secrecy, personal }: Standing) =>
      (secrecy !== null && secrecy.result !== "no-secret") || personal?.result === "unacceptable";
    fc.assert(
      fc.property(walks, (commands) =>
        walk(commands, (world, before) => {
          if (!isUnfit(before.standing)) return;
          const isStill = isUnfit(world.standing);
          assert.ok(isStill || world.content !== before.content);
        }),
      ),
    );
  });

  test("leads out of withdrawn", () => {
    fc.assert(
      fc.property(walks, (commands) =>
        walk(commands, (world, before) => {
          if (before.standing.stage === "withdrawn") assert.deepEqual(world, before);
        }),
      ),
    );
  });

  test("takes a number back: versions are counted one by one", () => {
    fc.assert(
      fc.property(walks, (commands) =>
        walk(commands, ({ standing, versions }) => assert.equal(standing.publishedVersion, versions.length)),
      ),
    );
  });
});

test("a published resource is a draft of its next version once it is edited", () => {
  const draft = edited(live, null);
  assert.deepEqual(
    [draft.stage, draft.publishedVersion, draft.secrecy, draft.personal, draft.signedBy],
    ["draft", 1, null, null, null],
  );
});

test("an edit that brings back what is published makes it published again, with that version's approvals", () => {
  assert.deepEqual(edited(edited(live, null), live), live);
});

test("what is published already is not published again", () => {
  const waiting = through(submit, assessBoth, sign);
  assert.throws(() => published(waiting, { isSameAsPublished: true, faults: [] }), /catalog.nothing-changed/);
});

test("what waits for a signature or for review is not edited under the reader's hands", () => {
  assert.throws(() => edited(through(submit, assessBoth), null), /catalog.wrong-stage/);
  assert.throws(() => edited(through(submit, assessBoth, sign), null), /catalog.wrong-stage/);
});

test("a load that brings other columns takes away the signature that was given to the old ones", () => {
  const changed = contentChanged(through(submit, assessBoth, sign), null);
  assert.deepEqual([changed.stage, changed.signedBy], ["draft", null]);
});

test("a return keeps its reason until the next submission", () => {
  const back = sentBack(through(submit, assessBoth), remark);
  assert.deepEqual([back.stage, back.returned], ["draft", remark]);
  assert.equal(submit(back).returned, null);
});

test("a declaration with faults is refused with all of them at once", () => {
  const fault = (pointer: string) => ({ pointer, zh: `缺${pointer}`, en: `no ${pointer}` });
  assert.throws(
    () => submitted(newStanding, [fault("/items"), fault("/dataClass")]),
    (error) => error instanceof Problem && error.code === "catalog.not-ready" && error.faults.length === 2,
  );
});

test("the refusal of a step says what it waits for, in both languages", () => {
  assert.throws(
    () => sign(newStanding),
    (error) =>
      error instanceof Problem &&
      error.sentence("zh") === "不能签批：现在是“编制中”，要先由部门提交评估。" &&
      error.sentence("en") === "You cannot sign it: it is “Draft”: the department must submit it first.",
  );
});
