import { addDays, dayOf, instantOf } from "#contract/clock-days";
import type { AnswerTimes, Figure, Report } from "#contract/sharing";
import type { Bilingual } from "#contract/text";
import type { z } from "zod";
import type { Call } from "#kernel/call";
import { countFindings } from "./finding-store.ts";
import { nameOf, namesOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";
import { type AnswerRow, answersByProvider, filesBegun, type KindCount } from "./report-store.ts";
import { countUseRecords } from "./use-record-store.ts";

type FigureView = z.infer<typeof Figure>;

const units = {
  count: { zh: "件", en: "files" },
  share: { zh: "%", en: "%" },
  days: { zh: "个工作日", en: "working days" },
  calls: { zh: "次", en: "calls" },
  rows: { zh: "行", en: "rows" },
} as const satisfies Readonly<Record<string, Bilingual>>;

const figure = (
  name: string,
  zh: string,
  en: string,
  value: number | null,
  unit: Bilingual,
  href: string,
): FigureView => ({
  name,
  title: { zh, en },
  value,
  unit,
  href,
});

/** First and last day of a quarter. */
export function daysOfQuarter(year: number, quarter: number): { from: string; until: string } {
  const month = (quarter - 1) * 3 + 1;
  const from = `${year}-${String(month).padStart(2, "0")}-01`;
  const next = quarter === 4 ? `${year + 1}-01-01` : `${year}-${String(month + 3).padStart(2, "0")}-01`;
  return { from, until: addDays(next, -1) };
}

const answerKinds = new Set(["answer-unconditional", "answer-conditional"]);

/** Timeliness, quality, use and security of a quarter (Order 809 art. 38), every figure with the filter that opens its rows. */
export async function quarterlyReport(
  call: Call,
  parts: SharingParts,
  { year, quarter }: { year: number; quarter: number },
): Promise<Report> {
  const { from, until } = daysOfQuarter(year, quarter);
  const names = await namesOf(call, parts);
  const [answers, begun, statistics] = await Promise.all([
    answersByProvider(call.db, from, until),
    filesBegun(call.db, from, until),
    parts.clock.statistics(call, { from, to: until }),
  ]);
  const promises = statistics.rows;
  const inTime = (kinds: ReadonlySet<string>, department?: string): number | null => {
    const rows = promises.filter(
      (row) => kinds.has(row.kind) && (department === undefined || row.department === department),
    );
    const met = sum(rows, (row) => row.met);
    const all = met + sum(rows, (row) => row.metLate + row.overdue);
    return all === 0 ? null : Math.round((1000 * met) / all) / 10;
  };
  const period = `sentFrom=${from}&sentUntil=${until}`;
  const title = {
    zh: `${year} 年第 ${"一二三四"[quarter - 1] ?? quarter} 季度政务数据共享情况报告`,
    en: `Data sharing report, quarter ${quarter} of ${year}`,
  };
  return {
    title,
    fromOn: from,
    untilOn: until,
    asOf: call.now.toISOString(),
    parts: [
      { name: "timeliness", title: { zh: "及时性", en: "Timeliness" }, figures: timeliness(answers, inTime, period) },
      { name: "quality", title: { zh: "数据质量", en: "Quality" }, figures: quality(begun, inTime, period) },
      { name: "use", title: { zh: "数据应用", en: "Use" }, figures: await useFigures(call, parts, from, until) },
      {
        name: "security",
        title: { zh: "安全保障", en: "Security" },
        figures: await security(call, parts, begun, from, until),
      },
    ],
    departments: answers.map((row) => ({
      department: row.department,
      departmentName: nameOf(names, row.department),
      figures: departmentFigures(row, inTime(answerKinds, row.department), period),
    })),
  };
}

type InTime = (kinds: ReadonlySet<string>, department?: string) => number | null;

const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

function timeliness(answers: readonly AnswerRow[], inTime: InTime, period: string): FigureView[] {
  const requests = `/sharing/requests?${period}`;
  return [
    figure(
      "received",
      "收到共享申请",
      "Requests received",
      sum(answers, (row) => row.received),
      units.count,
      requests,
    ),
    figure(
      "granted",
      "同意共享",
      "Granted",
      sum(answers, (row) => row.granted),
      units.count,
      `${requests}&answer=grant`,
    ),
    figure(
      "refused",
      "不同意共享",
      "Refused",
      sum(answers, (row) => row.refused),
      units.count,
      `${requests}&state=refused`,
    ),
    figure(
      "answered-in-time",
      "按期答复率",
      "Answered in time",
      inTime(answerKinds),
      units.share,
      "/clock/statistics?kind=answer-conditional",
    ),
    figure(
      "supplied-in-time",
      "按期供给率",
      "Supplied in time",
      inTime(new Set(["supply"])),
      units.share,
      "/clock/statistics?kind=supply",
    ),
    figure(
      "refusals-returned",
      "拒绝依据被退回",
      "Refusals returned",
      sum(answers, (row) => row.refusalsReturned),
      units.count,
      "/sharing/findings?rule=39-2",
    ),
  ];
}

const countOf = (begun: readonly KindCount[], kind: string, states?: readonly string[]): number =>
  sum(
    begun.filter((row) => row.kind === kind && (states?.includes(row.state) ?? true)),
    (row) => row.total,
  );

const quality = (begun: readonly KindCount[], inTime: InTime, period: string): FigureView[] => [
  figure(
    "corrections",
    "校核申请",
    "Corrections asked for",
    countOf(begun, "correction"),
    units.count,
    `/sharing/corrections?${period}`,
  ),
  figure(
    "corrected",
    "属实并更正",
    "Corrected",
    countOf(begun, "correction", ["corrected"]),
    units.count,
    `/sharing/corrections?state=corrected&${period}`,
  ),
  figure(
    "verified-in-time",
    "按期核实反馈率",
    "Verified in time",
    inTime(new Set(["correction"])),
    units.share,
    "/clock/statistics?kind=correction",
  ),
  figure(
    "catalog-in-time",
    "目录按期更新率",
    "Catalog updated in time",
    inTime(new Set(["catalog-update"])),
    units.share,
    "/clock/statistics?kind=catalog-update",
  ),
];

async function useFigures(call: Call, parts: SharingParts, from: string, until: string): Promise<FigureView[]> {
  const span = { from: instantOf(from).toISOString(), to: instantOf(addDays(until, 1)).toISOString() };
  const done = await parts.ledger.tally(call, { action: "gate.", outcome: "done", ...span });
  const ledger = `/ledger?action=gate.&outcome=done&from=${span.from}&to=${span.to}`;
  const records = await countUseRecords(call.db, { departments: "all", sentFrom: from, sentUntil: until });
  const grants = await parts.gate.grantsOf(call, { states: ["active"], limit: 1000 });
  return [
    figure("deliveries", "供给次数", "Deliveries", done.entries, units.calls, ledger),
    figure("rows", "供给行数", "Rows delivered", done.rows, units.rows, ledger),
    figure("grants", "有效授权", "Active grants", grants.length, units.count, "/gate/grants?state=active"),
    figure(
      "use-records",
      "使用记录",
      "Use records",
      records,
      units.count,
      `/sharing/use-records?sentFrom=${from}&sentUntil=${until}`,
    ),
  ];
}

async function security(
  call: Call,
  parts: SharingParts,
  begun: readonly KindCount[],
  from: string,
  until: string,
): Promise<FigureView[]> {
  const span = { from: instantOf(from).toISOString(), to: instantOf(addDays(until, 1)).toISOString() };
  const refused = await parts.ledger.tally(call, { action: "gate.", outcome: "refused", ...span });
  const found = { departments: "all", foundFrom: from, foundUntil: until } as const;
  const findings = `/sharing/findings?foundFrom=${from}&foundUntil=${until}`;
  return [
    figure(
      "refused-calls",
      "被拒绝的越权调用",
      "Calls refused",
      refused.entries,
      units.calls,
      `/ledger?action=gate.&outcome=refused&from=${span.from}&to=${span.to}`,
    ),
    figure(
      "misuse",
      "暂停整改和服务终止",
      "Cases of misuse and stopping",
      countOf(begun, "case"),
      units.count,
      `/sharing/cases?sentFrom=${from}&sentUntil=${until}`,
    ),
    figure(
      "disputes",
      "共享争议",
      "Disputes",
      countOf(begun, "dispute"),
      units.count,
      `/sharing/disputes?sentFrom=${from}&sentUntil=${until}`,
    ),
    figure("findings", "违规线索", "Findings", await countFindings(call.db, found), units.count, findings),
    figure(
      "confirmed",
      "认定属实",
      "Confirmed",
      await countFindings(call.db, { ...found, states: ["confirmed"] }),
      units.count,
      `${findings}&state=confirmed`,
    ),
  ];
}

const departmentFigures = (row: AnswerRow, share: number | null, period: string): FigureView[] => {
  const requests = `/sharing/requests?provider=${row.department}&${period}`;
  return [
    figure("received", "收到申请", "Received", row.received, units.count, requests),
    figure("refused", "不同意", "Refused", row.refused, units.count, `${requests}&state=refused`),
    figure("granted", "同意", "Granted", row.granted, units.count, `${requests}&answer=grant`),
    figure(
      "answered-in-time",
      "按期答复率",
      "Answered in time",
      share,
      units.share,
      `/clock/statistics?department=${row.department}`,
    ),
  ];
};

/** How long answers took: departments and counts only, fit to be published. */
export async function answerTimes(
  call: Call,
  parts: SharingParts,
  query: { fromOn?: string | undefined; untilOn?: string | undefined },
): Promise<z.infer<typeof AnswerTimes>> {
  const until = query.untilOn ?? dayOf(call.now);
  const from = query.fromOn ?? addDays(until, -90);
  const names = await namesOf(call, parts);
  const [answers, statistics] = await Promise.all([
    answersByProvider(call.db, from, until),
    parts.clock.statistics(call, { from, to: until }),
  ]);
  return {
    fromOn: from,
    untilOn: until,
    rows: answers.map((row) => {
      const own = statistics.rows.filter((one) => one.department === row.department && answerKinds.has(one.kind));
      const conditional = own.find((one) => one.kind === "answer-conditional") ?? own[0];
      return {
        department: row.department,
        departmentName: nameOf(names, row.department),
        received: row.received,
        answered: row.answered,
        granted: row.granted,
        refused: row.refused,
        inTime: sum(own, (one) => one.met),
        medianWorkingDays: conditional?.medianDays ?? null,
        refusalsReturned: row.refusalsReturned,
      };
    }),
  };
}
