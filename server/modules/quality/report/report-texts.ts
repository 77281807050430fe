import type { QualityReport, ReportRule, ReportView } from "#contract/quality-report";
import type { Language } from "#contract/text";

/** Headings and sentences of a report as a file, in both languages. */
export const texts = {
  zh: {
    title: (name: string, month: string) => `${name} ${month.replace("-", " 年 ").replace(" 0", " ")} 月数据质量报告`,
    covers: (from: string, until: string) => `${from} 至 ${until}`,
    computed: (at: string) => `未定稿，${at} 算出`,
    draft: (edition: number, by: string, at: string) => `第 ${edition} 版，待签发；${by} ${at} 定稿`,
    signed: (edition: number, by: string, at: string, entry: number) =>
      `第 ${edition} 版，${by} ${at} 签发，账 #${entry}`,
    overview: "一、总体情况",
    dimensions: "二、各方面得分",
    rules: "三、失分的规则",
    changes: "四、本月变化",
    resources: "五、各资源得分",
    process: "六、过程指标",
    signature: "七、签发",
    score: "总分",
    change: "比上月",
    rank: "名次",
    rankOf: (rank: number, of: number) => `第 ${rank} 名，共 ${of} 个部门`,
    agreed: "约定水平",
    rows: "检查行数",
    badRows: "问题行",
    checks: "本月检查次数",
    none: "没有",
    noScore: "没有可计的",
    noRules: "每条规则都全部通过。",
    noChanges: "与上月末相比没有变化。",
    firstMonth: "上月末还没有检查过，从下个月起可以比。",
    opinion: "负责人意见",
    by: "签发人",
    unsigned: "尚未签发。签发人：　　　　　　　　　　日期：　　　　年　　月　　日",
    columns: {
      dimension: "方面",
      score: "得分",
      before: "上月末",
      assessed: "检查",
      failed: "不合格",
      failedBefore: "上月末不合格",
      weight: "权重",
      rule: "规则",
      resource: "资源",
      lost: "失分",
      course: "变化",
      share: "占比",
      rows: "行数",
      badRows: "问题行",
      checks: "检查次数",
      checkedAt: "最近检查",
      entry: "账号",
      term: "指标",
      done: "达到",
      of: "应当",
      percent: "比率",
      counts: "计的是",
      standard: "依据",
      month: "月份",
    },
    sheets: {
      overview: "总体",
      dimensions: "方面",
      rules: "规则",
      resources: "资源",
      process: "过程指标",
      months: "历月",
    },
  },
  en: {
    title: (name: string, month: string) => `Data quality of ${name}, ${month}`,
    covers: (from: string, until: string) => `${from} to ${until}`,
    computed: (at: string) => `not settled, computed ${at}`,
    draft: (edition: number, by: string, at: string) => `edition ${edition}, to be signed; settled by ${by} ${at}`,
    signed: (edition: number, by: string, at: string, entry: number) =>
      `edition ${edition}, signed by ${by} ${at}, log #${entry}`,
    overview: "1. Overall",
    dimensions: "2. By dimension",
    rules: "3. Rules that cost points",
    changes: "4. What changed this month",
    resources: "5. By resource",
    process: "6. Process",
    signature: "7. Signature",
    score: "Score",
    change: "Change",
    rank: "Rank",
    rankOf: (rank: number, of: number) => `${rank} of ${of} departments`,
    agreed: "Agreed level",
    rows: "Rows checked",
    badRows: "Bad rows",
    checks: "Checks this month",
    none: "none",
    noScore: "nothing to count",
    noRules: "Every rule passes in full.",
    noChanges: "Nothing changed against last month.",
    firstMonth: "Nothing had been checked by the end of last month; the next one can be compared.",
    opinion: "Opinion",
    by: "Signed by",
    unsigned: "Not signed. Signed by:                                Date:",
    columns: {
      dimension: "Dimension",
      score: "Score",
      before: "Last month",
      assessed: "Checked",
      failed: "Failed",
      failedBefore: "Failed before",
      weight: "Weight",
      rule: "Rule",
      resource: "Resource",
      lost: "Points lost",
      course: "Course",
      share: "Share",
      rows: "Rows",
      badRows: "Bad rows",
      checks: "Checks",
      checkedAt: "Last check",
      entry: "Log",
      term: "Term",
      done: "Done",
      of: "Due",
      percent: "Rate",
      counts: "What is counted",
      standard: "Standard",
      month: "Month",
    },
    sheets: {
      overview: "Overall",
      dimensions: "Dimensions",
      rules: "Rules",
      resources: "Resources",
      process: "Process",
      months: "Months",
    },
  },
} as const;

/** One place after the point, never rounded up: 100 says that nothing failed. A dash where nobody knows. */
export const points = (value: number | null): string =>
  value === null ? "—" : String(Math.floor(value * 10 + 1e-6) / 10);

/** Points of the score; what is less than a hundredth still says that it is not nothing. */
export function cost(lost: number): string {
  if (lost < 1e-9) return "0";
  return lost < 0.005 ? "<0.01" : lost.toFixed(2);
}

export function signed(now: number | null, before: number | null): string {
  if (now === null || before === null) return "—";
  const change = Math.round((now - before) * 10) / 10;
  return change === 0 ? "0" : `${change > 0 ? "+" : "−"}${Math.abs(change)}`;
}

/** Local time of an instant, as people write it. */
export const timeOf = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");

export const titleOf = (report: QualityReport, language: Language): string =>
  texts[language].title(report.departmentName[language], report.month);

/** Whether it is signed, which edition, by whom and when. */
export function standingOf({ report, kept }: Pick<ReportView, "report" | "kept">, language: Language): string {
  const words = texts[language];
  const covers = words.covers(report.fromOn, report.untilOn);
  if (!kept) return `${covers}　${words.computed(timeOf(report.asOf))}`;
  if (kept.signedAt === null)
    return `${covers}　${words.draft(kept.edition, kept.preparedBy, timeOf(kept.preparedAt))}`;
  return `${covers}　${words.signed(kept.edition, kept.signedBy ?? "", timeOf(kept.signedAt), kept.entry ?? 0)}`;
}

/** Rules that are not as they were at the end of the month before. */
export const changed = (rules: readonly ReportRule[]): ReportRule[] => rules.filter(({ course }) => course !== "same");
