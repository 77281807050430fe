import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gateModes, grantStates, GrantTerms, type RowCondition } from "#contract/gate";
import { networkZones } from "#contract/registry";
import { type AskedCondition, askedOf, satisfies } from "./conditions.ts";
import { type Asked, decide, type GrantFacts, type ResourceFacts, statusOn } from "./decide.ts";

const fields = ["id_no", "name", "division", "issued_on"] as const;
const resource = (masked: readonly string[]): ResourceFacts => ({
  name: "居住证",
  isWithdrawn: false,
  kinds: new Map(fields.map((field) => [field, field === "issued_on" ? ("date" as const) : ("text" as const)])),
  keys: ["id_no"],
  masked: new Set(masked),
});

test("a masked key is looked up by whoever knows it, but not by everybody: they may have made it up", () => {
  const grant = (department: string): GrantFacts => ({
    code: "G-000001",
    state: "active",
    stateReason: "",
    ownDivision: "",
    terms: GrantTerms.parse({
      department,
      resourceId: crypto.randomUUID(),
      items: [{ field: "id_no", mask: "all" }],
      purpose: "核验",
      modes: ["api"],
      validFrom: "2020-01-01",
    }),
  });
  const question = (department: string): Asked => ({
    department,
    client: null,
    mode: "api",
    zone: "internet",
    today: "2026-01-01",
    items: [],
    conditions: [{ item: "id_no", op: "in", values: ["510104199001010011"] }],
  });
  assert.equal(decide(grant("A"), resource(["id_no"]), question("A")), null);
  assert.equal(decide(grant("public"), resource(["id_no"]), question("public"))?.code, "filter-on-masked");
});

const day = fc
  .integer({ min: 0, max: 3000 })
  .map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10));
const someFields = fc.uniqueArray(fc.constantFrom(...fields), { minLength: 1 });
const code = fc.constantFrom("51", "5101", "510104", "510105", "3301", "330102");
const rowCondition: fc.Arbitrary<RowCondition> = fc.oneof(
  fc.record({ item: fc.constant("division"), op: fc.constant("=" as const), value: code }),
  fc.record({
    item: fc.constant("division"),
    op: fc.constant("in" as const),
    values: fc.array(code, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ item: fc.constant("division"), op: fc.constant("starts-with" as const), value: code }),
  fc.record({ item: fc.constant("division"), op: fc.constant("own-division" as const) }),
  fc.record({ item: fc.constant("issued_on"), op: fc.constant("between" as const), from: day, to: day }),
);
const asked: fc.Arbitrary<AskedCondition> = fc.oneof(
  fc.record({
    item: fc.constantFrom(...fields, "unknown"),
    op: fc.constant("in" as const),
    values: fc.array(fc.oneof(code, day), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ item: fc.constant("division"), op: fc.constant("starts-with" as const), value: code }),
  fc.record({
    item: fc.constant("issued_on"),
    op: fc.constant("range" as const),
    from: fc.option(day),
    to: fc.option(day),
  }),
  fc.record({ item: fc.constantFrom(...fields), op: fc.constant("is-null" as const) }),
);

const terms: fc.Arbitrary<GrantTerms> = fc.record({
  department: fc.constantFrom("A", "B"),
  systemId: fc.constant(null),
  clients: fc.subarray(["c1", "c2"]),
  resourceId: fc.constant("r"),
  items: someFields.map((own) => own.map((field) => ({ field, mask: null, reason: "" }))),
  purpose: fc.constant("核验"),
  scene: fc.constant(""),
  basis: fc.constant([]),
  rows: fc.array(rowCondition, { maxLength: 3 }),
  modes: fc.subarray([...gateModes], { minLength: 1 }),
  ratePerSecond: fc.constant(null),
  quotaPerDay: fc.constant(null),
  quotaPerMonth: fc.constant(null),
  zones: fc.subarray([...networkZones]),
  validFrom: day,
  validUntil: fc.option(day),
  request: fc.constant(null),
});
const grants: fc.Arbitrary<GrantFacts> = fc.record({
  code: fc.constant("G-000001"),
  state: fc.constantFrom(...grantStates),
  stateReason: fc.constant("原因"),
  terms,
  ownDivision: fc.constantFrom("5101", "510104", ""),
});
const questions: fc.Arbitrary<Asked> = fc.record({
  department: fc.constantFrom("A", "B"),
  client: fc.constantFrom(null, "c1", "c3"),
  mode: fc.constantFrom(...gateModes),
  zone: fc.constantFrom(...networkZones),
  today: day,
  items: fc.uniqueArray(fc.constantFrom(...fields, "unknown")),
  conditions: fc.array(asked, { maxLength: 3 }),
});
const masks = fc.subarray([...fields]);

test("whatever is allowed was granted: department, day, state, client, mode, zone, every item", () => {
  fc.assert(
    fc.property(grants, questions, masks, (grant, question, masked) => {
      if (decide(grant, resource(masked), question) !== null) return;
      const own = grant.terms;
      assert.equal(question.department, own.department);
      assert.equal(statusOn(grant, question.today), "active");
      assert.ok(question.today >= own.validFrom && (own.validUntil === null || question.today <= own.validUntil));
      assert.ok(question.client === null || own.clients.length === 0 || own.clients.includes(question.client));
      assert.ok(own.modes.includes(question.mode));
      assert.ok(own.zones.length === 0 || own.zones.includes(question.zone));
      const granted = new Set(own.items.map((item) => item.field));
      for (const item of [...question.items, ...question.conditions.map((one) => one.item)])
        assert.ok(granted.has(item));
    }),
    { numRuns: 3000 },
  );
});

test("a value named in an allowed filter always lies inside every condition of the grant on that item", () => {
  fc.assert(
    fc.property(grants, questions, masks, (grant, question, masked) => {
      if (decide(grant, resource(masked), question) !== null) return;
      for (const condition of question.conditions) {
        if (condition.op !== "in") continue;
        const rows = grant.terms.rows.filter((row) => row.item === condition.item);
        for (const value of condition.values)
          for (const row of rows)
            assert.ok(satisfies(row, condition.item === "issued_on" ? "date" : "text", value, grant.ownDivision));
      }
    }),
    { numRuns: 3000 },
  );
});

test("taking anything away from a grant never allows more", () => {
  const smaller = (own: GrantTerms, part: number): GrantTerms => ({
    ...own,
    items: own.items.slice(0, Math.max(1, part % (own.items.length + 1))),
    modes: own.modes.slice(0, Math.max(1, part % (own.modes.length + 1))),
    zones: own.zones.length > 1 ? own.zones.slice(0, 1) : own.zones,
    rows: [...own.rows, { item: "division", op: "starts-with", value: "5101" }],
  });
  fc.assert(
    fc.property(grants, questions, masks, fc.nat(20), (grant, question, masked, part) => {
      const less = { ...grant, terms: smaller(grant.terms, part) };
      if (decide(less, resource(masked), question) === null)
        assert.equal(decide(grant, resource(masked), question), null);
    }),
    { numRuns: 3000 },
  );
});

test("a masked item is never filtered by, but for naming the whole key", () => {
  fc.assert(
    fc.property(grants, questions, masks, (grant, question, masked) => {
      if (decide(grant, resource(masked), question) !== null) return;
      for (const condition of question.conditions)
        assert.ok(
          !masked.includes(condition.item as (typeof fields)[number]) ||
            (condition.item === "id_no" && condition.op === "in"),
        );
    }),
    { numRuns: 3000 },
  );
});

test("without a division of its own a department sees nothing under own-division", () => {
  const condition = { item: "division", op: "own-division" } as const;
  assert.equal(satisfies(condition, "text", "510104", ""), false);
  assert.deepEqual(askedOf(condition, "5101"), { item: "division", op: "starts-with", value: "5101" });
});
