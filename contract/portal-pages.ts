import { z } from "zod";
import { route } from "./route.ts";
import type { Bilingual } from "./text.ts";

/**
 * The public pages: HTML made on the server, readable without scripts. Forms are sent to the same addresses
 * (`portal-visitors.ts`). `lang=en` asks for English; without it the browser's language counts.
 */
const lang = { lang: z.enum(["zh", "en"]).optional() };
const text = z.string().max(400).optional();
const codeParam = z.object({ code: z.string().min(1).max(120) });

const page = <const Path extends string, const Operation extends string, Query extends z.ZodRawShape>(
  path: Path,
  operation: Operation,
  summary: Bilingual,
  query: Query,
) => ({ method: "GET", path, operation, summary, query: z.object({ ...query, ...lang }), answers: "raw" }) as const;

export const portalPageRoutes = {
  home: route(page("/open", "portal.page-home", { zh: "开放首页", en: "Home of the open side" }, {})),
  datasets: route(
    page(
      "/open/datasets",
      "portal.page-datasets",
      { zh: "查找数据", en: "Find data" },
      {
        q: text,
        theme: text,
        department: text,
        division: text,
        format: text,
        access: text,
        keyword: text,
        page: z.coerce.number().int().min(1).max(5000).catch(1).default(1),
      },
    ),
  ),
  dataset: route({
    ...page("/open/datasets/{code}", "portal.page-dataset", { zh: "数据集", en: "A dataset" }, {}),
    params: codeParam,
  }),
  themes: route(page("/open/themes", "portal.page-themes", { zh: "主题", en: "Themes" }, {})),
  departments: route(page("/open/departments", "portal.page-departments", { zh: "部门", en: "Departments" }, {})),
  licence: route({
    ...page("/open/licences/{code}", "portal.page-licence", { zh: "许可", en: "A licence" }, {}),
    params: codeParam,
  }),
  statistics: route(page("/open/statistics", "portal.page-statistics", { zh: "开放统计", en: "Statistics" }, {})),
  applications: route(
    page("/open/applications", "portal.page-applications", { zh: "应用", en: "What was made of open data" }, {}),
  ),
  answers: route(
    page("/open/answers", "portal.page-answers", { zh: "申请与回应", en: "Questions and answers" }, { before: text }),
  ),
  requestForm: route(
    page(
      "/open/request",
      "portal.page-request",
      { zh: "申请开放数据（表单）", en: "Ask for data (form)" },
      {
        department: text,
        title: text,
      },
    ),
  ),
  suggestForm: route(
    page("/open/suggest", "portal.page-suggest", { zh: "提建议（表单）", en: "Suggest (form)" }, { dataset: text }),
  ),
  correctionForm: route({
    ...page(
      "/open/datasets/{code}/correction",
      "portal.page-correction",
      { zh: "报告错误（表单）", en: "Report a mistake (form)" },
      {},
    ),
    params: codeParam,
  }),
  applicationForm: route(
    page(
      "/open/applications/new",
      "portal.page-application-form",
      { zh: "登记应用（表单）", en: "Register an application (form)" },
      {
        datasets: text,
      },
    ),
  ),
  agreementForm: route({
    ...page(
      "/open/datasets/{code}/agreement",
      "portal.page-agreement",
      { zh: "申请有条件开放（表单）", en: "Apply for an agreement (form)" },
      {},
    ),
    params: codeParam,
  }),
  receiptForm: route(
    page("/open/receipts", "portal.page-receipts", { zh: "查办理进度", en: "Follow a request" }, { code: text }),
  ),
  receipt: route({
    ...page("/open/receipts/{receipt}", "portal.page-receipt", { zh: "回执", en: "A receipt" }, {}),
    params: z.object({ receipt: z.string().min(1).max(120) }),
  }),
  sitemap: route(page("/sitemap.xml", "portal.sitemap", { zh: "站点地图", en: "Sitemap" }, {})),
  robots: route(page("/robots.txt", "portal.robots", { zh: "给搜索引擎的说明", en: "For search engines" }, {})),
};
