import { portalPageRoutes as pages } from "#contract/portal-pages";
import type { Call } from "#kernel/call";
import { originOf } from "#kernel/http/origin";
import { implement, type RequestFacts, type Route } from "#kernel/http/route";
import { asHub } from "./as-public.ts";
import { formRouteTable } from "./form-routes.ts";
import { contextOf, htmlAnswer, readPage } from "./page-answer.ts";
import * as data from "./page-data.ts";
import { answersPage, applicationsPage, licencePage, statisticsPage } from "./pages/about-pages.ts";
import { datasetPage } from "./pages/dataset-page.ts";
import type { PageContext } from "./pages/element.ts";
import * as forms from "./pages/form-pages.ts";
import type { PageParts } from "./pages/frame.ts";
import { datasetsPage, departmentsPage, homePage, themesPage } from "./pages/list-pages.ts";
import { matterPage, receiptFormPage } from "./pages/receipt-pages.ts";
import type { PortalParts } from "./parts.ts";
import { getDataset, openDepartments, openThemes } from "./queries.ts";
import type { Rates } from "./rates.ts";
import { sitemap } from "./sitemap.ts";
import { statistics } from "./statistics.ts";
import { listApplications, listTickets } from "./visitor-views.ts";

const untouched = { values: {}, faults: [] };
const mostListed = 200;
const perPage = 20;

/** The public site. Every page is one request, whole without scripts. */
export function pageRouteTable(parts: PortalParts, rates: Rates): readonly Route[] {
  const shown = (call: Call, request: RequestFacts, make: (context: PageContext) => Promise<PageParts>) =>
    readPage(call, request, parts, make);
  return [
    implement(pages.home, {
      who: "anyone",
      handler: (call, _input, request) =>
        shown(call, request, async (context) => homePage(context, await data.homeData(parts, call))),
    }),
    implement(pages.datasets, {
      who: "anyone",
      handler: (call, { query: { lang: _lang, page, ...query } }, request) =>
        shown(call, request, async (context) =>
          datasetsPage(context, await data.listData(parts, call, query, page, perPage)),
        ),
    }),
    implement(pages.dataset, {
      who: "anyone",
      handler: (call, { params }, request) =>
        shown(call, request, async (context) => datasetPage(context, await data.datasetData(parts, call, params.code))),
    }),
    implement(pages.themes, {
      who: "anyone",
      handler: (call, _input, request) =>
        shown(call, request, async (context) => themesPage(context, await openThemes(call))),
    }),
    implement(pages.departments, {
      who: "anyone",
      handler: (call, _input, request) =>
        shown(call, request, async (context) => departmentsPage(context, await openDepartments(parts, call))),
    }),
    implement(pages.licence, {
      who: "anyone",
      handler: (call, { params }, request) =>
        shown(call, request, async (context) => licencePage(context, await data.licenceOf(call, params.code))),
    }),
    implement(pages.statistics, {
      who: "anyone",
      handler: (call, _input, request) =>
        shown(call, request, async (context) => statisticsPage(context, await statistics(parts, call))),
    }),
    implement(pages.applications, {
      who: "anyone",
      handler: (call, _input, request) =>
        shown(call, request, async (context) =>
          applicationsPage(context, (await listApplications(call, { state: "listed", limit: mostListed })).items),
        ),
    }),
    implement(pages.answers, {
      who: "anyone",
      handler: (call, { query }, request) =>
        shown(call, request, async (context) =>
          answersPage(
            context,
            await listTickets(parts, call, { departments: null, limit: perPage, cursor: query.before }),
          ),
        ),
    }),
    ...formPages(parts),
    ...formRouteTable(parts, rates),
    ...matterPages(parts),
    implement(pages.sitemap, {
      who: "anyone",
      handler: async (call, _input, request) => ({
        status: 200,
        headers: { "content-type": "application/xml; charset=utf-8" },
        body: await sitemap(parts, call, originOf(parts.site, request)),
      }),
    }),
    implement(pages.robots, {
      who: "anyone",
      handler: async (_call, _input, request) => ({
        status: 200,
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: `User-agent: *\nAllow: /open\nDisallow: /open/receipts\nDisallow: /api/\nSitemap: ${originOf(parts.site, request)}/sitemap.xml\n`,
      }),
    }),
  ];
}

function formPages(parts: PortalParts): Route[] {
  return [
    implement(pages.requestForm, {
      who: "anyone",
      handler: (call, { query }, request) =>
        readPage(call, request, parts, async (context) => {
          const values = { department: query.department ?? "", title: query.title ?? "" };
          return forms.requestForm(context, { values, faults: [] }, await data.requestData(parts, call));
        }),
    }),
    implement(pages.suggestForm, {
      who: "anyone",
      handler: (call, { query }, request) =>
        readPage(call, request, parts, async (context) =>
          forms.suggestForm(context, untouched, query.dataset ? await getDataset(call, query.dataset) : null),
        ),
    }),
    implement(pages.correctionForm, {
      who: "anyone",
      handler: (call, { params }, request) =>
        readPage(call, request, parts, async (context) => {
          const dataset = await getDataset(call, params.code);
          return forms.correctionForm(context, untouched, dataset, await data.daysFor(parts, call, "open-correction"));
        }),
    }),
    implement(pages.applicationForm, {
      who: "anyone",
      handler: (call, { query }, request) =>
        readPage(call, request, parts, async (context) =>
          forms.applicationForm(context, { values: { datasets: query.datasets ?? "" }, faults: [] }),
        ),
    }),
    implement(pages.agreementForm, {
      who: "anyone",
      handler: (call, { params }, request) =>
        readPage(call, request, parts, async (context) => {
          const { dataset, licence, days } = await data.agreementData(parts, call, params.code);
          return forms.agreementForm(context, untouched, dataset, licence, days);
        }),
    }),
  ];
}

function matterPages(parts: PortalParts): Route[] {
  const shownFor = async (call: Call, request: RequestFacts, receipt: string | undefined) => {
    const context = contextOf(call, request, parts);
    if (receipt === undefined || receipt === "") return htmlAnswer(request, context, receiptFormPage(context, false));
    const matter = await data.matterOf(parts, asHub(call), receipt);
    return matter
      ? htmlAnswer(request, context, matterPage(context, receipt, matter))
      : htmlAnswer(request, context, receiptFormPage(context, true), 404);
  };
  return [
    implement(pages.receiptForm, {
      who: "anyone",
      handler: (call, { query }, request) => shownFor(call, request, query.code),
    }),
    implement(pages.receipt, {
      who: "anyone",
      handler: (call, { params }, request) => shownFor(call, request, params.receipt),
    }),
  ];
}
