import { type Day, parseDay } from "../calendar.ts";
import { Chance } from "../chance.ts";
import { Entity } from "./entity.ts";
import { blockSize, type Ground, makeBlock } from "./household.ts";
import { lanes, turnsFor } from "./identity.ts";
import { type Institutions, openInstitutions, openSchools, type Schools } from "./institutions.ts";
import { Person } from "./person.ts";
import { openPlaces, type Places, type Village } from "./places.ts";

/** One invented city: everybody and everything in it can be asked for by index, in any order, as often as wanted. */
export interface World {
  readonly seed: number;
  readonly asOf: Day;
  readonly chance: Chance;
  readonly entityChance: Chance;
  readonly places: Places;
  readonly schools: Schools;
  readonly institutions: Institutions;
  /** Residents are 0 … people − 1; the population register holds exactly these. */
  readonly people: number;
  /** People known to some departments who live elsewhere: [start, end). */
  readonly outsiders: { readonly start: number; readonly end: number };
  readonly entities: { readonly count: number };
  person(index: number): Person;
  entity(index: number): Entity;
  /** A living resident between 20 and 70, chosen by this number. */
  adult(bits: number): Person;
  villageAt(uniform: number): Village;
}

const outsiderShare = 0.02;
const peoplePerEntity = 18;
/** Blocks kept: enough for one round of all tables and for the chance meetings of firms with people. */
const keptBlocks = 160;

export function openWorld(options: { people: number; seed: number; asOf: string }): World {
  const { people, seed } = options;
  const asOf = parseDay(options.asOf);
  const chance = new Chance(seed, "person");
  const places = openPlaces(people, new Chance(seed, "place"));
  const firstOutsider = Math.ceil(people / blockSize) * blockSize;
  const outsiders = { start: firstOutsider, end: firstOutsider + Math.ceil(people * outsiderShare) };
  const villageAt = (uniform: number) => places.byPeople.pick(uniform);
  const ground: Ground = {
    chance,
    asOf,
    people,
    firstOutsider,
    end: outsiders.end,
    turns: turnsFor(outsiders.end),
    lanes,
    villageAt,
  };
  const blocks = new Map<number, Person[]>();

  const world: World = {
    seed,
    asOf,
    chance,
    entityChance: new Chance(seed, "entity"),
    places,
    schools: openSchools(places, people, new Chance(seed, "school")),
    institutions: openInstitutions(places, new Chance(seed, "institution")),
    people,
    outsiders,
    entities: { count: Math.max(24, Math.round(people / peoplePerEntity)) },
    villageAt,
    person(index) {
      const block = Math.floor(index / blockSize);
      let residents = blocks.get(block);
      if (!residents) {
        residents = makeBlock(ground, block).map((facts) => new Person(world, facts));
        if (blocks.size >= keptBlocks) blocks.delete(blocks.keys().next().value ?? block);
        blocks.set(block, residents);
      }
      const person = residents[index % blockSize];
      if (!person) throw new Error(`There is no person ${index}.`);
      return person;
    },
    entity: (index) => new Entity(world, index),
    adult(bits) {
      let at = bits % people;
      for (let tries = 0; tries < 64; tries += 1, at = (at + 1) % people) {
        const candidate = world.person(at);
        if (candidate.isAlive && candidate.age >= 20 && candidate.age <= 70) return candidate;
      }
      return world.person(at);
    },
  };
  return world;
}
