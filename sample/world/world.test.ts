import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import fc from "fast-check";
import { dateOf, writeDate } from "../calendar.ts";
import { Chance, scatter } from "../chance.ts";
import { citizenId, creditCode } from "../check-digits.ts";
import { waterCharacters } from "./names.ts";
import { city, origins } from "./places.ts";
import { openWorld } from "./world.ts";

const world = openWorld({ people: 40_000, seed: 3, asOf: "2026-03-01" });
const everybody = Array.from({ length: world.people }, (_, index) => world.person(index));

test("a person is the same whoever asks, in whatever order", () => {
  const other = openWorld({ people: 40_000, seed: 3, asOf: "2026-03-01" });
  for (const index of [39_999, 7, 20_011, 64, 63]) {
    assert.equal(other.person(index).id, world.person(index).id);
    assert.equal(other.person(index).address("province"), world.person(index).address("province"));
  }
});

test("identity numbers are right and unique, outsiders' included", () => {
  const ids = new Set<string>();
  const { start, end } = world.outsiders;
  for (const person of [...everybody, ...Array.from({ length: end - start }, (_, at) => world.person(start + at))]) {
    assert.equal(citizenId(person.id.slice(0, 17)), person.id);
    assert.equal(person.id.slice(6, 14), writeDate("compact", dateOf(person.bornOn)));
    assert.equal(Number(person.id.charAt(16)) % 2 === 1, person.facts.isMale);
    ids.add(person.id);
  }
  assert.equal(ids.size, world.people + end - start);
});

test("identity numbers stay unique where blocks must share their lanes", () => {
  const large = openWorld({ people: 3_000_000, seed: 3, asOf: "2026-03-01" });
  const ids = new Set<string>();
  // Blocks 499 apart have the same lane: exactly those are asked for.
  for (let block = 0; block * 64 < 3_000_000; block += 499) {
    for (let at = 0; at < 64; at += 1) ids.add(large.person(block * 64 + at).id);
  }
  assert.equal(ids.size, Math.ceil(3_000_000 / 64 / 499) * 64);
});

test("every prefix of an identity number is a heading of GB/T 2260, no place where people are registered", () => {
  const published = createRequire(import.meta.url)("gb2260/lib/201607.json") as Record<string, string>;
  for (const prefix of [city.headingCode, ...origins.map((origin) => origin.prefix)])
    assert.equal(published[prefix], "市辖区");
  for (const { code, name } of city.retired) {
    const before = createRequire(import.meta.url)("gb2260/lib/200212.json") as Record<string, string>;
    assert.equal(before[code], name);
  }
});

test("every given name carries water and every firm the word 示例", () => {
  for (const person of everybody)
    assert.ok(
      Array.from(person.name).some((letter) => waterCharacters.has(letter)),
      person.name,
    );
  for (let index = 0; index < world.entities.count; index += 1) assert.match(world.entity(index).name, /^示例市/);
  for (const place of [...world.schools.list, ...world.institutions.list]) assert.match(place.name, /^示例市/);
});

test("credit codes of firms and institutions are right and unique, firms' names too", () => {
  const firms = Array.from({ length: world.entities.count }, (_, index) => world.entity(index));
  const codes = [...firms, ...world.schools.list, ...world.institutions.list].map((one) => one.creditCode);
  for (const code of codes) assert.equal(creditCode(code.slice(0, 17)), code);
  assert.equal(new Set(codes).size, codes.length);
  assert.equal(new Set(firms.map(({ name }) => name)).size, firms.length);
  assert.equal(new Set(firms.map(({ oldNumber }) => oldNumber)).size, firms.length);
});

test("families hold together: parents are older, couples married at a lawful age, widows really are", () => {
  for (const person of everybody) {
    const { mother, father, spouse, marriedOn } = person.facts;
    for (const parent of [mother, father]) {
      if (parent !== null) assert.ok(world.person(parent).bornOn < person.bornOn - 17 * 365, `${person.index}`);
    }
    if (father !== null) assert.equal(world.person(father).surname, person.surname);
    if (spouse === null || marriedOn === null) continue;
    assert.equal(world.person(spouse).facts.spouse, person.index);
    assert.notEqual(world.person(spouse).sex, person.sex);
    assert.ok(marriedOn - person.bornOn >= 20 * 365, `${person.index} married too young`);
    assert.ok(person.marital === "married" || !world.person(spouse).isAlive);
  }
});

test("nobody is born, married or dead after the day of the data", () => {
  for (const { facts } of everybody) {
    for (const day of [facts.bornOn, facts.marriedOn, facts.diedOn]) assert.ok(day === null || day < world.asOf);
  }
});

test("chance is spread evenly and differs between streams", () => {
  const [one, two] = [new Chance(1, "one"), new Chance(1, "two")];
  const draws = Array.from({ length: 20_000 }, (_, index) => one.at(index, 3));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  assert.ok(Math.abs(mean - 0.5) < 0.01);
  assert.ok(draws.every((draw, index) => draw !== two.at(index, 3)));
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const share = draws.filter((draw) => Math.floor(draw * 10) === tenth).length / draws.length;
    assert.ok(Math.abs(share - 0.1) < 0.01);
  }
});

test("scattering is one-to-one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(1_000_000), (size, key) => {
      const places = new Set(Array.from({ length: size }, (_, index) => scatter(index, size, key)));
      assert.equal(places.size, size);
      assert.ok([...places].every((place) => place >= 0 && place < size));
    }),
  );
});

test("days and their parts agree with the calendar of the platform", () => {
  fc.assert(
    fc.property(fc.integer({ min: -60_000, max: 60_000 }), (day) => {
      assert.equal(writeDate("iso", dateOf(day)), new Date(day * 86_400_000).toISOString().slice(0, 10));
    }),
  );
});
