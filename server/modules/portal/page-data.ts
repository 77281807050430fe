import type { DatasetFilter, Licence, PublicDataset } from "#contract/portal";
import { accessRights } from "#contract/portal";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { agreementByReceipt } from "./agreement-store.ts";
import { applicationByReceipt } from "./application-store.ts";
import { asHub, asPublic } from "./as-public.ts";
import type { KeptPicture } from "./face.ts";
import { rulesOn } from "./lists-store.ts";
import type { DatasetPage } from "./pages/dataset-page.ts";
import type { HomePage, ListPage, ListQuery } from "./pages/list-pages.ts";
import type { Matter } from "./pages/receipt-pages.ts";
import type { PortalParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { facets, getDataset, listDatasets, openLicences, openThemes } from "./queries.ts";
import { receiptHash } from "./receipts.ts";
import { statistics } from "./statistics.ts";
import { ticketByReceipt } from "./ticket-store.ts";
import { latestVersion } from "./version-store.ts";
import { datasetVersions } from "./versions.ts";
import { agreementView, applicationView, listApplications, ticketView } from "./visitor-views.ts";

/** What the pages are made of, one function for each. */
export async function homeData(parts: PortalParts, call: Call): Promise<HomePage> {
  const [counted, themes, newest] = await Promise.all([
    statistics(parts, call),
    openThemes(call),
    listDatasets(parts, call, { sort: "modified", limit: 6 }),
  ]);
  return { statistics: counted, themes, newest: newest.items };
}

export async function listData(
  parts: PortalParts,
  call: Call,
  query: ListQuery,
  page: number,
  perPage: number,
): Promise<ListPage> {
  const { q, access, division, ...rest } = query;
  const named = accessRights.find((one) => one === access);
  const filter: DatasetFilter = {
    ...rest,
    ...(q === undefined ? {} : { q: q.slice(0, 120) }),
    ...(division === undefined ? {} : { division: division.slice(0, 12) }),
    ...(named === undefined ? {} : { access: named }),
  };
  const [list, choices] = await Promise.all([
    listDatasets(parts, call, { ...filter, limit: perPage, offset: (page - 1) * perPage }),
    facets(parts, call, filter),
  ]);
  return { query, page, perPage, items: list.items, total: list.total, facets: choices };
}

export async function datasetData(parts: PortalParts, call: Call, code: string): Promise<DatasetPage> {
  const dataset = await getDataset(call, code);
  const [newest, versions, applications, correctionDays, rules] = await Promise.all([
    latestVersion<KeptPicture>(call.db, dataset.id),
    datasetVersions(call, dataset.id),
    listApplications(call, { datasetId: dataset.id, state: "listed", limit: 20 }),
    daysFor(parts, call, "open-correction"),
    rulesOn(call.db, dayOf(call.now)),
  ]);
  return {
    dataset,
    picture: newest?.picture ?? null,
    versions,
    applications: applications.items,
    correctionDays,
    rowsPerMinute: rules.get("rows-per-minute") ?? 60,
  };
}

/** @throws Problem portal.dataset-not-found */
export async function licenceOf(call: Call, id: string): Promise<Licence> {
  const found = (await openLicences(call)).find((one) => one.id === id);
  if (!found) throw problem(problems["dataset-not-found"], { code: id.slice(0, 60) });
  return found;
}

/** Working days in which the clock says that something is answered; null where no limit is in force. */
export async function daysFor(parts: PortalParts, call: Call, kind: string): Promise<number | null> {
  const departments = await parts.registry.departments(asPublic(call));
  const [first] = departments.keys();
  if (first === undefined) return null;
  return parts.clock.foresee(asHub(call), { kind, owedBy: first }).then(
    ({ workingDays }) => workingDays,
    () => null,
  );
}

export async function requestData(parts: PortalParts, call: Call) {
  const departments = await parts.registry.departments(asPublic(call));
  const names = [...departments.values()]
    .filter(({ status }) => status === "active")
    .map(({ code, name, nameEn }) => [code, call.language === "en" && nameEn !== "" ? nameEn : name] as const);
  return { departments: names, days: await daysFor(parts, call, "open-request") };
}

/** @throws Problem portal.dataset-not-found, also for one that needs no agreement */
export async function agreementData(
  parts: PortalParts,
  call: Call,
  code: string,
): Promise<{ dataset: PublicDataset; licence: Licence | null; days: number | null }> {
  const dataset = await getDataset(call, code);
  if (dataset.access !== "conditional") throw problem(problems["dataset-not-found"], { code });
  const licence = (await openLicences(call)).find((one) => one.id === dataset.licence.id) ?? null;
  return { dataset, licence, days: await daysFor(parts, call, "open-agreement") };
}

/** What stands behind a receipt; who asked is not shown, not even to whoever holds it. */
export async function matterOf(parts: PortalParts, call: Call, receipt: string): Promise<Matter | null> {
  const hash = receiptHash(receipt);
  const ticket = await ticketByReceipt(call.db, hash);
  if (ticket) return { kind: "ticket", ticket: { ...(await ticketView(parts, call, ticket.id)), contact: null } };
  const application = await applicationByReceipt(call.db, hash);
  if (application) return { kind: "application", application: await applicationView(call, application.id) };
  const agreement = await agreementByReceipt(call.db, hash);
  return agreement ? { kind: "agreement", agreement: await agreementView(parts, call, agreement.id) } : null;
}
