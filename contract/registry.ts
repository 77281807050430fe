import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import type { Bilingual } from "./text.ts";

/** Levels of administrative divisions (GB/T 2260, GB/T 10114, statistical division codes). */
export const divisionLevels = [1, 2, 3, 4, 5] as const;
export type DivisionLevel = (typeof divisionLevels)[number];
export const divisionLevelNames: Readonly<Record<DivisionLevel, Bilingual>> = {
  1: { zh: "省", en: "Province" },
  2: { zh: "市（地）", en: "Prefecture" },
  3: { zh: "县（区）", en: "County" },
  4: { zh: "乡（街道）", en: "Township" },
  5: { zh: "村（社区）", en: "Village" },
};

/** A division. Codes have 2, 4, 6, 9 or 12 digits by level; a retired code stays and names its successors. */
export const Division = z.object({
  code: z.string(),
  name: z.string(),
  level: z.literal(divisionLevels),
  parent: z.string().nullable(),
  status: z.enum(["current", "retired"]),
  /** Revision dates (`YYYY-MM-DD`) between which the code stood in the published tables, as far as they are known. */
  firstSeenOn: z.string().nullable(),
  lastSeenOn: z.string().nullable(),
  /** Divisions in force that took its place, as far as names tell; empty where none can be told. */
  successors: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Divisions in force directly below. */
  childCount: z.int(),
});
export type Division = z.infer<typeof Division>;

export const networkZones = ["internet", "government-extranet", "department-network", "high-sensitivity"] as const;
export type NetworkZone = (typeof networkZones)[number];
export const networkZoneNames: Readonly<Record<NetworkZone, Bilingual>> = {
  internet: { zh: "互联网", en: "Internet" },
  "government-extranet": { zh: "政务外网", en: "Government extranet" },
  "department-network": { zh: "部门专网", en: "Department network" },
  "high-sensitivity": { zh: "高敏专区", en: "High-sensitivity zone" },
};

/** A duty written into the department's mandate (三定方案): which data it collects, shares, opens, updates, maintains. */
export const DataDuty = z.object({
  kind: z.enum(["collect", "share", "open", "update", "maintain"]),
  text: z.string().trim().min(1).max(400),
  basis: z.string().max(200).default(""),
});

export const Contact = z.object({
  name: z.string().trim().min(1).max(60),
  duty: z.string().max(60).default(""),
  phone: z.string().max(40).default(""),
});

const departmentFields = {
  name: z.string().trim().min(2).max(80),
  shortName: z.string().trim().min(2).max(20),
  nameEn: z.string().max(120),
  division: z.string(),
  parent: z.string().nullable(),
  duties: z.array(DataDuty).max(100),
  contacts: z.array(Contact).max(20),
};

const DepartmentFields = z.object({
  ...departmentFields,
  nameEn: departmentFields.nameEn.default(""),
  parent: departmentFields.parent.default(null),
  duties: departmentFields.duties.default([]),
  contacts: departmentFields.contacts.default([]),
});

/** What an edit may change. Without defaults: a field that is not sent stays as it is. */
export const DepartmentEdit = z
  .object(departmentFields)
  .partial()
  .extend({ status: z.enum(["active", "closed"]).optional() });
export type DepartmentEdit = z.infer<typeof DepartmentEdit>;

export const Department = DepartmentFields.extend({
  /** 18-character unified social credit code (GB 32100); the department's id everywhere in the hub. */
  code: z.string(),
  level: z.literal(divisionLevels),
  divisionName: z.string(),
  status: z.enum(["active", "closed"]),
  /** True for departments of the shipped sample. */
  isInvented: z.boolean(),
  /** The data-sharing bureau (政务数据共享主管部门) of its division; at most one there. */
  isBureau: z.boolean(),
  systemCount: z.int(),
  version: z.int(),
  may: z.object({ edit: z.boolean(), markBureau: z.boolean() }),
});
export type Department = z.infer<typeof Department>;

const systemFields = {
  name: z.string().trim().min(2).max(80),
  zone: z.enum(networkZones),
  description: z.string().max(400),
  /** Critical information infrastructure (关键信息基础设施). */
  isCritical: z.boolean(),
};

const SystemFields = z.object({
  ...systemFields,
  description: systemFields.description.default(""),
  isCritical: systemFields.isCritical.default(false),
});

/** What an edit may change; a field that is not sent stays as it is. */
export const SystemEdit = z.object(systemFields).partial();
export type SystemEdit = z.infer<typeof SystemEdit>;

export const DepartmentSystem = SystemFields.extend({
  id: z.uuid(),
  department: z.string(),
  version: z.int(),
  may: z.object({ edit: z.boolean() }),
});
export type DepartmentSystem = z.infer<typeof DepartmentSystem>;

export const registryRoutes = {
  listDivisions: route({
    method: "GET",
    path: "/api/registry/divisions",
    operation: "registry.list-divisions",
    summary: { zh: "下级区划；不给 parent 则为省级", en: "Divisions below a parent; provinces without one" },
    query: PageQuery.extend({
      parent: z
        .string()
        .regex(/^\d{2,12}$/)
        .optional(),
      /** Those in force unless said. */
      status: z.enum(["current", "retired"]).optional(),
    }),
    answer: pageOf(Division),
  }),
  searchDivisions: route({
    method: "GET",
    path: "/api/registry/divisions/search",
    operation: "registry.search-divisions",
    summary: { zh: "按名称或代码找区划（含已撤销代码）", en: "Find divisions by name or code, retired ones included" },
    query: z.object({
      q: z.string().trim().min(1).max(40),
      under: z
        .string()
        .regex(/^\d{2,12}$/)
        .optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    /** `path`: names of what it lies in, province first, itself not included. Best first: exact, beginning, anywhere. */
    answer: z.object({ items: z.array(Division.extend({ path: z.array(z.string()) })) }),
  }),
  getDivision: route({
    method: "GET",
    path: "/api/registry/divisions/{code}",
    operation: "registry.get-division",
    summary: {
      zh: "一个区划及其上级；已撤销的给出去向",
      en: "A division with its ancestors; a retired one with its successors",
    },
    params: z.object({ code: z.string().regex(/^\d{2,12}$/) }),
    answer: Division.extend({ ancestors: z.array(z.object({ code: z.string(), name: z.string() })) }),
  }),
  divisionCounts: route({
    method: "GET",
    path: "/api/registry/division-counts",
    operation: "registry.division-counts",
    summary: { zh: "各级区划数量和数据版本", en: "Number of divisions by level, and the version of the data" },
    answer: z.object({
      levels: z.array(z.object({ level: z.literal(divisionLevels), current: z.int(), retired: z.int() })),
      /** Null until the divisions are loaded. */
      loadedAt: z.iso.datetime().nullable(),
      source: z.string(),
    }),
  }),
  listDepartments: route({
    method: "GET",
    path: "/api/registry/departments",
    operation: "registry.list-departments",
    summary: { zh: "部门列表", en: "List departments" },
    query: PageQuery.extend({
      q: z.string().max(60).optional(),
      division: z.string().optional(),
      parent: z.string().optional(),
    }),
    answer: pageOf(Department),
  }),
  getDepartment: route({
    method: "GET",
    path: "/api/registry/departments/{code}",
    operation: "registry.get-department",
    summary: { zh: "一个部门", en: "One department" },
    params: z.object({ code: z.string() }),
    answer: Department,
  }),
  createDepartment: route({
    method: "POST",
    path: "/api/registry/departments",
    operation: "registry.create-department",
    summary: { zh: "登记部门", en: "Register a department" },
    body: DepartmentFields.extend({ code: z.string().trim() }),
    answer: Department,
    status: 201,
  }),
  editDepartment: route({
    method: "PATCH",
    path: "/api/registry/departments/{code}",
    operation: "registry.edit-department",
    summary: { zh: "修改部门信息", en: "Edit a department" },
    params: z.object({ code: z.string() }),
    body: DepartmentEdit,
    answer: Department,
    needsIfMatch: true,
  }),
  markBureau: route({
    method: "PUT",
    path: "/api/registry/departments/{code}/bureau",
    operation: "registry.mark-bureau",
    summary: {
      zh: "标明哪个部门是本级政务数据共享主管部门；原来标的自动取消",
      en: "Mark the data-sharing bureau of a division; an earlier mark there goes",
    },
    params: z.object({ code: z.string() }),
    body: z.object({ isBureau: z.boolean() }),
    answer: Department,
    needsIfMatch: true,
  }),
  listSystems: route({
    method: "GET",
    path: "/api/registry/systems",
    operation: "registry.list-systems",
    summary: { zh: "部门业务系统列表", en: "List departments' systems" },
    query: PageQuery.extend({ department: z.string().optional(), q: z.string().max(60).optional() }),
    answer: pageOf(DepartmentSystem),
  }),
  createSystem: route({
    method: "POST",
    path: "/api/registry/systems",
    operation: "registry.create-system",
    summary: { zh: "登记业务系统", en: "Register a system" },
    body: SystemFields.extend({ department: z.string() }),
    answer: DepartmentSystem,
    status: 201,
  }),
  editSystem: route({
    method: "PATCH",
    path: "/api/registry/systems/{id}",
    operation: "registry.edit-system",
    summary: { zh: "修改业务系统", en: "Edit a system" },
    params: z.object({ id: z.uuid() }),
    body: SystemEdit,
    answer: DepartmentSystem,
    needsIfMatch: true,
  }),
};
