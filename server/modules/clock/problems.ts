import { problemTable } from "#kernel/problem";

export const problems = problemTable("clock", {
  "commitment-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的承诺，或它不在您的查看范围内。",
    en: "There is no commitment {id}, or it is outside what you may see.",
  },
  "commitment-closed": {
    status: 409,
    zh: "“{title}”已于 {on} {state}，不能再变动。请以记录为准，需要继续办理的请另起一件。",
    en: "“{title}” ended on {on} ({stateEn}) and cannot change any more. Start another one if there is more to do.",
  },
  "wrong-state": {
    status: 409,
    zh: "“{title}”现在是“{state}”，不能{act}。请刷新后按现在的状态办理。",
    en: "“{title}” is {stateEn} now and cannot be {actEn}. Read it again and act on what it is.",
  },
  "already-overdue": {
    status: 409,
    zh: "“{title}”已在 {due} 到期，不能再{act}。请尽快办结，并在办结时说明原因。",
    en: "“{title}” was due on {due} and cannot be {actEn} any more. Settle it soon and say why it is late.",
  },
  "kind-unknown": {
    status: 422,
    zh: "没有“{kind}”这个承诺事项。现有事项见 /api/clock/kinds。",
    en: "There is no kind of commitment {kind}. /api/clock/kinds lists them.",
  },
  "no-limit": {
    status: 422,
    zh: "“{kind}”在 {on} 没有生效的时限。请核对起算日期，或先登记时限。",
    en: "No limit for {kind} was in force on {on}. Check the day it starts, or register a limit.",
  },
  "agreement-missing": {
    status: 422,
    zh: "“{kind}”没有法定时限，须约定工作日数或最后一日（二者取一），并写明依据。",
    en: "{kind} has no statutory limit: agree on a number of working days or a last day, one of the two, and state the basis.",
  },
  "agreed-day-past": {
    status: 422,
    zh: "约定的最后一日 {dueOn} 早于起算日 {on}。请改为之后的日期。",
    en: "The agreed last day {dueOn} is before the day it starts, {on}. Choose a later one.",
  },
  "start-in-future": {
    status: 422,
    zh: "起算或办结时间 {at} 晚于现在。请核对时间。",
    en: "The time {at} lies in the future. Check it.",
  },
  "extension-too-long": {
    status: 422,
    zh: "“{title}”最多还能延长 {most} 个工作日，要的是 {asked} 个（依据：{basis}）。请减少天数；不能延长的请按期办结。",
    en: "“{title}” can be extended by {most} more working days at most; {asked} were asked ({basis}). Ask for fewer, or settle it in time.",
  },
  "consent-needed": {
    status: 422,
    zh: "“{title}”延期须经同级政务数据共享主管部门同意（依据：{basis}）。请先申请延期，由主管部门决定。",
    en: "An extension of “{title}” needs the bureau's consent ({basis}). Ask for it; the bureau decides.",
  },
  "extension-waiting": {
    status: 409,
    zh: "“{title}”已有一份延期申请待主管部门决定。请等候决定。",
    en: "A request to extend “{title}” waits for the bureau already. Wait for its decision.",
  },
  "extension-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的延期申请，或它不在您的查看范围内。",
    en: "There is no request for an extension {id}, or it is outside what you may see.",
  },
  "extension-decided-already": {
    status: 409,
    zh: "这份延期申请已有决定或已失效。请刷新后查看。",
    en: "This request has been decided or is void. Read it again.",
  },
  "decided-by-asker": {
    status: 403,
    zh: "延期申请不能由申请人自己决定。请由主管部门的另一人决定。",
    en: "Whoever asked for an extension cannot decide on it. Another person of the bureau has to.",
  },
  "not-yours-to-do": {
    status: 403,
    zh: "不能对“{title}”做这件事：{why}。",
    en: "You cannot do this to “{title}”: {whyEn}.",
  },
  "not-now": {
    status: 409,
    zh: "现在不能对“{title}”做这件事：{why}。",
    en: "This cannot be done to “{title}” now: {whyEn}.",
  },
  "level-not-higher": {
    status: 409,
    zh: "“{title}”已是“{level}”，只能升到更高的级别。",
    en: "“{title}” is at level {levelEn} already; it can only go higher.",
  },
  "person-not-found": {
    status: 422,
    zh: "{department}没有编号为 {person} 的可用账号。请从候选人中选择。",
    en: "{department} has no active account {person}. Choose one of the candidates.",
  },
  "reminder-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的提醒，或它不是发给您和您部门的。",
    en: "There is no reminder {id}, or it was not sent to you or your department.",
  },
  "escalation-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的督办记录，或它不在您的查看范围内。",
    en: "There is no escalation {id}, or it is outside what you may see.",
  },
  "circular-issued-already": {
    status: 409,
    zh: "这份通报已于 {on} 由{by}签发。",
    en: "This circular was issued on {on} by {by}.",
  },
  "limit-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的时限。",
    en: "There is no limit {id}.",
  },
  "limit-laxer": {
    status: 422,
    zh: "“{kind}”不能定为 {days} 个工作日、延期至多 {extension} 个工作日：{basis}规定至多 {most} 个、延期至多 {mostExtension} 个。地方只能更短，不能更长。",
    en: "{kindEn} cannot be set to {days} working days with extensions up to {extension}: {basis} allows {most} and {mostExtension}. Regions may be stricter, never laxer.",
  },
  "limit-exists": {
    status: 409,
    zh: "{division}的“{kind}”已有自 {from} 起的时限。请先终止它，再规定新的。",
    en: "{division} has a limit for {kind} from {from} on. End it before setting another.",
  },
  "limit-national": {
    status: 403,
    zh: "全国时限由法律、行政法规规定，不能在本系统终止。",
    en: "National limits are set by law and cannot be ended here.",
  },
  "limit-end-wrong": {
    status: 422,
    zh: "最后施行日 {endsOn} 不能早于 {earliest}。",
    en: "The last day in force, {endsOn}, cannot be before {earliest}.",
  },
  "division-outside": {
    status: 403,
    zh: "您只能规定本级及下级区划（{own}）的时限，{division} 不在其中。",
    en: "You may set limits for your own division and below ({own}); {division} is not among them.",
  },
  "calendar-wrong": {
    status: 422,
    zh: "{year} 年的放假安排有 {count} 处不对：{list}。请改正后重新提交。",
    en: "The arrangement of {year} has {count} faults: {listEn}. Mend them and send again.",
  },
  "rules-in-past": {
    status: 422,
    zh: "新规则最早自 {today} 起施行，不能溯及 {on}。",
    en: "New rules can hold from {today} on at the earliest, not from {on}.",
  },
  "rules-wrong": {
    status: 422,
    zh: "计时规则不合理：{reason}。",
    en: "These rules do not fit together: {reasonEn}.",
  },
  "bad-cursor": {
    status: 400,
    zh: "翻页位置不对，请从第一页重新开始。",
    en: "This cursor is not one of this list; begin with the first page again.",
  },
  "period-wrong": {
    status: 422,
    zh: "统计的起日 {from} 不能晚于止日 {to}，且不超过五年。",
    en: "The period from {from} to {to} must not be reversed nor longer than five years.",
  },
});
