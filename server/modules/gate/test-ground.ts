import type { ResourceItem } from "#contract/catalog";
import type { Grant, GrantTermsInput } from "#contract/gate";
import type { ServiceClient } from "#contract/identity";
import { csvColumns, name } from "#kernel/lake/lake";
import { clientOf, type TestClient } from "#test/client";
import { type TestHub, testBureau, testPolice } from "#test/hub";

export { testBureau, testPolice };

type NewItem = Pick<ResourceItem, "field" | "name" | "type" | "grade"> & Partial<ResourceItem>;

const text = { kind: "text", maxLength: null, precision: null, scale: null } as const;

export const item = (field: string, zh: string, more: Partial<ResourceItem> = {}): ResourceItem => ({
  field,
  name: { zh, en: "" },
  element: null,
  type: text,
  isKey: false,
  isMandatory: false,
  grade: "1",
  isPersonal: false,
  description: "",
  ...more,
});

/** Five permits of invented people; the last lies in another division. */
export const permits = [
  ["P-1", "张三丰", "13800138001", "510104", "2026-01-05", 12, "2.50"],
  ["P-2", "李四光", "13800138002", "510104", "2026-01-06", 6, "0.00"],
  ["P-3", "欧阳小明", "13800138003", "510105", "2026-02-01", 24, null],
  ["P-4", "赵六", null, "510105", "2026-03-01", 12, "10.25"],
  ["P-5", "钱七", "13800138005", "330102", "2026-03-02", 12, "1.00"],
] as const;

export const permitItems: readonly NewItem[] = [
  item("permit_no", "居住证号", { isKey: true }),
  item("person_name", "姓名", { isPersonal: true, grade: "3" }),
  item("mobile", "手机号", { isPersonal: true, grade: "3" }),
  item("division_code", "区划代码"),
  item("issued_on", "签发日期", { type: { ...text, kind: "date" } }),
  item("months", "有效月数", { type: { ...text, kind: "integer" } }),
  item("fee", "工本费", { type: { kind: "decimal", maxLength: null, precision: 10, scale: 2 } }),
];

const lakeTypes = ["varchar", "varchar", "varchar", "varchar", "date", "bigint", "decimal(10,2)"];

export interface TestResource {
  readonly id: string;
  readonly number: number;
  /** Writes these rows as another load would, and has the serving table made of them. */
  load(rows: readonly (readonly (string | number | null)[])[]): Promise<void>;
}

/** A resource of the police with rows in the lake, as a load would leave them. */
export async function makePermits({ hub, lake }: TestHub, title = "居住证签发信息"): Promise<TestResource> {
  const call = hub.call();
  const elements = await hub.dictionary.elements(call);
  const byField = new Map([...elements.values()].map((element) => [element.field, element]));
  const mapped = (own: NewItem, field: string): ResourceItem => ({
    ...item(own.field, own.name.zh),
    ...own,
    element: byField.get(field)?.id ?? null,
  });
  const elementOf: Readonly<Record<string, string>> = { person_name: "person_name", mobile: "mobile_phone" };
  const items = permitItems.map((own) => mapped(own, elementOf[own.field] ?? "-"));
  const start = { name: title, department: testPolice, format: "database" as const, items };
  const { id, number, table } = await hub.catalog.draftFor(call, { ...start, isInvented: true });
  return {
    id,
    number,
    async load(rows) {
      await using session = await lake.session();
      await session.write("create schema if not exists standard");
      await session.write(`drop table if exists ${table}`);
      const columns = items.map((own, at) => `${name(own.field)} ${lakeTypes[at]}`).join(", ");
      await session.write(`create table ${table} (${name(csvColumns.row)} bigint, ${columns})`);
      for (const [at, row] of rows.entries()) {
        const places = row.map((_, position) => `$${position + 2}`).join(", ");
        await session.write(`insert into ${table} values ($1, ${places})`, [at + 1, ...row]);
      }
      const loaded = { loadId: crypto.randomUUID(), rowCount: rows.length, loadedAt: new Date() };
      await hub.catalog.noteLoad(call, id, loaded);
    },
  };
}

export const permitTerms = (resourceId: string, more: Partial<GrantTermsInput> = {}): GrantTermsInput => ({
  department: testBureau,
  resourceId,
  items: permitItems.map(({ field }) => ({ field })),
  purpose: "居住证办理资格核验",
  modes: ["api"],
  validFrom: "2020-01-01",
  ...more,
});

export const grantOn = async (
  { hub }: TestHub,
  resourceId: string,
  more: Partial<GrantTermsInput> = {},
): Promise<Grant> => hub.gate.createGrant(hub.call(), permitTerms(resourceId, more), "active");

/** A program of a department, with a token. */
export async function program(ground: TestHub, department = testBureau): Promise<TestClient & { id: string }> {
  const security = await ground.as("security-administrator");
  const made = await security.post<ServiceClient & { secret: string }>("/api/identity/clients", {
    name: "业务系统",
    department,
    roles: ["department-user"],
  });
  const { id, secret } = made.body;
  const token = await ground.asVisitor().post<{ access_token: string }>("/api/identity/token", {
    grant_type: "client_credentials",
    client_id: id,
    client_secret: secret,
  });
  return { ...clientOf(ground.url, { kind: "bearer", token: token.body.access_token }), id };
}
