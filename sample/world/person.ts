import { type Day, yearsBetween } from "../calendar.ts";
import { withLuhn } from "../check-digits.ts";
import { addressAtOrigin, addressIn, type AddressStyle, mobilePhone } from "./address.ts";
import { type Marital, type PersonFacts } from "./household.ts";
import { citizenIdOf } from "./identity.ts";
import { givenNameOf, surnameOf } from "./names.ts";
import type { Village } from "./places.ts";
import { type Occupation, occupationOf } from "./work.ts";
import type { World } from "./world.ts";

/** One invented person: the facts, and what follows from them and from chance. */
export class Person {
  readonly facts: PersonFacts;
  readonly #world: World;
  #id: string | undefined;
  #name: string | undefined;
  #occupation: Occupation | undefined;

  constructor(world: World, facts: PersonFacts) {
    this.#world = world;
    this.facts = facts;
  }

  get index(): number {
    return this.facts.index;
  }

  get id(): string {
    return (this.#id ??= citizenIdOf(this.#world.chance, this.facts));
  }

  get surname(): string {
    const { father, index } = this.facts;
    return father === null ? surnameOf(this.#world.chance, index) : this.#world.person(father).surname;
  }

  get name(): string {
    return (this.#name ??= this.surname + givenNameOf(this.#world.chance, this.index, this.facts.isMale));
  }

  /** A name given up: what departments that heard nothing of the change still write. */
  get formerName(): string {
    return this.surname + givenNameOf(this.#world.chance, this.index, this.facts.isMale, 1);
  }

  get sex(): "male" | "female" {
    return this.facts.isMale ? "male" : "female";
  }

  get bornOn(): Day {
    return this.facts.bornOn;
  }

  get age(): number {
    return yearsBetween(this.facts.bornOn, this.facts.diedOn ?? this.#world.asOf);
  }

  get isAlive(): boolean {
    return this.facts.diedOn === null;
  }

  get isResident(): boolean {
    return !this.facts.isOutsider;
  }

  get marital(): Marital {
    const { spouse, role, householdSize, index } = this.facts;
    if (spouse !== null) return this.#world.person(spouse).isAlive ? "married" : "widowed";
    if (role === "parent" || (role === "head" && this.age >= 62)) return "widowed";
    const draw = this.#world.chance.at(index, 30);
    // A head without a spouse but with a child has had one.
    if (role === "head" && householdSize > 1) return draw < 0.72 ? "divorced" : "widowed";
    return this.age >= 30 && draw < 0.3 ? "divorced" : "unmarried";
  }

  /** What stood in the register before the last change; the unmarried have changed nothing. */
  get formerMarital(): Marital {
    return this.marital === "divorced" || this.marital === "widowed" ? "married" : "unmarried";
  }

  /** The same for a household. */
  get ethnicity(): "han" | "tibetan" | "hui" | "yi" | "miao" | "tujia" | "qiang" {
    if (this.#world.chance.at(this.facts.head, 31) < 0.962) return "han";
    return this.#world.chance.pick(["yi", "tibetan", "hui", "miao", "tujia", "qiang"] as const, this.facts.head, 35);
  }

  get education(): "graduate" | "bachelor" | "college" | "secondary" | "senior" | "junior" | "primary" | "none" {
    // Teachers and doctors have studied.
    const isPublic = this.occupation.kind === "teacher" || this.occupation.kind === "medic";
    if (isPublic) return this.#world.chance.at(this.index, 34) < 0.7 ? "bachelor" : "college";
    const draw = this.#world.chance.at(this.index, 32) + (this.age > 60 ? -0.45 : this.age > 45 ? -0.2 : 0);
    if (this.age < 6) return "none";
    if (this.age < 16 || draw < -0.1) return "primary";
    if (this.age < 19 || draw < 0.22) return "junior";
    if (draw < 0.45) return "senior";
    if (draw < 0.55) return "secondary";
    if (draw < 0.76) return "college";
    return draw < 0.96 ? "bachelor" : "graduate";
  }

  get village(): Village {
    return this.facts.village;
  }

  /** Where the person lives. */
  address(style: AddressStyle): string {
    const { origin, isOutsider, head, village } = this.facts;
    return isOutsider && origin
      ? addressAtOrigin(this.#world.chance, origin, head)
      : addressIn(this.#world.chance, village, head, style);
  }

  /** Where the household lived before. */
  formerAddress(style: AddressStyle): string {
    return addressIn(
      this.#world.chance,
      this.#world.villageAt(this.#world.chance.at(this.facts.head, 33)),
      this.facts.head,
      style,
      1,
    );
  }

  /** Where the household is registered: at its origin, or where it lives. */
  registeredAddress(style: AddressStyle): string {
    const { origin, head } = this.facts;
    return origin ? addressAtOrigin(this.#world.chance, origin, head) : this.address(style);
  }

  get registeredDivision(): string {
    const { origin, village } = this.facts;
    return origin ? origin.prefix : village.countyCode;
  }

  /** Children below 12 have none. */
  get phone(): string | null {
    return this.age < 12 ? null : mobilePhone(this.#world.chance, this.index);
  }

  get formerPhone(): string | null {
    return this.age < 12 ? null : mobilePhone(this.#world.chance, this.index, 1);
  }

  /** 19 digits that pass Luhn; the issuer number 629990 is nobody's. */
  get bankCard(): string {
    return withLuhn(`629990${String(this.index).padStart(12, "0")}`);
  }

  get occupation(): Occupation {
    return (this.#occupation ??= occupationOf(this.#world, this));
  }
}
