import { type Level, levelNames } from "#contract/clock";

export interface CircularFacts {
  readonly level: Level;
  readonly kind: string;
  readonly title: string;
  readonly number: string;
  readonly owedBy: string;
  readonly owedTo: string;
  readonly basis: string;
  readonly startedOn: string;
  readonly dueOn: string;
  readonly today: string;
  readonly overdueDays: number;
  readonly extendedDays: number;
}

/** `2026-03-18` as `2026年3月18日`. */
export function chineseDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** Days in which a circular asks for the matter to be settled, by level: the higher, the sooner. */
const settleWithin: Readonly<Record<Level, number>> = { blue: 3, orange: 2, red: 1 };

/** Draft of the circular (通报); whoever issues it edits it first. */
export function draftCircular(facts: CircularFacts): string {
  const { level, owedBy } = facts;
  const number = facts.number === "" ? "" : `（${facts.number}）`;
  const extension = facts.extendedDays > 0 ? `（含延期 ${facts.extendedDays} 个工作日）` : "";
  const late = facts.overdueDays > 0 ? `已逾期 ${facts.overdueDays} 个工作日` : "期限已满";
  return [
    `关于${owedBy}逾期未办“${facts.title}”的${levelNames[level].zh}通报`,
    "",
    `${owedBy}：`,
    `“${facts.title}”${number}一事，${facts.owedTo}于${chineseDay(facts.startedOn)}起等候你单位${facts.kind}。` +
      `依据${facts.basis}，应于${chineseDay(facts.dueOn)}前办结${extension}。` +
      `截至${chineseDay(facts.today)}，${late}，仍未办结。`,
    `现予${levelNames[level].zh}。请自收到本通报之日起 ${settleWithin[level]} 个工作日内办结，并书面说明逾期原因和整改措施。`,
    "",
    "政务数据共享主管部门",
    chineseDay(facts.today),
  ].join("\n");
}
