import { dateOf, writeDate } from "../calendar.ts";
import type { Chance } from "../chance.ts";
import { citizenId } from "../check-digits.ts";
import { blockSize, type PersonFacts } from "./household.ts";
import { city } from "./places.ts";

/** Sequence numbers 001 … 998 of one day and division: 499 odd for men, 499 even for women. */
export const lanes = 499;

/**
 * How many turns of lanes the blocks need. Two blocks share a lane only in different turns, and birthdays of a block have
 * the residue of its turn (modulo turns): so no two people share division, day, sex and sequence, whatever the size.
 */
export function turnsFor(people: number): number {
  return Math.max(1, Math.ceil(Math.ceil(people / blockSize) / lanes));
}

/** GB 11643: division, birthday, sequence (odd for men), check. The division is a heading code, see `places.ts`. */
export function citizenIdOf(chance: Chance, person: PersonFacts): string {
  // Shifted by day, so that neighbours do not show the same sequence; for one day still one-to-one.
  const lane = (person.block + chance.below(lanes, person.bornOn + 100_000, 60)) % lanes;
  const sequence = lane * 2 + (person.isMale ? 1 : 2);
  const prefix = person.origin?.prefix ?? city.headingCode;
  return citizenId(prefix + writeDate("compact", dateOf(person.bornOn)) + String(sequence).padStart(3, "0"));
}
