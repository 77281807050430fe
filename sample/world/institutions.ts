import type { Chance } from "../chance.ts";
import { creditCodeOf } from "../check-digits.ts";
import { businessAddressIn, officePhone } from "./address.ts";
import { organisationBody } from "./entity.ts";
import { city, type County, type Places, type Village } from "./places.ts";
import { type Stage, stages } from "./work.ts";

const words = [
  "清渠",
  "润泽",
  "安澜",
  "平波",
  "长流",
  "源泉",
  "春江",
  "明湖",
  "碧溪",
  "望江",
  "引水",
  "分水",
  "渠首",
  "汇川",
  "沐泽",
  "静澜",
];

/** A school, a hospital: a public institution with a name, a code and a place. */
export interface Institution {
  readonly index: number;
  readonly name: string;
  readonly creditCode: string;
  readonly kind: string;
  readonly village: Village;
  readonly address: string;
  readonly phone: string;
}

export interface School extends Institution {
  readonly stage: Stage;
  /** 学校标识码, 10 digits. */
  readonly number: string;
  readonly isPublic: boolean;
}

export interface Schools {
  readonly count: number;
  readonly list: readonly School[];
  /** Index of a school of this stage in the county. */
  at(stage: Stage, countyCode: string, uniform: number): number;
}

const pupilsPerSchool: Readonly<Record<Stage, number>> = { kindergarten: 260, primary: 620, junior: 900, senior: 1400 };
const shareOfPeople: Readonly<Record<Stage, number>> = {
  kindergarten: 0.03,
  primary: 0.065,
  junior: 0.033,
  senior: 0.03,
};

export function openSchools(places: Places, people: number, chance: Chance): Schools {
  const list: School[] = [];
  const byPlace = new Map<string, number[]>();
  const weight = places.counties.reduce((sum, county) => sum + county.weight, 0);
  for (const county of places.counties) {
    for (const { stage, name } of stages) {
      const pupils = (people * shareOfPeople[stage] * county.weight) / weight;
      const indexes = Array.from({ length: Math.max(1, Math.round(pupils / pupilsPerSchool[stage])) }, (_, number) => {
        const index = list.length;
        list.push(makeSchool(chance, county, stage, name, index, number));
        return index;
      });
      byPlace.set(county.code + stage, indexes);
    }
  }
  return {
    count: list.length,
    list,
    at(stage, countyCode, uniform) {
      const indexes = byPlace.get(countyCode + stage) ?? [0];
      return indexes[Math.floor(uniform * indexes.length)] ?? 0;
    },
  };
}

function makeSchool(
  chance: Chance,
  county: County,
  stage: Stage,
  stageName: string,
  index: number,
  number: number,
): School {
  const isPublic = chance.at(index, 1) < (stage === "kindergarten" ? 0.5 : 0.93);
  const village = chance.pick(county.villages, index, 2);
  return {
    index,
    stage,
    kind: stageName,
    name: `${city.name}${county.name}${nameWord(number)}${stageName}`,
    number: `5109${String(index + 100_000).padStart(6, "0")}`,
    creditCode: creditCodeOf(isPublic ? "12" : "52", city.headingCode, organisationBody("JY", index)),
    isPublic,
    village,
    address: businessAddressIn(chance, village, index, "city"),
    phone: officePhone(chance, index),
  };
}

/** Words first, then words with a number: 清渠, 润泽 … 清渠第二. */
function nameWord(number: number): string {
  const round = Math.floor(number / words.length);
  return (words[number % words.length] ?? "") + (round === 0 ? "" : `第${round + 1}`);
}

export interface Institutions {
  readonly count: number;
  readonly list: readonly Institution[];
}

/** County hospitals, and a health centre for each township in use. */
export function openInstitutions(places: Places, chance: Chance): Institutions {
  const list: Institution[] = [];
  const add = (name: string, kind: string, village: Village): void => {
    const index = list.length;
    const creditCode = creditCodeOf("12", city.headingCode, organisationBody("WJ", index));
    list.push({
      index,
      name: `${city.name}${name}`,
      kind,
      creditCode,
      village,
      address: businessAddressIn(chance, village, index, "city"),
      phone: officePhone(chance, index),
    });
  };
  for (const county of places.counties) {
    const at = (slot: number) => chance.pick(county.villages, list.length, slot);
    add(`${county.name}人民医院`, "综合医院", at(1));
    add(`${county.name}中医医院`, "中医医院", at(2));
    add(`${county.name}妇幼保健院`, "妇幼保健院", at(3));
  }
  for (const street of places.streets) {
    const village = places.villages.find(({ streetCode }) => streetCode === street.code);
    if (!village) continue;
    const isTown = !street.name.endsWith("街道");
    add(
      `${street.county.name}${street.name}${isTown ? "卫生院" : "社区卫生服务中心"}`,
      isTown ? "乡镇卫生院" : "社区卫生服务中心",
      village,
    );
  }
  return { count: list.length, list };
}
