import path from "node:path";
import { dateOf, type Day, writeDate } from "./calendar.ts";
import { truthFiles } from "./manifest.ts";
import type { World } from "./world/world.ts";
import { openTextFile } from "./writers/text-file.ts";

/** The people and firms as they are, one JSON object a line, by index. */
export interface WorldTruth {
  write(index: number): void;
  close(): void;
}

const iso = (day: Day | null): string | null => (day === null ? null : writeDate("iso", dateOf(day)));

export function openPeopleTruth(world: World, folder: string): WorldTruth {
  const file = openTextFile(path.join(folder, truthFiles.people));
  return {
    write(index) {
      const person = world.person(index);
      const { facts } = person;
      const told = {
        person: index,
        citizenId: person.id,
        name: person.name,
        sex: person.sex,
        bornOn: iso(facts.bornOn),
        diedOn: iso(facts.diedOn),
        isResident: person.isResident,
        marital: person.marital,
        household: facts.head,
        spouse: facts.spouse,
        mother: facts.mother,
        father: facts.father,
        village: facts.village.code,
        address: person.address("province"),
        phone: person.phone,
        occupation: person.occupation.kind,
      };
      file.write(`${JSON.stringify(told)}\n`);
    },
    close: () => file.close(),
  };
}

export function openEntityTruth(world: World, folder: string): WorldTruth {
  const file = openTextFile(path.join(folder, truthFiles.entities));
  return {
    write(index) {
      const entity = world.entity(index);
      const told = {
        entity: index,
        creditCode: entity.creditCode,
        registrationNumber: entity.oldNumber,
        name: entity.name,
        kind: entity.kind,
        status: entity.status,
        establishedOn: iso(entity.establishedOn),
        representative: entity.representative.index,
        village: entity.village.code,
        address: entity.address("province"),
        phone: entity.phone,
      };
      file.write(`${JSON.stringify(told)}\n`);
    },
    close: () => file.close(),
  };
}
