import type { PublicDataset } from "#contract/portal";
import {
  portalVisitorRoutes as visitors,
  type Received,
  type TicketForm,
  type TicketKind,
} from "#contract/portal-visitors";
import type { Call } from "#kernel/call";
import { implement, type RawAnswer, type RequestFacts, type Route } from "#kernel/http/route";
import { Problem, problem } from "#kernel/problem";
import { applyForAgreement, fetchKey } from "./commands/keep-agreements.ts";
import { submitApplication } from "./commands/keep-applications.ts";
import { sendTicket } from "./commands/send-ticket.ts";
import { agreementFaults, applicationFaults, type FormFault, ticketFaults } from "./forms.ts";
import { contextOf, htmlAnswer, wantsPage } from "./page-answer.ts";
import { agreementData, daysFor, requestData } from "./page-data.ts";
import type { PageContext } from "./pages/element.ts";
import * as pages from "./pages/form-pages.ts";
import type { PageParts } from "./pages/frame.ts";
import { gonePage, keyPage, receiptFormPage, receivedPage } from "./pages/receipt-pages.ts";
import type { PortalParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { getDataset } from "./queries.ts";
import type { Rates } from "./rates.ts";

type Values = Readonly<Record<string, string>>;

interface Sent {
  readonly values: Values;
  readonly faults: readonly FormFault[];
  /** The form again, with what is wrong. */
  readonly again: (context: PageContext, typed: pages.Typed) => Promise<PageParts>;
  readonly act: () => Promise<Received>;
}

/** What visitors send. A browser gets a page, a program JSON; both the same rules, rates and one ledger entry. */
export function formRouteTable(parts: PortalParts, rates: Rates): Route[] {
  const taken = createTaker(parts, rates);
  return [...ticketForms(parts, taken), ...otherForms(parts, taken)];
}

type Taker = (call: Call, request: RequestFacts, prepare: () => Promise<Sent>) => Promise<RawAnswer>;

/** Rate, rules, act. What refuses before anything is written is told on a page. */
function createTaker(parts: PortalParts, rates: Rates): Taker {
  return async function taken(call: Call, request: RequestFacts, prepare: () => Promise<Sent>): Promise<RawAnswer> {
    const context = contextOf(call, request, parts);
    const isPage = wantsPage(request);
    let sent: Sent;
    try {
      sent = await prepare();
      if (sent.faults.length === 0) await rates.takeForm(call, request.remoteAddress);
    } catch (error) {
      if (!isPage || !(error instanceof Problem)) throw error;
      return htmlAnswer(request, context, gonePage(context, error.sentence(context.lang)), error.definition.status);
    }
    const { values, faults, again, act } = sent;
    if (faults.length > 0) {
      if (!isPage)
        throw problem(
          problems["form-wrong"],
          { count: faults.length },
          { faults: faults.map(({ field, text }) => ({ pointer: `/${field}`, ...text })) },
        );
      return htmlAnswer(request, context, await again(context, { values, faults }), 400);
    }
    const received = await act();
    return isPage
      ? htmlAnswer(request, context, receivedPage(context, received))
      : {
          status: 200,
          headers: { "content-type": "application/json; charset=utf-8" },
          body: JSON.stringify(received),
        };
  };
}

function ticketForms(parts: PortalParts, taken: Taker): Route[] {
  const ticket = (
    call: Call,
    kind: TicketKind,
    form: TicketForm,
    dataset: PublicDataset | null,
    again: Sent["again"],
  ): Sent => ({
    values: form,
    faults: ticketFaults(form, kind !== "correction"),
    again,
    act: () => sendTicket(parts, call, kind, form, dataset),
  });

  return [
    implement(visitors.askForData, {
      who: "anyone",
      handler: (call, { body }, request) =>
        taken(call, request, async () =>
          ticket(call, "request", body, null, async (context, typed) =>
            pages.requestForm(context, typed, await requestData(parts, call)),
          ),
        ),
    }),
    implement(visitors.suggest, {
      who: "anyone",
      handler: (call, { body }, request) =>
        taken(call, request, async () => {
          const dataset = body.dataset.trim() === "" ? null : await getDataset(call, body.dataset.trim());
          return ticket(call, "suggestion", body, dataset, async (context, typed) =>
            pages.suggestForm(context, typed, dataset),
          );
        }),
    }),
    implement(visitors.correct, {
      who: "anyone",
      handler: (call, { params, body }, request) =>
        taken(call, request, async () => {
          const dataset = await getDataset(call, params.code);
          return ticket(call, "correction", body, dataset, async (context, typed) =>
            pages.correctionForm(context, typed, dataset, await daysFor(parts, call, "open-correction")),
          );
        }),
    }),
  ];
}

function otherForms(parts: PortalParts, taken: Taker): Route[] {
  return [
    implement(visitors.submitApplication, {
      who: "anyone",
      handler: (call, { body }, request) =>
        taken(call, request, async () => {
          const { ids, unknown } = await datasetIds(call, body.datasets);
          const missing: FormFault[] =
            unknown.length === 0
              ? []
              : [
                  {
                    field: "datasets",
                    text: { zh: `没有数据集 ${unknown.join("、")}`, en: `There is no dataset ${unknown.join(", ")}` },
                  },
                ];
          return {
            values: body,
            faults: [...applicationFaults(body), ...missing],
            again: async (context, typed) => pages.applicationForm(context, typed),
            act: () => submitApplication(parts, call, body, ids),
          };
        }),
    }),
    implement(visitors.applyForAgreement, {
      who: "anyone",
      handler: (call, { params, body }, request) =>
        taken(call, request, async () => {
          const { dataset, licence, days } = await agreementData(parts, call, params.code);
          return {
            values: body,
            faults: agreementFaults(body),
            again: async (context, typed) => pages.agreementForm(context, typed, dataset, licence, days),
            act: () => applyForAgreement(parts, call, body, dataset),
          };
        }),
    }),
    implement(visitors.fetchKey, {
      who: "anyone",
      handler: async (call, { params }, request) => {
        const context = contextOf(call, request, parts);
        const key = await fetchKey(parts, call, params.receipt);
        return key === null
          ? htmlAnswer(request, context, receiptFormPage(context, true), 404)
          : htmlAnswer(request, context, keyPage(context, params.receipt, key));
      },
    }),
  ];
}

async function datasetIds(call: Call, typed: string): Promise<{ ids: string[]; unknown: string[] }> {
  const codes = [...new Set(typed.split(/[\s,，、;；]+/).filter((code) => code !== ""))].slice(0, 20);
  const ids: string[] = [];
  const unknown: string[] = [];
  for (const code of codes) {
    const found = await getDataset(call, code).catch(() => null);
    if (found) ids.push(found.id);
    else unknown.push(code);
  }
  return { ids: [...new Set(ids)], unknown };
}
