import type { ResourceFields, ResourceItem } from "#contract/catalog";
import type { OpeningTerms } from "#contract/portal-manage";
import { csvColumns, name } from "#kernel/lake/lake";
import { type TestHub, testPolice } from "#test/hub";

export { testPolice };

const text = { kind: "text", maxLength: null, precision: null, scale: null } as const;

const item = (field: string, zh: string, more: Partial<ResourceItem> = {}): ResourceItem => ({
  field,
  name: { zh, en: field },
  element: null,
  type: text,
  isKey: false,
  isMandatory: false,
  grade: "1",
  isPersonal: false,
  description: "",
  ...more,
});

/** Charging stations of an invented city: points, a district, a count of people, and a name nobody may see. */
export const stationItems: readonly ResourceItem[] = [
  item("station_no", "站点编号", { isKey: true }),
  item("station_name", "站点名称"),
  item("district", "所在区县"),
  item("longitude", "经度", { type: { ...text, kind: "number" } }),
  item("latitude", "纬度", { type: { ...text, kind: "number" } }),
  item("users", "注册用户人数", { type: { ...text, kind: "integer" } }),
  item("fee", "收费金额", { type: { ...text, kind: "integer" } }),
  item("owner_name", "负责人姓名", { isPersonal: true, grade: "3" }),
  item("note", "备注"),
];
const lakeTypes = ["varchar", "varchar", "varchar", "double", "double", "bigint", "bigint", "varchar", "varchar"];

export type StationRow = readonly [
  string,
  string,
  string,
  number,
  number,
  number | null,
  number | null,
  string,
  string,
];
export const stations: readonly StationRow[] = [
  ["S-1", "测试一号站", "锦江区", 104.08, 30.65, 120, 900, "张三丰", "无"],
  ["S-2", "测试二号站", "锦江区", 104.09, 30.66, 3, 20, "李四光", "报修请打 13800138000"],
  ["S-3", "测试三号站", "青羊区", 104.05, 30.68, 0, 0, "王五", "无"],
  ["S-4", "测试四号站", "锦江区", 104.1, 30.64, 40, 310, "赵六", "无"],
  ["S-5", 'Quote "five", <b>', "青羊区", 104.04, 30.67, null, null, "钱七", "无"],
];

export interface TestStations {
  readonly id: string;
  /** Writes these rows as another load would, and tells the hub of it. */
  load(rows: readonly StationRow[]): Promise<void>;
}

/** A published resource of the police with rows in the lake. */
export async function makeStations(
  { hub, lake }: TestHub,
  { title = "公共充电站", ...more }: Partial<ResourceFields> & { title?: string } = {},
): Promise<TestStations> {
  const call = hub.call();
  const start = {
    name: title,
    nameEn: "Public charging stations",
    abstract: "公共充电站的位置和用量，一站一行。",
    department: testPolice,
    format: "database" as const,
    classification: "307020001",
    theme: "交通运输",
    updateCycle: "monthly",
    shareClass: "unconditional",
    shareModes: ["query-api"],
    openClass: "open",
    dataClass: "公共管理和服务",
    items: [...stationItems],
    isInvented: true,
    ...more,
  } satisfies Parameters<typeof hub.catalog.draftFor>[1];
  const { id, table } = await hub.catalog.draftFor(call, start);
  const load = async (rows: readonly StationRow[]) => {
    await using session = await lake.session();
    await session.write("create schema if not exists standard");
    await session.write(`drop table if exists ${table}`);
    const columns = stationItems.map((own, at) => `${name(own.field)} ${lakeTypes[at]}`).join(", ");
    await session.write(`create table ${table} (${name(csvColumns.row)} bigint, ${columns})`);
    for (const [at, row] of rows.entries()) {
      const places = row.map((_, position) => `$${position + 2}`).join(", ");
      await session.write(`insert into ${table} values ($1, ${places})`, [at + 1, ...row]);
    }
    const loaded = { loadId: crypto.randomUUID(), rowCount: rows.length, loadedAt: new Date() };
    await hub.catalog.noteLoad(call, id, loaded);
    await hub.portal.heardOfLoad(call, { resourceId: id });
  };
  await load(stations);
  const { life } = hub.catalog;
  await life.submit(call, id);
  await life.assessSecrecy(call, id, { result: "no-secret", note: "不涉密" });
  await life.assessPersonal(call, id, {
    result: "acceptable",
    basis: "法定职责",
    safeguards: "不开放个人信息",
    note: "含负责人姓名",
  });
  await life.sign(call, id);
  await life.publish(call, id);
  return { id, load };
}

export const stationTerms = (more: Partial<OpeningTerms> = {}): OpeningTerms => ({
  title: { zh: "公共充电站在哪里", en: "Where are the charging stations" },
  description: { zh: "全市公共充电站的位置和用量，一站一行，每月更新。", en: "Charging stations, one to a row." },
  theme: "transport",
  keywords: ["充电站", "新能源"],
  licence: "public-data-open-1.0",
  access: "open",
  conditions: "",
  items: ["station_no", "station_name", "district", "longitude", "latitude", "users", "fee"].map((field) => ({
    field,
    mask: null,
    description: "",
  })),
  smallCells: [{ field: "users", hides: ["fee"] }],
  spatial: "测试市",
  from: null,
  until: null,
  point: { longitude: "longitude", latitude: "latitude" },
  countBy: "district",
  acknowledged: "站点数据不涉及个人，与已开放数据合起来也不能识别个人。",
  ...more,
});
