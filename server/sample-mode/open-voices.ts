import type { Catalog } from "#catalog";
import { type Call, visitor } from "#kernel/call";
import { newRequestId } from "#kernel/id";
import type { Portal } from "#portal";
import type { SampleManifest } from "#sample";
import type { Cast } from "./people.ts";

interface Told {
  readonly departments: readonly Pick<SampleManifest["departments"][number], "key" | "code">[];
  readonly tables: readonly Pick<SampleManifest["tables"][number], "key" | "name" | "department">[];
}

/** The forms' own numbers: sent once more after a set-up that was killed, they are the same matters. */
const applications = [
  {
    once: "5d3c1f0a-7b52-4c1e-9a61-2f8d6b7e0a11",
    title: "就近看病（示例）",
    author: "示例大学公共卫生系",
    kind: "app",
    url: "https://example.com/clinics",
    body: "按所在位置列出最近的医院和卫生院，标出电话和等级。",
    tables: ["health-institutions"],
  },
  {
    once: "9e0b8a47-14c6-4f0d-b2d3-6c5a7f1e3b22",
    title: "今天适合出门吗（示例）",
    author: "示例环境志愿者",
    kind: "visualisation",
    url: "https://example.com/air",
    body: "把最近九十天各监测站的日均值画成日历，一眼看出哪天空气好。",
    tables: ["air-readings", "monitoring-stations"],
  },
] as const;

const request = {
  once: "c27e5b90-3a1d-4e8f-8c44-0b9d2e6f7c33",
  title: "公交线路和站点",
  body: "想做一个换乘提示，需要全市公交线路、站点的名称和位置。",
  department: "jiaotongju",
  outcome: "planned",
  answer: "线路和站点的位置已列入下季度开放计划，整理后在开放网站公布，届时在本页告知。",
} as const;

/**
 * What the public made of open data, and one request with its answer: sent by a visitor, decided by the bureau, answered
 * by the department. An application stands on at least one dataset that is open, or is left out.
 */
export async function playVisitors(
  { catalog, portal }: { readonly catalog: Catalog; readonly portal: Pick<Portal, "life" | "visitors"> },
  call: Call,
  manifest: Told,
  { officer, castOf }: { readonly officer: Cast["officer"]; readonly castOf: (department: string) => Cast | undefined },
): Promise<void> {
  const asVisitor: Call = { ...call, actor: visitor };
  for (const { tables, ...form } of applications) {
    const datasets = await openOnes(tables);
    if (datasets.length === 0) continue;
    const typed = { ...form, datasets: "", contact: "someone@example.com" };
    const { id, state } = await portal.visitors.register(asVisitor, typed, datasets);
    if (state === "waiting") await portal.visitors.list({ ...call, actor: officer }, id);
  }
  const { department: key, outcome, answer, ...form } = request;
  const asked = manifest.departments.find((department) => department.key === key)?.code;
  const cast = asked === undefined ? undefined : castOf(asked);
  if (asked === undefined || !cast) return;
  const typed = { ...form, department: asked, dataset: "", name: "", contact: "someone@example.com" };
  const { id, state } = await portal.visitors.ask({ ...asVisitor, now: daysBefore(call.now, 6) }, typed);
  const then = { ...call, actor: cast.steward, now: daysBefore(call.now, 2), requestId: newRequestId() };
  if (state === "waiting") await portal.visitors.answer(then, id, { outcome, answer });

  async function openOnes(tables: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const table of manifest.tables.filter((one) => tables.includes(one.key))) {
      const steward = castOf(table.department)?.steward;
      if (!steward) continue;
      const asSteward: Call = { ...call, actor: steward };
      const resource = await catalog.find(asSteward, table.name.zh, table.department);
      const openings = resource ? await portal.life.of(asSteward, resource.id) : [];
      ids.push(...openings.filter((opening) => opening.state === "open").map((opening) => opening.id));
    }
    return ids;
  }
}

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);
