import { networkZoneNames } from "#contract/registry";
import { shareClassNames, shareModeNames } from "#contract/catalog";
import { commitmentStateNames } from "#contract/clock";
import {
  answerKindNames,
  caseKindNames,
  caseStateNames,
  disputeStateNames,
  refusalBasisNames,
  type Report,
  type Request,
  requestKindNames,
  requestStateNames,
} from "#contract/sharing";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import type { FileAnswer } from "#kernel/http/route";
import type { SharingParts } from "./parts.ts";
import { type Block, printPaper } from "#kernel/paper/paper";
import { getRequest } from "./queries.ts";
import { quarterlyReport } from "./report.ts";

/** Local time of an instant, as people write it. */
const timeOf = (iso: string): string =>
  `${dayOf(new Date(iso))} ${new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(11, 16)}`;

/** The whole file as one record: application, sign-offs, answer, commitments, deliveries, story with ledger entries. */
export async function printRequest(call: Call, parts: SharingParts, id: string): Promise<FileAnswer> {
  const request = await getRequest(call, parts, id);
  const content = await printPaper({
    title: "政务数据共享申请全卷",
    subtitle: `${request.number}　${request.title}　打印于 ${timeOf(call.now.toISOString())}　${call.actor.name}`,
    foot: `${request.number}${request.isInvented ? "　示例数据" : ""}`,
    blocks: blocksOf(request),
  });
  return { fileName: `${request.number}.pdf`, contentType: "application/pdf", content };
}

function blocksOf(request: Request): Block[] {
  return [
    { kind: "heading", text: "一、申请" },
    { kind: "pairs", rows: askedRows(request) },
    { kind: "heading", text: "二、申请的数据" },
    {
      kind: "lines",
      rows: request.lines.map((line) => ({
        left: `${line.resourceName}\n${line.resourceCode ?? ""}`,
        text: line.items
          .map((field) => line.itemNames.find((item) => item.field === field)?.name.zh ?? field)
          .join("、"),
        note: `${shareClassNames[line.shareClass].zh}${line.useConditions === "" ? "" : `；${line.useConditions}`}${scopeText(line)}`,
      })),
    },
    { kind: "heading", text: "三、答复" },
    { kind: "pairs", rows: answerRows(request) },
    ...followUps(request),
    { kind: "heading", text: "时限" },
    {
      kind: "lines",
      rows: request.promises.map((one) => ({
        left: one.owedByName,
        text: `${one.basis}，${one.dueOn ?? "暂停"} 到期`,
        note: commitmentStateNames[one.state as keyof typeof commitmentStateNames]?.zh ?? one.state,
      })),
    },
    { kind: "heading", text: "经过（账号为账本条目编号，可离线验证）" },
    {
      kind: "lines",
      rows: request.story.map((line) => ({
        left: `${timeOf(line.at)}\n${line.entry === null ? "" : `账 #${line.entry}`}`,
        text: line.title.zh,
        note: [line.departmentName, line.by, line.note].filter((part) => part !== "").join("　"),
      })),
    },
  ];
}

const scopeText = (line: Request["lines"][number]): string =>
  line.scope.length === 0 ? "" : `；行范围：${line.scope.map((one) => `${one.item} ${one.op}`).join("，")}`;

const askedRows = (request: Request): [string, string][] => [
  ["类别", `${requestKindNames[request.kind].zh}　${requestStateNames[request.state].zh}`],
  ["需求部门", request.departmentName],
  ["提供部门", request.providerName],
  ["使用依据", request.basisTexts.map((basis) => basis.text).join("\n")],
  ["使用场景", request.scene],
  ["使用目的", request.purpose],
  ["共享方式", shareModeNames[request.mode].zh],
  ["使用期限", `${request.fromOn ?? "即日"} 至 ${request.untilOn ?? ""}`],
  ["网络区域、系统", `${networkZoneNames[request.zone].zh}　${request.systemName}`],
  ["需求部门负责人", `${request.requesterSigned.by}　${timeOf(request.requesterSigned.at)}`],
  ...(request.supplement
    ? ([
        ["一次性告知补正", request.supplement.asked.join("；")],
        ["补正", request.supplement.answer ?? "（未补正）"],
      ] as [string, string][])
    : []),
  ...(request.aggregationWarnings.length > 0
    ? ([["汇聚关联提示", request.aggregationWarnings.map((one) => one.zh).join("\n")]] as [string, string][])
    : []),
];

function answerRows(request: Request): [string, string][] {
  const { answer, providerSigned } = request;
  if (answer === null) return [["答复", "尚未答复"]];
  const signed: [string, string] = [
    "提供部门负责人",
    providerSigned === null
      ? "尚未签批"
      : `${providerSigned.by}　${timeOf(providerSigned.at)}${providerSigned.isByRule ? "（按规则自动答复）" : ""}`,
  ];
  if (answer.kind !== "grant") {
    return [
      ["答复", answerKindNames[answer.kind].zh],
      ["依据", refusalBasisNames[answer.basis].zh],
      ["理由", answer.reason],
      ...(answer.kind === "deny" && answer.legalBasis
        ? ([["法定依据", `《${answer.legalBasis.title}》${answer.legalBasis.article}`]] as [string, string][])
        : []),
      signed,
    ];
  }
  const nameOf = (id: string) => request.lines.find((line) => line.resourceId === id)?.resourceName ?? id;
  const itemName = (id: string, field: string) =>
    request.lines.find((line) => line.resourceId === id)?.itemNames.find((item) => item.field === field)?.name.zh ??
    field;
  return [
    ["答复", "同意共享"],
    ...answer.lines.map((line): [string, string] => [
      nameOf(line.resourceId),
      line.items.map((item) => `${itemName(line.resourceId, item.field)}${maskWords(item.mask)}`).join("、"),
    ]),
    ["条件", answer.conditions || "无"],
    ["截止日", answer.untilOn],
    signed,
  ];
}

const maskWords = (mask: string | null): string =>
  mask === null ? "" : mask === "unmasked" ? "（不脱敏）" : "（脱敏）";

function followUps(request: Request): Block[] {
  const blocks: Block[] = [];
  if (request.extensions.length > 0) {
    blocks.push(
      { kind: "heading", text: "延期" },
      {
        kind: "lines",
        rows: request.extensions.map((one) => ({
          left: timeOf(one.askedAt),
          text: `申请 ${one.workingDays} 个工作日：${one.reason}`,
          note:
            one.state === "asked"
              ? "待决定"
              : one.agreedDays === null
                ? `不同意　${one.note}`
                : `同意 ${one.agreedDays} 个工作日　${one.note}`,
        })),
      },
    );
  }
  if (request.commitment)
    blocks.push(
      { kind: "heading", text: "数据安全使用承诺" },
      { kind: "text", text: request.commitment.text },
      { kind: "pairs", rows: [["签署", `${request.commitment.by}　${timeOf(request.commitment.at)}`]] },
    );
  if (request.cases.length + request.disputes.length > 0)
    blocks.push(
      { kind: "heading", text: "处置与争议" },
      {
        kind: "pairs",
        rows: [
          ...request.cases.map((one): [string, string] => [
            one.number,
            `${caseKindNames[one.kind].zh}　${caseStateNames[one.state].zh}`,
          ]),
          ...request.disputes.map((one): [string, string] => [one.number, disputeStateNames[one.state].zh]),
        ],
      },
    );
  if (request.ended || request.disposal)
    blocks.push(
      { kind: "heading", text: "终止与处置" },
      {
        kind: "pairs",
        rows: [
          ...(request.ended ? ([["终止", `${request.ended.reason}　${request.ended.by}`]] as [string, string][]) : []),
          ...(request.disposal
            ? ([
                [
                  "处置回执",
                  `${request.disposal.receipt}　${request.disposal.disposedOn}　${request.disposal.method}　确认：${request.disposal.confirmedBy ?? "待确认"}`,
                ],
              ] as [string, string][])
            : []),
        ],
      },
    );
  return blocks;
}

export async function printReport(
  call: Call,
  parts: SharingParts,
  query: { year: number; quarter: number },
): Promise<FileAnswer> {
  const report = await quarterlyReport(call, parts, query);
  const content = await printPaper({
    title: report.title.zh,
    subtitle: `${report.fromOn} 至 ${report.untilOn}　截至 ${timeOf(report.asOf)}`,
    foot: report.title.zh,
    blocks: reportBlocks(report),
  });
  return { fileName: `report-${query.year}-q${query.quarter}.pdf`, contentType: "application/pdf", content };
}

const valueOf = (figure: Report["parts"][number]["figures"][number]): string =>
  figure.value === null ? "没有可计的件" : `${figure.value} ${figure.unit.zh}`;

const reportBlocks = (report: Report): Block[] => [
  ...report.parts.flatMap((part): Block[] => [
    { kind: "heading", text: part.title.zh },
    { kind: "pairs", rows: part.figures.map((figure): [string, string] => [figure.title.zh, valueOf(figure)]) },
  ]),
  { kind: "heading", text: "各部门答复情况" },
  {
    kind: "lines",
    rows: report.departments.map((row) => ({
      left: row.departmentName,
      text: row.figures.map((figure) => `${figure.title.zh} ${valueOf(figure)}`).join("，"),
      note: "",
    })),
  },
];
