/** Who can be tried out on the sign-in page. Roles and scopes are the words of `contract/identity.ts`. */
export interface DemoPerson {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  /** Key of the department here, its credit code in the manifest; null for citizens. */
  readonly department: string | null;
  readonly scope: "own" | "tree" | "several" | "all";
  /** What he does, in a few words for the sign-in page. */
  readonly task: { readonly zh: string; readonly en: string };
}

const person = (
  login: string,
  name: string,
  role: string,
  department: string | null,
  scope: DemoPerson["scope"],
  zh: string,
  en: string,
): DemoPerson => ({ login, name, role, department, scope, task: { zh, en } });

export const demoPeople: readonly DemoPerson[] = [
  person(
    "ceshi-jia",
    "测试甲",
    "data-officer",
    "shujuju",
    "all",
    "看全市目录、归集、质量和账本",
    "Oversees catalog, intake, quality and ledger",
  ),
  person(
    "ceshi-yi",
    "测试乙",
    "department-user",
    "zhujianju",
    "own",
    "找数据、看质量",
    "Finds data and looks at its quality",
  ),
  person(
    "ceshi-bing",
    "测试丙",
    "department-steward",
    "gongan",
    "own",
    "编目录、归集数据、改退回的行",
    "Catalogues, loads and mends data",
  ),
  person("ceshi-ding", "测试丁", "sharing-head", "gongan", "own", "签批目录", "Signs catalog entries"),
  person("ceshi-wu", "测试戊", "hall-clerk", "zhujianju", "own", "窗口受理", "Serves people at the hall"),
  person("ceshi-ji", "测试己", "citizen", null, "own", "办事、看自己的数据", "Uses services, sees own data"),
  person("ceshi-geng", "测试庚", "leader", "shujuju", "tree", "看全市情况", "Sees how the city stands"),
  person("ceshi-xin", "测试辛", "system-administrator", "shujuju", "all", "管系统运行", "Runs the system"),
  person(
    "ceshi-xin-2",
    "测试辛二",
    "security-administrator",
    "shujuju",
    "all",
    "管账号和权限",
    "Manages accounts and rights",
  ),
  person("ceshi-xin-3", "测试辛三", "audit-administrator", "shujuju", "all", "查账本", "Audits the ledger"),
];
