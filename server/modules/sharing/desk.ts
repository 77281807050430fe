import type { DeskSummary } from "#contract/sharing";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import { countFiles, type FileFilter } from "./file-store.ts";
import { countFindings } from "./finding-store.ts";
import { countNotices } from "./notices.ts";
import type { SharingParts } from "./parts.ts";

interface Heap {
  readonly kind: string;
  readonly title: Bilingual;
  readonly roles: readonly string[];
  readonly filter: (own: readonly string[]) => Omit<FileFilter, "departments">;
  readonly href: string;
}

const heap = (
  kind: string,
  zh: string,
  en: string,
  roles: readonly string[],
  href: string,
  filter: Heap["filter"],
): Heap => ({
  kind,
  title: { zh, en },
  roles,
  filter,
  href,
});

/** What waits for whom, by role; each with the list that shows exactly what it counts. */
const heaps: readonly Heap[] = [
  heap(
    "to-answer",
    "待答复的申请",
    "Requests to answer",
    ["department-steward"],
    "/sharing/requests?side=received&state=answering",
    (own) => ({ kind: "request", states: ["answering"], receivedBy: own }),
  ),
  heap(
    "to-sign-answer",
    "待签批的答复",
    "Answers to sign",
    ["sharing-head"],
    "/sharing/requests?side=received&state=signing",
    (own) => ({ kind: "request", states: ["signing"], receivedBy: own }),
  ),
  heap(
    "to-sign",
    "待签批的申请单",
    "Applications to sign",
    ["sharing-head"],
    "/sharing/applications?state=signing",
    (own) => ({ kind: "application", states: ["signing"], askedBy: own }),
  ),
  heap(
    "to-supplement",
    "待补正",
    "To supplement",
    ["department-user", "department-steward"],
    "/sharing/requests?side=asked&state=supplementing",
    (own) => ({ kind: "request", states: ["supplementing"], askedBy: own }),
  ),
  heap(
    "to-commit",
    "待签使用承诺",
    "Commitments to sign",
    ["department-user", "department-steward", "sharing-head"],
    "/sharing/requests?side=asked&state=committing",
    (own) => ({ kind: "request", states: ["committing"], askedBy: own }),
  ),
  heap(
    "to-supply",
    "待首次供给",
    "To be supplied",
    ["department-steward"],
    "/sharing/requests?side=received&state=supplying",
    (own) => ({ kind: "request", states: ["supplying"], receivedBy: own }),
  ),
  heap(
    "to-dispose",
    "待处置数据",
    "To dispose of",
    ["department-user", "department-steward"],
    "/sharing/requests?side=asked&state=disposing",
    (own) => ({ kind: "request", states: ["disposing"], askedBy: own }),
  ),
  heap(
    "to-confirm",
    "待确认处置",
    "Disposals to confirm",
    ["department-steward", "sharing-head"],
    "/sharing/requests?side=received&state=disposed",
    (own) => ({ kind: "request", states: ["disposed"], receivedBy: own }),
  ),
  heap(
    "to-verify",
    "待核实的校核",
    "Corrections to verify",
    ["department-steward"],
    "/sharing/corrections?side=received&state=verifying",
    (own) => ({ kind: "correction", states: ["verifying"], receivedBy: own }),
  ),
  heap("to-match", "待对接的需求", "Demands to match", ["data-officer"], "/sharing/demands?state=registered", () => ({
    kind: "demand",
    states: ["registered"],
  })),
  heap(
    "to-review",
    "待审看的拒绝依据",
    "Refusals to look at",
    ["data-officer"],
    "/sharing/requests?state=reviewing",
    () => ({ kind: "request", states: ["reviewing"] }),
  ),
  heap("to-file", "待备案", "To file", ["data-officer"], "/sharing/cases?state=filed", () => ({
    kind: "case",
    states: ["filed"],
  })),
  heap(
    "to-coordinate",
    "待协调的争议",
    "Disputes to coordinate",
    ["data-officer"],
    "/sharing/disputes?state=bureau",
    () => ({ kind: "dispute", states: ["bureau"] }),
  ),
  heap("to-close", "待销号的调度令", "Orders to close", ["leader"], "/sharing/orders?state=reported", () => ({
    kind: "order",
    states: ["reported"],
  })),
  heap(
    "orders",
    "我部门的调度令",
    "Orders to my department",
    ["department-steward", "sharing-head"],
    "/sharing/orders?state=issued",
    (own) => ({ kind: "order", states: ["issued"], receivedBy: own }),
  ),
];

/** What waits for the person asking, and how the promises in its scope stand. */
export async function deskSummary(call: Call, parts: SharingParts): Promise<DeskSummary> {
  const own = call.actor.department === null ? [] : [call.actor.department];
  const todo: DeskSummary["todo"] = [];
  for (const one of heaps.filter(({ roles }) => roles.some((role) => call.actor.roles.includes(role)))) {
    const count = await countFiles(call.db, { ...one.filter(own), departments: call.actor.departments });
    todo.push({ kind: one.kind, title: one.title, count, workingDaysLeft: null, href: one.href });
  }
  const isDesk = call.actor.roles.includes("data-officer");
  if (isDesk) {
    const asks = await parts.clock.pending(call, { asksExtension: true, limit: 1 });
    const [first] = asks.items;
    const title = { zh: "待决定的延期", en: "Extensions to decide" };
    todo.push({
      kind: "to-decide",
      title,
      count: asks.total,
      workingDaysLeft: first?.remainingDays ?? null,
      href: "/clock?asksExtension=true",
    });
    const open = await countFindings(call.db, { departments: call.actor.departments, states: ["open", "explained"] });
    const findings = { zh: "待认定的违规线索", en: "Findings to decide" };
    todo.push({
      kind: "findings",
      title: findings,
      count: open,
      workingDaysLeft: null,
      href: "/sharing/findings?state=open",
    });
  }
  const colours: Record<string, number> = {};
  for (const colour of ["red", "orange", "blue", "plain", "paused"] as const)
    colours[colour] = (await parts.clock.pending(call, { colour, limit: 1 })).total;
  return {
    asOf: call.now.toISOString(),
    todo,
    colours,
    open: Object.values(colours).reduce((sum, count) => sum + count, 0),
    orders: await countFiles(call.db, {
      kind: "order",
      states: ["issued", "reported"],
      departments: call.actor.departments,
    }),
    unread: (await countNotices(call)).unread,
    calendarWarning: await parts.clock.calendarWarning(call),
  };
}
