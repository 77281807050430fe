import type { Person } from "./person.ts";
import type { World } from "./world.ts";

/** What a person does all day. Employers, schools and institutions are named by their index. */
export type Occupation =
  | { readonly kind: "employee" | "driver"; readonly entity: number; readonly formerEntity: number }
  | { readonly kind: "teacher"; readonly school: number }
  | { readonly kind: "medic"; readonly institution: number }
  | { readonly kind: "pupil"; readonly school: number; readonly grade: number }
  | { readonly kind: "farmer" | "self-employed" | "away" | "student" | "retired" | "none" };

/** Stages of schooling by age at the start of the school year, with the age of the first grade. */
export const stages = [
  { stage: "kindergarten", name: "幼儿园", from: 3, to: 5, attend: 0.85 },
  { stage: "primary", name: "小学", from: 6, to: 11, attend: 0.995 },
  { stage: "junior", name: "初级中学", from: 12, to: 14, attend: 0.985 },
  { stage: "senior", name: "高级中学", from: 15, to: 17, attend: 0.9 },
] as const;
export type Stage = (typeof stages)[number]["stage"];

export function occupationOf(world: World, person: Person): Occupation {
  const { chance } = world;
  const { index, facts } = person;
  if (!person.isAlive) return { kind: "none" };
  const { age } = person;
  const draw = chance.at(index, 20);
  const stage = stages.find(({ from, to }) => age >= from && age <= to);
  if (stage) {
    if (draw >= stage.attend) return { kind: "none" };
    const school = world.schools.at(stage.stage, facts.village.countyCode, chance.at(facts.head, 21));
    return { kind: "pupil", school, grade: age - stage.from + 1 };
  }
  if (age < 18) return { kind: "none" };
  if (facts.isOutsider) return employed(world, index, 0);
  if (age <= 22 && draw < 0.42) return { kind: "student" };
  if (age >= (facts.isMale ? 60 : 55))
    return { kind: !facts.village.isUrban && draw < 0.4 && age < 72 ? "farmer" : "retired" };
  const [farmer, atFirms, selfEmployed, away] = facts.village.isUrban ? [0, 0.7, 0.82, 0.87] : [0.34, 0.66, 0.75, 0.92];
  if (draw < farmer) return { kind: "farmer" };
  if (draw < atFirms) return employed(world, index, age < 23 ? 0 : 0.065);
  if (draw < selfEmployed) return { kind: "self-employed" };
  return { kind: draw < away ? "away" : "none" };
}

/** Two in three of the public share teach, one treats the sick; one in thirty of the rest drives. */
function employed(world: World, index: number, publicShare: number): Occupation {
  const { chance } = world;
  const draw = chance.at(index, 22);
  if (draw < publicShare * 0.66) return { kind: "teacher", school: chance.below(world.schools.count, index, 23) };
  if (draw < publicShare) return { kind: "medic", institution: chance.below(world.institutions.count, index, 23) };
  // A few firms employ most people.
  const firm = (slot: number) => Math.floor(world.entities.count * chance.at(index, slot) ** 2.2);
  return { kind: draw > 0.965 ? "driver" : "employee", entity: firm(24), formerEntity: firm(25) };
}
