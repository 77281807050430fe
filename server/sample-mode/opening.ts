import type { Catalog } from "#catalog";
import type { Call } from "#kernel/call";
import type { Portal } from "#portal";
import type { SampleTable } from "#sample";
import type { Cast } from "./people.ts";

interface Said {
  readonly zh: string;
  readonly en: string;
  /** The catalog describes in Chinese only. */
  readonly about: string;
}

/** What people would ask for; a table without a line here stays closed. */
const titles: Readonly<Record<string, Said>> = {
  "health-institutions": {
    zh: "医院和卫生院在哪里",
    en: "Where are the hospitals and clinics",
    about: "Hospitals, township and community health centres of the city, one to a row, with coordinates.",
  },
  "division-codes": {
    zh: "本市区划代码怎样对照",
    en: "What are the division codes of this city",
    about: "Twelve-digit codes of counties, townships and villages, with those abolished and what became of them.",
  },
  "monitoring-stations": {
    zh: "环境监测站点在哪里",
    en: "Where are the monitoring stations",
    about: "Stations for air and sections for surface water, one to a row, with coordinates.",
  },
  "air-readings": {
    zh: "每天空气质量怎么样",
    en: "How is the air, day by day",
    about: "Daily means of the main pollutants, one station and day to a row, for the last ninety days.",
  },
  "pollutant-permits": {
    zh: "哪些企业有排污许可",
    en: "Which companies hold a pollutant permit",
    about: "Permits and registrations of those who discharge pollutants, one to a row.",
  },
  "market-entities": {
    zh: "登记了哪些企业和个体户",
    en: "Which businesses are registered",
    about: "Companies, sole traders and farmers' cooperatives registered in the city, including those struck off.",
  },
  "food-licences": {
    zh: "哪些店有食品经营许可",
    en: "Which shops may sell food",
    about: "Licences for dealing in food (electronic ones), one to a row.",
  },
  schools: {
    zh: "本市有哪些学校",
    en: "Which schools are there",
    about: "Kindergartens, primary and secondary schools of the city, one to a row.",
  },
  "operating-vehicles": {
    zh: "营运车辆登记情况",
    en: "Licensed vehicles",
    about: "Coaches, lorries and taxis with a road transport certificate, one to a row; owned by companies or persons.",
  },
};

/**
 * Opens what the table's catalog entry says is open, as the department and the bureau would: without what is personal or
 * graded too high. A table of which nothing may be opened stays closed, and the assessment says why.
 */
export async function openTable(
  { catalog, portal }: { readonly catalog: Catalog; readonly portal: Pick<Portal, "life"> },
  call: Call,
  cast: Cast,
  table: SampleTable,
): Promise<void> {
  const title = titles[table.key];
  if (table.openClass === "closed" || title === undefined) return;
  const asSteward: Call = { ...call, actor: cast.steward };
  const asOfficer: Call = { ...call, actor: cast.officer };
  const resource = await catalog.find(asSteward, table.name.zh, table.department);
  if (!resource) return;
  const { life } = portal;
  const [before] = await life.of(asSteward, resource.id);
  let opening = before ?? (await draft());
  if (!opening) return;
  if (opening.state === "draft") opening = await life.submit(asSteward, opening.id);
  if (opening.state === "submitted") await life.open(asOfficer, opening.id);

  async function draft() {
    if (!resource || title === undefined) return null;
    const { code, terms, assessment } = await life.propose(asSteward, resource.id);
    const acknowledged =
      assessment.aggregation.length === 0 ? "" : "所列数据项描述单位和场所，不涉及个人，合起来也不能识别个人。";
    const blocking = assessment.findings.filter(
      ({ weight, code: why }) => weight === "refuses" && why !== "aggregation-unanswered",
    );
    if (blocking.length > 0) return null;
    const { zh, en, about } = title;
    const described = { title: { zh, en }, description: { ...terms.description, en: about } };
    return life.create(asSteward, { resourceId: resource.id, code, terms: { ...terms, ...described, acknowledged } });
  }
}
