import type { Chance } from "../chance.ts";
import { city, type Origin, type Village } from "./places.ts";

const roads = [
  "清渠",
  "堰前",
  "引水",
  "分水",
  "润田",
  "长流",
  "平波",
  "望江",
  "飞沙",
  "宝瓶",
  "鱼嘴",
  "春灌",
  "安澜",
  "渠首",
];
const estates = ["堰塘苑", "清渠花园", "润田小区", "安澜里", "平波家园", "渠首公馆", "春灌新村"];

/** How departments write the same address: from the province, from the city, from the county. */
export const addressStyles = ["province", "city", "county"] as const;
export type AddressStyle = (typeof addressStyles)[number];

function upTo(style: AddressStyle, { county }: Village): string {
  if (style === "county") return county;
  return (style === "province" ? city.province : "") + city.name + county;
}

/** Street and number of a household or firm; `key` is its index, `take` counts its removals. */
export function addressIn(chance: Chance, village: Village, key: number, style: AddressStyle, take = 0): string {
  const slot = 80 + take * 8;
  const place = upTo(style, village) + village.street + village.shortName;
  const number = chance.between(1, 188, key, slot);
  if (!village.isUrban) return `${place}${chance.between(1, 12, key, slot + 1)}组${number}号`;
  const road = chance.pick(roads, key, slot + 2) + chance.pick(["路", "街", "巷"], key, slot + 3);
  const estate = chance.at(key, slot + 4) < 0.6 ? chance.pick(estates, key, slot + 5) : "";
  const floor = chance.between(1, 18, key, slot + 6);
  const room = `${floor}${String(chance.between(1, 4, key, slot + 7)).padStart(2, "0")}`;
  return `${place}${road}${number}号${estate}${chance.between(1, 22, key, slot + 1)}栋${chance.between(1, 4, key, slot + 3)}单元${room}室`;
}

/** Shops and offices: no flat. */
export function businessAddressIn(
  chance: Chance,
  village: Village,
  key: number,
  style: AddressStyle,
  take = 0,
): string {
  const slot = 80 + take * 8;
  const road = chance.pick(roads, key, slot + 2) + chance.pick(["路", "街", "大道"], key, slot + 3);
  const shop = chance.at(key, slot + 4) < 0.4 ? `附${chance.between(1, 20, key, slot + 5)}号` : "";
  return `${upTo(style, village)}${village.street}${road}${chance.between(1, 388, key, slot)}号${shop}`;
}

export const addressAtOrigin = (chance: Chance, origin: Origin, key: number): string =>
  `${origin.name}示例镇示例村${chance.between(1, 9, key, 120)}组${chance.between(1, 199, key, 121)}号`;

/** Number segments that no operator has been given (160, 161, 163, 164, 168, 169): right in form, nobody's phone. */
const mobileSegments = ["160", "161", "163", "164", "168", "169"];

export function mobilePhone(chance: Chance, person: number, take = 0): string {
  const serial = chance.bits(person, 130 + take) % 100_000_000;
  return chance.pick(mobileSegments, person, 132 + take) + String(serial).padStart(8, "0");
}

/** Local numbers beginning with 9 are not given to subscribers. */
export const officePhone = (chance: Chance, key: number): string =>
  `0825-9${String(chance.bits(key, 136) % 1_000_000).padStart(6, "0")}`;
