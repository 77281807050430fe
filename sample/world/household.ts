import { type Day, daysPerYear } from "../calendar.ts";
import { type Chance, Weighted } from "../chance.ts";
import { type Origin, originsByWeight, type Village } from "./places.ts";

export const roles = ["head", "spouse", "child", "parent"] as const;
export type Role = (typeof roles)[number];
export const maritalStates = ["unmarried", "married", "divorced", "widowed"] as const;
export type Marital = (typeof maritalStates)[number];

/** What a person is before anything is derived from it; references are indexes of other people, or null. */
export interface PersonFacts {
  readonly index: number;
  readonly block: number;
  /** Index of the head of the household; it is also the household's own number. */
  readonly head: number;
  readonly householdSize: number;
  readonly role: Role;
  readonly isMale: boolean;
  readonly bornOn: Day;
  readonly diedOn: Day | null;
  readonly spouse: number | null;
  readonly mother: number | null;
  readonly father: number | null;
  readonly marriedOn: Day | null;
  readonly village: Village;
  /** Where the household comes from, or null for people of the city. */
  readonly origin: Origin | null;
  /** Works or is insured in the city and lives elsewhere: in no population register of the city. */
  readonly isOutsider: boolean;
}

/** What the making of people needs to know of the city. */
export interface Ground {
  readonly chance: Chance;
  readonly asOf: Day;
  /** Residents are 0 … people − 1. */
  readonly people: number;
  readonly firstOutsider: number;
  /** One past the last outsider. */
  readonly end: number;
  /** Days between birthdays that blocks with the same lane may share (see `identity.ts`). */
  readonly turns: number;
  readonly lanes: number;
  readonly villageAt: (uniform: number) => Village;
}

interface HouseholdKind {
  readonly weight: number;
  readonly headAge: readonly [number, number];
  readonly isCouple: boolean;
  readonly children: number;
  readonly elders: number;
}

const households: readonly HouseholdKind[] = [
  { weight: 7, headAge: [62, 92], isCouple: false, children: 0, elders: 0 },
  { weight: 12, headAge: [19, 45], isCouple: false, children: 0, elders: 0 },
  { weight: 16, headAge: [25, 78], isCouple: true, children: 0, elders: 0 },
  { weight: 24, headAge: [26, 56], isCouple: true, children: 1, elders: 0 },
  { weight: 13, headAge: [29, 50], isCouple: true, children: 2, elders: 0 },
  { weight: 13, headAge: [28, 48], isCouple: true, children: 1, elders: 2 },
  { weight: 5, headAge: [29, 48], isCouple: true, children: 2, elders: 1 },
  { weight: 5, headAge: [27, 50], isCouple: false, children: 1, elders: 0 },
  { weight: 5, headAge: [50, 70], isCouple: true, children: 1, elders: 1 },
];
const householdsByWeight = new Weighted(households, (kind) => kind.weight);
const smallest: HouseholdKind = { weight: 0, headAge: [22, 80], isCouple: false, children: 0, elders: 0 };
const commuter: HouseholdKind = { weight: 0, headAge: [20, 56], isCouple: false, children: 0, elders: 0 };

const migrantShare = 0.11;
/** Deaths of the last three years by age at the start of them. */
const deathShares: readonly (readonly [age: number, share: number])[] = [
  [85, 0.3],
  [75, 0.13],
  [65, 0.05],
  [45, 0.012],
  [0, 0.002],
];
const deathYears = 3;

/** People come in blocks: whoever asks for one person makes his block of at most 64, and no other. */
export const blockSize = 64;

export function makeBlock(ground: Ground, block: number): PersonFacts[] {
  const first = block * blockSize;
  const isOutside = first >= ground.firstOutsider;
  const end = Math.min(first + blockSize, isOutside ? ground.end : ground.people);
  const made: PersonFacts[] = [];
  while (first + made.length < end) {
    const head = first + made.length;
    const room = end - head;
    const drawn = isOutside ? commuter : householdsByWeight.pick(ground.chance.at(head, 0));
    made.push(...makeHousehold(ground, sizeOf(drawn) <= room ? drawn : smallest, head, block, isOutside, made));
  }
  return made;
}

const sizeOf = (kind: HouseholdKind): number => 1 + (kind.isCouple ? 1 : 0) + kind.children + kind.elders;

function makeHousehold(
  ground: Ground,
  kind: HouseholdKind,
  head: number,
  block: number,
  isOutsider: boolean,
  neighbours: readonly PersonFacts[],
): PersonFacts[] {
  const { chance } = ground;
  const isMigrant = isOutsider || (kind.elders === 0 && chance.at(head, 1) < migrantShare);
  const shared = {
    block,
    head,
    householdSize: sizeOf(kind),
    village: ground.villageAt(chance.at(head, 3)),
    origin: isMigrant ? originsByWeight.pick(chance.at(head, 2)) : null,
    isOutsider,
  };
  const blank = { spouse: null, mother: null, father: null, marriedOn: null };
  const members: PersonFacts[] = [];
  for (const drawn of drawMembers(ground, kind, head)) {
    const index = head + members.length;
    const bornOn = freeBirthday(ground, block, drawn, [...neighbours, ...members]);
    members.push({ index, ...shared, ...blank, ...drawn, bornOn, diedOn: diedOn(ground, index, bornOn, isOutsider) });
  }
  return members;
}

type Drawn = Pick<PersonFacts, "role" | "isMale" | "bornOn"> & Partial<PersonFacts>;

/** Head, spouse, children, elders: in this order they are numbered from the head on. */
function drawMembers(ground: Ground, kind: HouseholdKind, head: number): Drawn[] {
  const { chance } = ground;
  const { headIsMale, headBornOn, spouseBornOn } = drawCouple(ground, kind, head);
  const spouse = kind.isCouple ? head + 1 : null;
  const firstChild = head + (kind.isCouple ? 2 : 1);
  const firstElder = firstChild + kind.children;
  const motherBornOn = kind.isCouple && headIsMale ? spouseBornOn : headBornOn;
  const children = Array.from({ length: kind.children }, (_, child): Drawn => ({
    role: "child",
    isMale: chance.at(firstChild + child, 4) < 0.52,
    bornOn: drawBirth(ground, head, motherBornOn, child),
    father: headIsMale ? head : spouse,
    mother: headIsMale ? spouse : head,
  }));
  const couple: readonly [Day, Day] = headIsMale ? [headBornOn, spouseBornOn] : [spouseBornOn, headBornOn];
  const marriedOn = kind.isCouple ? weddingDay(ground, head, couple, children[0]?.bornOn ?? ground.asOf) : null;
  const elders = Array.from({ length: kind.elders }, (_, elder): Drawn => {
    const age = chance.between(24, 31, head, 12 + elder) + chance.at(head, 14 + elder);
    const isWidowed = kind.elders === 1;
    return {
      role: "parent",
      isMale: elder === 1,
      bornOn: headBornOn - Math.floor(age * daysPerYear),
      spouse: isWidowed ? null : firstElder + 1 - elder,
      marriedOn: isWidowed ? null : headBornOn - 300 - chance.below(200, head, 16),
    };
  });
  const parents = kind.elders > 0 && { mother: firstElder, father: kind.elders > 1 ? firstElder + 1 : null };
  return [
    { role: "head", isMale: headIsMale, bornOn: headBornOn, spouse, marriedOn, ...parents },
    ...(kind.isCouple
      ? [{ role: "spouse", isMale: !headIsMale, bornOn: spouseBornOn, spouse: head, marriedOn } as const]
      : []),
    ...children,
    ...elders,
  ];
}

function drawCouple({ chance, asOf }: Ground, kind: HouseholdKind, head: number) {
  const [youngest, oldest] = kind.headAge;
  const headIsMale = chance.at(head, 4) < (kind.isCouple ? 0.72 : 0.47);
  const headAge = chance.between(youngest, oldest, head, 6) + chance.at(head, 5);
  const spouseAge = Math.max(23, headAge + chance.between(-5, 3, head, 7) * (headIsMale ? 1 : -1));
  const bornAtAge = (age: number): Day => asOf - Math.floor(age * daysPerYear);
  return { headIsMale, headBornOn: bornAtAge(headAge), spouseBornOn: bornAtAge(spouseAge) };
}

/** A mother is 21 to 36 at her first child, two years older at the next. */
function drawBirth({ chance, asOf }: Ground, head: number, motherBornOn: Day, child: number): Day {
  const youngest = 21 + child * 2;
  const oldest = Math.max(youngest, Math.min(36 + child, (asOf - motherBornOn) / daysPerYear - 0.1));
  const age = youngest + chance.at(head, 8 + child) * (oldest - youngest);
  return Math.min(asOf - 1, motherBornOn + Math.floor(age * daysPerYear));
}

/** Not before the husband is 22 and the wife 20 (民法典第一千零四十七条), and before the first child where that can be. */
function weddingDay(ground: Ground, head: number, [husband, wife]: readonly [Day, Day], firstChild: Day): Day {
  const earliest = Math.ceil(Math.max(husband + 22 * daysPerYear, wife + 20 * daysPerYear)) + 1;
  const latest = Math.min(ground.asOf - 1, firstChild - 250);
  const span = Math.max(latest, earliest + 1) - earliest;
  return Math.min(ground.asOf - 1, earliest + Math.floor(ground.chance.at(head, 17) ** 2 * span));
}

/**
 * Moves a birthday back until nobody of the same sex in the block has it and its residue is the block's turn: with the
 * lane of the block that makes identity numbers unique without a list of those given out.
 */
function freeBirthday(
  ground: Ground,
  block: number,
  { bornOn, isMale }: Pick<PersonFacts, "bornOn" | "isMale">,
  others: readonly PersonFacts[],
): Day {
  const turn = Math.floor(block / ground.lanes) % ground.turns;
  const base = bornOn - (((bornOn % ground.turns) + ground.turns) % ground.turns) + turn;
  let day = base > bornOn ? base - ground.turns : base;
  while (others.some((other) => other.bornOn === day && other.isMale === isMale)) day -= ground.turns;
  return day;
}

function diedOn(ground: Ground, index: number, bornOn: Day, isOutsider: boolean): Day | null {
  if (isOutsider) return null;
  const age = (ground.asOf - bornOn) / daysPerYear - deathYears;
  const share = deathShares.find(([from]) => age >= from)?.[1] ?? 0;
  if (ground.chance.at(index, 18) >= share) return null;
  return ground.asOf - 1 - ground.chance.below(Math.floor(deathYears * daysPerYear), index, 19);
}
