import { type Check, faultOf } from "./check.ts";

const isNumber = /^-?\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?$/;

/** For columns typed as numbers: the SQL reads the column as one. */
function between(low: number, high: number, zh: string, en: string): Check {
  return {
    fault(value) {
      const number = isNumber.test(value) ? Number(value) : Number.NaN;
      if (number >= low && number <= high) return null;
      const isSwapped = number >= -180 && number <= 180;
      return faultOf(
        {
          zh: `${zh}应在 ${low} 到 ${high} 度之间，现在是 ${value}。`,
          en: `${en} lies between ${low} and ${high} degrees; this is ${value}.`,
        },
        isSwapped
          ? { zh: "请核对：经度和纬度可能填反了。", en: "Check it: longitude and latitude may be swapped." }
          : {
              zh: "请核对；用十进制的度，不用度分秒或投影坐标。",
              en: "Check it: decimal degrees, not minutes and seconds or projected metres.",
            },
      );
    },
    sql: ({ column, dialect }) => ({
      shared: [],
      wrong: `not coalesce(${dialect.tryCast(column, { kind: "number" })} between ${low} and ${high}, false)`,
      divisionAt: null,
    }),
  };
}

export const longitude = between(-180, 180, "经度", "Longitude");
export const latitude = between(-90, 90, "纬度", "Latitude");

/** For columns typed as numbers. */
export const notNegative: Check = {
  fault(value) {
    if (isNumber.test(value) && Number(value) >= 0) return null;
    return faultOf(
      { zh: `不应为负数，现在是 ${value}。`, en: `It should not be negative and is ${value}.` },
      { zh: "请核对正负号和来源。", en: "Check the sign and the source." },
    );
  },
  sql: ({ column, dialect }) => ({
    shared: [],
    wrong: `not coalesce(${dialect.tryCast(column, { kind: "number" })} >= 0, false)`,
    divisionAt: null,
  }),
};

const isDay = /^\d{4}-\d{2}-\d{2}(?:$| \d)/;

/** For columns typed as date or datetime; the day counts, not the hour. */
export const notFuture: Check = {
  fault(value, { today }) {
    const day = value.slice(0, 10);
    if (!isDay.test(value)) {
      return faultOf(
        { zh: "这不是规范的日期（年-月-日）。", en: "Not a date in the canonical form (year-month-day)." },
        { zh: "请改成 2026-03-18 这样的写法。", en: "Write it like 2026-03-18." },
      );
    }
    if (day <= today) return null;
    return faultOf(
      {
        zh: `${day} 在今天（${today}）之后，这里只能是已经过去的日子。`,
        en: `${day} lies after today (${today}); only past days belong here.`,
      },
      { zh: "请核对年份。", en: "Check the year." },
    );
  },
  sql: ({ column, dialect, today }) => ({
    shared: [],
    wrong: `not coalesce(${dialect.tryCast(column, { kind: "date" })} <= date '${today}', false)`,
    divisionAt: null,
  }),
};
