import type { Entity } from "./entity.ts";
import type { Person } from "./person.ts";
import type { Occupation } from "./work.ts";
import type { World } from "./world.ts";

export type Insurance = "employee" | "resident" | "retired";

/** How a person stands with pension insurance; null for children, students and those who never joined. */
export function pensionOf(world: World, person: Person): Insurance | null {
  if (person.age < 18 || (!person.isAlive && world.chance.at(person.index, 210) < 0.6)) return null;
  const { kind } = person.occupation;
  const draw = world.chance.at(person.index, 211);
  if (["employee", "driver", "teacher", "medic"].includes(kind)) return draw < 0.93 ? "employee" : null;
  if (kind === "retired" || !person.isAlive) return draw < 0.8 ? "retired" : null;
  if (kind === "farmer" || kind === "self-employed" || kind === "away") return draw < 0.72 ? "resident" : null;
  return null;
}

export interface Employer {
  readonly name: string;
  readonly creditCode: string;
  readonly entity: Entity | null;
}

export function employerOf(world: World, occupation: Occupation): Employer | null {
  if (occupation.kind === "employee" || occupation.kind === "driver") {
    const entity = world.entity(occupation.entity);
    return { name: entity.name, creditCode: entity.creditCode, entity };
  }
  const institution =
    occupation.kind === "teacher"
      ? world.schools.list[occupation.school]
      : occupation.kind === "medic"
        ? world.institutions.list[occupation.institution]
        : undefined;
  return institution ? { name: institution.name, creditCode: institution.creditCode, entity: null } : null;
}

/** For the links of a row: which firm employs the person, where it is one. */
export const employingFirm = {
  kind: "entity",
  of: (person: Person, world: World): number | null => employerOf(world, person.occupation)?.entity?.index ?? null,
} as const;

/** The firm a person worked for before; null for those who never worked for another. */
export function formerEmployerOf(world: World, { occupation }: Person): Entity | null {
  return "formerEntity" in occupation ? world.entity(occupation.formerEntity) : null;
}
