import { csvPlain, type DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import { city } from "../world/places.ts";
import type { World } from "../world/world.ts";

interface DivisionRow {
  readonly code: string;
  readonly name: string;
  readonly parent: string;
  readonly level: "county" | "township" | "village";
  /** Code that took its place, for a code no longer in force. */
  readonly successor: string | null;
}

const rowsByWorld = new WeakMap<World, readonly DivisionRow[]>();

/** Counties (retired ones too), townships and villages in use; the city itself is invented and stands in no register. */
function divisionsOf(world: World): readonly DivisionRow[] {
  const known = rowsByWorld.get(world);
  if (known) return known;
  const { counties, streets, villages } = world.places;
  const rows: readonly DivisionRow[] = [
    ...city.retired.map(({ code, name, now }) => ({
      code: `${code}000000`,
      name,
      parent: "510900000000",
      level: "county" as const,
      successor: `${now[0]}000000`,
    })),
    ...counties.map(({ code, name }) => ({
      code: `${code}000000`,
      name,
      parent: "510900000000",
      level: "county" as const,
      successor: null,
    })),
    ...streets.map(({ code, name, county }) => ({
      code: `${code}000`,
      name,
      parent: `${county.code}000000`,
      level: "township" as const,
      successor: null,
    })),
    ...villages.map(({ code, name, streetCode }) => ({
      code,
      name,
      parent: `${streetCode}000`,
      level: "village" as const,
      successor: null,
    })),
  ];
  rowsByWorld.set(world, rows);
  return rows;
}

const { text, coded } = columnsOf<DivisionRow & { readonly index: number }>();

const divisions = defineTable<DivisionRow & { readonly index: number }>({
  key: "division-codes",
  name: "区划对照",
  entry: {
    zh: "本市行政区划代码对照表",
    en: "Division codes of the city",
    abstract: "县、乡、村三级区划的十二位代码，含已撤销代码及其去向。",
    classification: "103002001",
    theme: "自然资源",
    dataClass: "公共管理和服务",
    updateCycle: "yearly",
    share: { class: "unconditional" },
    openClass: "open",
  },
  over: "list",
  count: (world) => divisionsOf(world).length,
  subjects(world, index) {
    const row = divisionsOf(world)[index];
    return row ? [{ ...row, index }] : [];
  },
  about: { kind: "division", of: ({ index }) => index },
  columns: [
    text("dm", "division_code", ({ code }) => code, { key: true, meaning: "区划代码，12 位补零" }),
    text("mc", "division_name", ({ name }) => name, { mandatory: true }),
    text("sjdm", "division_code", ({ parent }) => parent, { field: "parent_division_code", meaning: "上级区划代码" }),
    coded("jb", "division_level", { county: "3", township: "4", village: "5" }, ({ level }) => level),
    coded("zt", "division_status", { current: "在用", retired: "已撤销" }, ({ successor }) =>
      successor === null ? "current" : "retired",
    ),
    text("qxdm", "division_code", ({ successor }) => successor, {
      field: "successor_division_code",
      meaning: "撤销后归入的区划代码",
    }),
  ],
});

export const dataBureau: DepartmentSpec = {
  key: "shujuju",
  name: "示例市数据局",
  shortName: "市数据局",
  nameEn: "Sample City Data Bureau",
  serial: 14,
  isBureau: true,
  duties: {
    collect: "负责编制公共代码和标准。",
    share: "负责政务数据共享的统筹、审核和调度。",
    update: "区划变更后十个工作日内更新。",
    maintain: "负责共享平台和公共代码的维护。",
  },
  contact: { name: "测试甲", duty: "数据资源科" },
  systems: [
    { key: "biaozhun", name: "公共代码库", zone: "government-extranet", description: "区划等公共代码的本地对照。" },
  ],
  dirt: 0.05,
  files: [{ path: "xzqh_dzb.csv", system: "biaozhun", format: "csv", ...csvPlain, table: divisions }],
};
