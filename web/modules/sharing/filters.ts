import { z } from "zod";
import { shareClasses } from "#contract/catalog";
import {
  answerKinds,
  applicationActs,
  applicationStates,
  basisKinds,
  caseActs,
  caseKinds,
  caseStates,
  correctionStates,
  demandActs,
  demandStates,
  disputeActs,
  disputeStates,
  findingStates,
  orderActs,
  orderStates,
  requestActs,
  requestSides,
  requestStates,
} from "#contract/sharing";
import { filters } from "#kit";

const day = z.iso.date();
const yesNo = z.enum(["true", "false"]);

/** What the screens of sharing keep in the URL. `do` opens the form of an act on the page of a file. */
export const needFilters = filters({ need: z.string().max(400), do: z.literal("register") });
export const demandFilters = filters({
  state: z.enum(demandStates),
  department: z.string(),
  q: z.string().max(80),
});
export const demandPageFilters = filters({ do: z.enum(demandActs) });

export const applicationFilters = filters({ state: z.enum(applicationStates), mine: yesNo });
export const applicationSteps = ["items", "basis", "terms", "check"] as const;
export type ApplicationStep = (typeof applicationSteps)[number];
export const applicationPageFilters = filters({ do: z.enum(applicationActs), step: z.enum(applicationSteps) });

export const requestFilters = filters({
  side: z.enum(requestSides),
  state: z.enum(requestStates),
  shareClass: z.enum(shareClasses),
  department: z.string(),
  provider: z.string(),
  resource: z.uuid(),
  q: z.string().max(80),
  answer: z.enum(answerKinds),
  sentFrom: day,
  sentUntil: day,
  open: yesNo,
  late: yesNo,
});
export const requestPageFilters = filters({ do: z.enum(requestActs) });

export const caseFilters = filters({ state: z.enum(caseStates), kind: z.enum(caseKinds), request: z.uuid() });
export const casePageFilters = filters({ do: z.enum(caseActs) });
export const disputeFilters = filters({ state: z.enum(disputeStates), request: z.uuid() });
export const disputePageFilters = filters({ do: z.enum(disputeActs) });

export const correctionFilters = filters({
  side: z.enum(requestSides),
  state: z.enum(correctionStates),
  resource: z.uuid(),
  provider: z.string(),
});
export const correctionPageFilters = filters({ do: z.literal("answer") });
/** What a report of a wrong value begins with: the record one looks at. */
export const newCorrectionFilters = filters({
  resource: z.uuid(),
  field: z.string().max(63),
  key: z.string().max(200),
  found: z.string().max(1000),
  request: z.uuid(),
});

export const orderFilters = filters({
  state: z.enum(orderStates),
  lead: z.string(),
  subject: z.string().max(80),
});
export const orderPageFilters = filters({ do: z.enum(orderActs), task: z.uuid() });
/** What the order is about. */
export const newOrderFilters = filters({
  kind: z.string().max(40),
  id: z.string().max(80),
  name: z.string().max(200),
  href: z.string().max(300),
  lead: z.string(),
});

export const findingFilters = filters({
  rule: z.string().max(10),
  state: z.enum(findingStates),
  department: z.string(),
  foundFrom: day,
  foundUntil: day,
  open: z.uuid(),
});
export const recordFilters = filters({ request: z.uuid(), department: z.string(), provider: z.string() });
export const noticeFilters = filters({ unread: yesNo });
export const basisFilters = filters({
  q: z.string().max(80),
  kind: z.enum(basisKinds),
  inForce: yesNo,
  open: z.string().max(60),
});
export const settingFilters = filters({ open: z.string().max(40) });
export const reportFilters = filters({
  year: z.coerce.number().int().min(2025).max(2100),
  quarter: z.coerce.number().int().min(1).max(4),
});
