import type { Person } from "./person.ts";
import type { World } from "./world.ts";

/** The person of this index where he heads a household, is grown up and is drawn; `slot` tells draws apart. */
export function headsDrawn(world: World, index: number, share: number, slot: number): readonly Person[] {
  if (index >= world.people) return [];
  const person = world.person(index);
  const isFit = person.facts.head === index && person.isAlive && person.age >= 20;
  return isFit && world.chance.at(index, slot) < share ? [person] : [];
}
