import type { Day } from "../calendar.ts";
import { type Chance, scatter, Weighted } from "../chance.ts";
import { creditAlphabet, creditCodeOf, withMod1110 } from "../check-digits.ts";
import { type AddressStyle, businessAddressIn, officePhone } from "./address.ts";
import { city, type Village } from "./places.ts";
import type { Person } from "./person.ts";
import type { World } from "./world.ts";

export type EntityKind = "enterprise" | "individual" | "cooperative";
export type EntityStatus = "active" | "revoked" | "cancelled" | "moved";

/** Trades with their section of GB/T 4754. */
// oxfmt-ignore
const trades = [
  ["商贸", "F"], ["百货", "F"], ["建材", "F"], ["农资", "F"], ["粮油", "F"], ["医药", "F"], ["五金", "F"], ["电器", "F"],
  ["餐饮管理", "H"], ["酒店管理", "H"], ["食品", "C"], ["机械", "C"], ["纺织", "C"], ["电子", "C"], ["化工", "C"], ["家具", "C"],
  ["包装", "C"], ["建筑工程", "E"], ["装饰工程", "E"], ["劳务", "L"], ["物流", "G"], ["运输", "G"], ["客运", "G"], ["信息技术", "I"],
  ["软件", "I"], ["网络科技", "I"], ["广告", "L"], ["咨询", "L"], ["物业", "K"], ["房地产开发", "K"], ["环保", "N"], ["水务", "D"],
  ["教育咨询", "P"], ["文化传播", "R"], ["检测技术", "M"], ["养老服务", "Q"],
] as const;
const shops = [
  "小吃店",
  "便利店",
  "理发店",
  "面馆",
  "火锅店",
  "水果店",
  "服装店",
  "五金店",
  "修理部",
  "药房",
  "茶楼",
  "打印店",
];
const crops = ["水稻种植", "柑橘种植", "生猪养殖", "水产养殖", "蔬菜种植", "中药材种植"];
const first = Array.from("清源润泽瑞和泰安鼎华盛兴隆昌恒达信诚德宏远景明阳光天地金玉福禄春秋晨星云月山川林海");
const second = Array.from("波流江河渠湖堰泉溪丰荣茂合顺通利康宁嘉禾田园乐居佳美新程业成隆兴发展旺祥吉庆");
const lots = Array.from("新东南西北中大一二三四五六七八九甲乙丙丁");

const varietiesOf: Readonly<Record<EntityKind, readonly string[]>> = {
  enterprise: trades.map(([name]) => name),
  individual: shops,
  cooperative: crops,
};

const kinds = new Weighted<EntityKind>(
  ["individual", "enterprise", "cooperative"],
  (kind) => ({ individual: 47, enterprise: 47, cooperative: 6 })[kind],
);
const statuses = new Weighted<EntityStatus>(
  ["active", "revoked", "cancelled", "moved"],
  (status) => ({ active: 88, revoked: 4, cancelled: 7, moved: 1 })[status],
);

/**
 * Body of an organisation code: two letters that tell the kind of organisation and a serial number in base 31. Scattered
 * one-to-one, so it is unique, and two neighbours do not look alike.
 */
export function organisationBody(letters: string, serial: number): string {
  let rest = scatter(serial, 31 ** 6, 77_777);
  let body = "";
  for (let place = 0; place < 6; place += 1) {
    body = creditAlphabet.charAt(rest % 31) + body;
    rest = Math.floor(rest / 31);
  }
  return letters + body;
}

const codeKinds = { enterprise: "91", individual: "92", cooperative: "93" } as const;

/** A firm, shop or cooperative. Its name carries 示例. */
export class Entity {
  readonly index: number;
  readonly kind: EntityKind;
  readonly status: EntityStatus;
  readonly village: Village;
  readonly establishedOn: Day;
  readonly #world: World;
  readonly #chance: Chance;

  constructor(world: World, index: number) {
    this.#world = world;
    this.#chance = world.entityChance;
    this.index = index;
    this.kind = kinds.pick(this.#chance.at(index, 0));
    this.status = statuses.pick(this.#chance.at(index, 1));
    this.village =
      this.kind === "cooperative"
        ? world.villageAt(this.#chance.at(index, 2))
        : this.#chance.pick(world.places.urban, index, 2);
    this.establishedOn = world.asOf - 120 - Math.floor(this.#chance.at(index, 3) ** 1.6 * 25 * 365);
  }

  get creditCode(): string {
    return creditCodeOf(codeKinds[this.kind], city.headingCode, organisationBody("MA", this.index));
  }

  /** Business registration number of before 2015 (GS 15-2006): authority 6, serial 8, check 1. */
  get oldNumber(): string {
    return withMod1110(city.headingCode + String(scatter(this.index, 100_000_000, 31)).padStart(8, "0"));
  }

  get name(): string {
    const { pair, serial } = this.#word();
    const varieties = varietiesOf[this.kind];
    const lot = lots[Math.floor(serial / varieties.length) - 1] ?? "";
    return this.#nameWith(pair + lot, varieties[serial % varieties.length] ?? "");
  }

  /** The name before the last change of name. */
  get formerName(): string {
    const pair = this.#chance.pick(first, this.index, 4) + this.#chance.pick(second, this.index, 5);
    return this.#nameWith(`${pair}老`, this.#chance.pick(varietiesOf[this.kind], this.index, 6));
  }

  /** Two characters, and a number that runs on when all pairs are used up: together one-to-one with the index. */
  #word(): { pair: string; serial: number } {
    const pairs = first.length * second.length;
    const scattered = scatter(this.index % (pairs * trades.length), pairs * trades.length, 5);
    const pair = scattered % pairs;
    return {
      pair: (first[pair % first.length] ?? "") + (second[Math.floor(pair / first.length)] ?? ""),
      serial: Math.floor(scattered / pairs) + Math.floor(this.index / (pairs * trades.length)) * trades.length,
    };
  }

  #nameWith(word: string, variety: string): string {
    if (this.kind === "individual") return `${city.name}${this.village.county}${word}${variety}`;
    if (this.kind === "cooperative") return `${city.name}${word}${variety}专业合作社`;
    return `${city.name}${word}${variety}${this.#chance.at(this.index, 7) < 0.85 ? "有限公司" : "有限责任公司"}`;
  }

  get #trade(): (typeof trades)[number] {
    return trades[this.#word().serial % trades.length] ?? trades[0];
  }

  get industryName(): string {
    return this.#trade[0];
  }

  /** Section of GB/T 4754-2017. */
  get industry(): string {
    if (this.kind === "cooperative") return "A";
    if (this.kind === "individual") return this.#chance.at(this.index, 6) < 0.5 ? "H" : "F";
    return this.#trade[1];
  }

  get representative(): Person {
    return this.#world.adult(this.#chance.bits(this.index, 8));
  }

  get formerRepresentative(): Person {
    return this.#world.adult(this.#chance.bits(this.index, 9));
  }

  /** Registered capital in 万元. */
  get capital(): number {
    const steps = this.kind === "individual" ? [1, 2, 3, 5, 8, 10] : [10, 30, 50, 100, 200, 300, 500, 1000, 2000, 5000];
    return this.#chance.pick(steps, this.index, 10);
  }

  address(style: AddressStyle): string {
    return businessAddressIn(this.#chance, this.village, this.index, style);
  }

  formerAddress(style: AddressStyle): string {
    return businessAddressIn(
      this.#chance,
      this.#chance.pick(this.#world.places.urban, this.index, 11),
      this.index,
      style,
      1,
    );
  }

  get phone(): string {
    return officePhone(this.#chance, this.index);
  }
}
