import type { Rules } from "#contract/clock";
import { defineWords } from "#kit";
import type { Period } from "./filters.ts";
import type { DayKind } from "./year-draft.ts";

interface RuleWords {
  readonly calendar: {
    readonly title: string;
    readonly note: (year: string, days: string) => string;
    readonly year: string;
    readonly enter: (year: string) => string;
    readonly missing: (year: string) => string;
    readonly missingText: string;
    readonly kinds: Readonly<Record<DayKind, string>>;
    readonly off: string;
    readonly on: string;
    readonly source: (source: string) => string;
    readonly seeded: string;
    readonly newTitle: (year: string) => string;
    readonly newText: string;
    readonly hint: string;
    readonly months: readonly string[];
    readonly weekdays: readonly string[];
    readonly weekdayName: (name: string) => string;
    readonly dayIs: (day: string, kind: string) => string;
    readonly changes: (count: string) => string;
    readonly turned: (day: string, isWorked: boolean, isWeekend: boolean) => string;
    readonly total: (year: string, days: string) => string;
    readonly save: (year: string) => string;
    readonly saved: (year: string) => string;
    readonly effect: string;
    readonly reason: string;
    readonly reasonHint: string;
  };
  readonly limits: Readonly<
    Record<
      | "title"
      | "add"
      | "mayNot"
      | "kind"
      | "national"
      | "nationalNote"
      | "regional"
      | "regionalNote"
      | "noRegional"
      | "division"
      | "divisionHint"
      | "basis"
      | "basisHint"
      | "days"
      | "extension"
      | "since"
      | "open"
      | "see"
      | "end"
      | "ending"
      | "consent"
      | "unit"
      | "dayHint"
      | "addTitle"
      | "addNote"
      | "addAction"
      | "added"
      | "endNote"
      | "endAction"
      | "ended"
      | "lastDay",
      string
    >
  > & {
    readonly note: (national: string, regional: string) => string;
    readonly workingDays: (days: string) => string;
    readonly ceiling: (basis: string, days: string, extension: string) => string;
    readonly endTitle: (kind: string, division: string) => string;
  };
  readonly rules: Readonly<
    Record<
      "title" | "note" | "start" | "supplement" | "warn" | "colours" | "ladder" | "duty" | "since" | "comma" | "noDuty",
      string
    >
  > & {
    readonly starts: Readonly<Record<Rules["startRule"], string>>;
    readonly supplements: Readonly<Record<Rules["supplementRule"], string>>;
    readonly warnAt: (share: string, time: string) => string;
    readonly coloursAt: (blue: string, orange: string) => string;
    readonly rung: (days: string, level: string) => string;
    readonly onDuty: (name: string) => string;
  };
  readonly statistics: Readonly<
    Record<
      | "title"
      | "period"
      | "department"
      | "kind"
      | "inTime"
      | "met"
      | "metLate"
      | "overdue"
      | "median"
      | "extended"
      | "total"
      | "table"
      | "tableNote"
      | "chart"
      | "chartNote"
      | "publish"
      | "emptyTitle"
      | "emptyText",
      string
    >
  > & {
    readonly note: (from: string, to: string, at: string) => string;
    readonly periods: Readonly<Record<Period, string>>;
    readonly days: (days: string) => string;
    readonly chartLowest: (count: string) => string;
  };
}

/** Words of calendar, limits, rules and statistics. */
export const ruleWords = defineWords<RuleWords>({
  zh: {
    calendar: {
      title: "工作日历",
      note: (year, days) => `${year} 年共 ${days} 个工作日 · 到期日都按它计算`,
      year: "年份",
      enter: (year) => `录入 ${year} 年放假安排`,
      missing: (year) => `${year} 年的放假安排还没有录入`,
      missingText: "国务院办公厅公布后由主管部门录入；在此之前，跨到那一年的到期日先按周末和固定节日估算。",
      kinds: { work: "上班", weekend: "周末", off: "放假", swapped: "调休上班" },
      off: "休",
      on: "班",
      source: (source) => `依据：${source}`,
      seeded: "（随软件预置，可核对修改）",
      newTitle: (year) => `正在录入 ${year} 年`,
      newText: "先按周末和固定日期的节日排好，请对照国务院办公厅的通知，点出放假和调休上班的日子，再一并保存。",
      hint: "点一个日子，上班与休息互换；改完在下面写明依据，一并保存。",
      months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
      weekdays: ["一", "二", "三", "四", "五", "六", "日"],
      weekdayName: (name) => `星期${name}`,
      dayIs: (day, kind) => `${day} ${kind}`,
      changes: (count) => `改了 ${count} 天，还没有保存`,
      turned: (day, isWorked, isWeekend) => `${day}：改为${isWorked ? (isWeekend ? "调休上班" : "上班") : "休息"}`,
      total: (year, days) => `改后 ${year} 年共 ${days} 个工作日。`,
      save: (year) => `保存 ${year} 年安排`,
      saved: (year) => `${year} 年的安排已保存，未结承诺已重算`,
      effect: "保存后未结承诺的到期日随之重算，逐件留痕。",
      reason: "依据或理由",
      reasonHint: "如：国办发明电〔2026〕×号；临时调整的写明原因。",
    },
    limits: {
      title: "时限",
      note: (national, regional) => `全国 ${national} 项，地方更严的 ${regional} 项`,
      add: "规定本地更严的时限",
      mayNot: "由主管部门规定",
      kind: "事项",
      national: "法定时限",
      nationalNote: "《政务数据共享条例》（国务院令第809号），是各地的上限",
      regional: "地方更严的时限",
      regionalNote: "只能更短，不能更长；对该区划及其下级生效",
      noRegional: "各地都按法定时限执行。",
      division: "区划",
      divisionHint: "本级或下级区划代码，如 510104",
      basis: "依据",
      basisHint: "文件名称和条款",
      days: "时限",
      extension: "最多可延",
      since: "自何时起",
      open: "查看",
      see: "在办的",
      end: "终止",
      ending: "到期终止",
      consent: "（须经同意）",
      unit: "个工作日",
      dayHint: "年-月-日，如 2026-12-01",
      addTitle: "规定本地更严的时限",
      addNote: "对生效后新起算的承诺有效",
      addAction: "规定这项时限",
      added: "时限已规定，记入账本",
      endNote: "之后新起算的承诺改按法定时限；已起算的不变",
      endAction: "终止这项时限",
      ended: "时限已定终止日，记入账本",
      lastDay: "最后施行日",
      workingDays: (days) => `${days} 个工作日`,
      ceiling: (basis, days, extension) => `${basis}：至多 ${days} 个工作日，延期至多 ${extension} 个。`,
      endTitle: (kind, division) => `终止${division}的“${kind}”时限`,
    },
    rules: {
      title: "怎么计时",
      note: "现行规则；改动自某日起施行，不溯及以前",
      start: "起算",
      supplement: "补正",
      warn: "预警",
      colours: "颜色",
      ladder: "督办",
      duty: "值班",
      since: "施行",
      comma: "；",
      noDuty: "没有排值班",
      starts: {
        "next-day": "事情发生的次日为第 1 天（民法典第二百零一条）",
        "same-day": "当天是工作日的，当天为第 1 天",
      },
      supplements: {
        restart: "一次性告知后暂停，补正材料的次日重新起算",
        resume: "一次性告知后暂停，补正后接着剩下的天数走",
      },
      warnAt: (share, time) => `用到期限的 ${share} 时，工作日 ${time} 发提醒`,
      coloursAt: (blue, orange) => `剩 ${blue} 个工作日以内为蓝，${orange} 个以内为橙，逾期为红`,
      rung: (days, level) => `逾期 ${days} 个工作日升为${level}`,
      onDuty: (name) => `今天值班员：${name}`,
    },
    statistics: {
      title: "按时答复统计",
      period: "时段",
      department: "部门",
      kind: "事项",
      inTime: "按时率",
      met: "按期办结",
      metLate: "逾期办结",
      overdue: "逾期未办",
      median: "办理中位数",
      extended: "延期",
      total: "应办",
      table: "分部门、分事项",
      tableNote: "点数字看明细（明细为全部时间）；中位数为工作日，不含暂停",
      chart: "谁按时答复？",
      chartNote: "按期办结 / 应办，低的在前",
      publish: "导出公开格式",
      emptyTitle: "这段时间没有到期或办结的承诺",
      emptyText: "换一个时段，或放宽部门、事项。",
      note: (from, to, at) => `${from}至${to} · 截至 ${at} · 可公开：只有部门和数字`,
      periods: { month: "本月", quarter: "本季度", "last-quarter": "上季度", year: "今年" },
      days: (days) => `${days} 天`,
      chartLowest: (count) => `按期办结 / 应办，最低的 ${count} 个部门`,
    },
  },
  en: {
    calendar: {
      title: "Working calendar",
      note: (year, days) => `${year} has ${days} working days; every due day is reckoned by it`,
      year: "Year",
      enter: (year) => `Enter ${year}`,
      missing: (year) => `The holidays of ${year} are not entered`,
      missingText:
        "The bureau enters them once the State Council has published them. Until then due days in that year are estimated from weekends and fixed holidays.",
      kinds: { work: "worked", weekend: "weekend", off: "day off", swapped: "worked weekend" },
      off: "off",
      on: "on",
      source: (source) => `Basis: ${source}`,
      seeded: " (shipped with the hub; check and change it here)",
      newTitle: (year) => `Entering ${year}`,
      newText:
        "Weekends and holidays on fixed days are set. Compare with the State Council's notice, press the days off and worked weekends, then save all of it.",
      hint: "Press a day to turn work into rest and back; then give the basis below and save.",
      months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
      weekdays: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
      weekdayName: (name) => name,
      dayIs: (day, kind) => `${day}, ${kind}`,
      changes: (count) => `${count} days changed, not saved yet`,
      turned: (day, isWorked, isWeekend) =>
        `${day}: now ${isWorked ? (isWeekend ? "a worked weekend" : "worked") : "off"}`,
      total: (year, days) => `${year} then has ${days} working days.`,
      save: (year) => `Save ${year}`,
      saved: (year) => `${year} saved; open promises were reckoned anew`,
      effect: "Due days of open promises are reckoned anew, each with a line in its story.",
      reason: "Basis or reason",
      reasonHint: "The notice's number; for a single change, why.",
    },
    limits: {
      title: "Limits",
      note: (national, regional) => `${national} of the nation, ${regional} stricter ones of regions`,
      add: "Set a stricter limit",
      mayNot: "set by the bureau",
      kind: "Matter",
      national: "Statutory limits",
      nationalNote: "State Council Order 809; regions may not go beyond",
      regional: "Stricter limits of regions",
      regionalNote: "shorter, never longer; they hold in the division and below",
      noRegional: "The statutory limits hold everywhere.",
      division: "Division",
      divisionHint: "code of your own division or below, such as 510104",
      basis: "Basis",
      basisHint: "document and article",
      days: "Limit",
      extension: "Extension up to",
      since: "In force",
      open: "See",
      see: "open ones",
      end: "End",
      ending: "ends",
      consent: " (with consent)",
      unit: "working days",
      dayHint: "year-month-day, such as 2026-12-01",
      addTitle: "Set a stricter limit",
      addNote: "for promises that start after it is in force",
      addAction: "Set this limit",
      added: "Limit set; it is on the ledger",
      endNote: "later promises follow the statutory limit; running ones stay",
      endAction: "End this limit",
      ended: "The limit ends that day; it is on the ledger",
      lastDay: "Last day in force",
      workingDays: (days) => `${days} days`,
      ceiling: (basis, days, extension) => `${basis}: ${days} working days at most, extension ${extension} at most.`,
      endTitle: (kind, division) => `End the limit for “${kind}” in ${division}`,
    },
    rules: {
      title: "How the clock counts",
      note: "rules in force; changes hold from a day on, never backwards",
      start: "Start",
      supplement: "Supplements",
      warn: "Warning",
      colours: "Colours",
      ladder: "Supervision",
      duty: "Duty",
      since: "In force",
      comma: "; ",
      noDuty: "nobody is on duty",
      starts: {
        "next-day": "the day after it happened is day 1 (Civil Code art. 201)",
        "same-day": "the day it happened is day 1, if it is worked",
      },
      supplements: {
        restart: "asking for papers stops the clock; the whole limit counts anew from the day after they came",
        resume: "asking for papers stops the clock; it goes on with the days that were left",
      },
      warnAt: (share, time) => `at ${share} of the limit, at ${time} of a working day`,
      coloursAt: (blue, orange) => `blue at ${blue} working days left, orange at ${orange}, red once overdue`,
      rung: (days, level) => `${days} working days overdue: ${level}`,
      onDuty: (name) => `on duty today: ${name}`,
    },
    statistics: {
      title: "Answers in time",
      period: "Period",
      department: "Department",
      kind: "Matter",
      inTime: "In time",
      met: "Met",
      metLate: "Met late",
      overdue: "Overdue",
      median: "Median days",
      extended: "Extended",
      total: "All due",
      table: "By department and matter",
      tableNote: "figures open the lists (of all times); medians in working days without pauses",
      chart: "Who answers in time?",
      chartNote: "met / all due, lowest first",
      publish: "Export for publication",
      emptyTitle: "Nothing was due or met in this period",
      emptyText: "Choose another period, or widen the filters.",
      note: (from, to, at) => `${from} to ${to} · as of ${at} · fit to publish: departments and figures only`,
      periods: { month: "This month", quarter: "This quarter", "last-quarter": "Last quarter", year: "This year" },
      days: (days) => days,
      chartLowest: (count) => `met / all due, the ${count} lowest`,
    },
  },
});
