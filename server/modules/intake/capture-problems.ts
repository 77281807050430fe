import { problemTable } from "#kernel/problem";

/** What can stand in the way of reading a source's changes. */
export const captureProblems = problemTable("intake", {
  "position-lost": {
    status: 409,
    zh: "来源已经没有位置 {position} 之后的变更记录：{reason}。数据湖里的数据不变，但不能接着跟踪；请重新做一次全量快照。",
    en: "The source no longer has its changes after {position}: {reason}. The lake keeps what it has, but following cannot go on from there: take a new snapshot.",
  },
  "capture-impossible": {
    status: 422,
    zh: "“{table}”不能按变更捕获跟踪：{reason}",
    en: "{table} cannot be followed by change capture: {reason}",
  },
  "key-not-logged": {
    status: 422,
    zh: "“{table}”的变更日志里没有主键列 {missing} 修改前的值，改主键或删除的行会对不上。请让库管理员执行：{statement}",
    en: "The log of {table} does not carry the earlier value of key column {missing}: changed keys and deletions could not be matched. Ask the database administrator to run: {statement}",
  },
  "change-not-logged": {
    status: 409,
    zh: "“{table}”有一次修改没有逐行写进变更日志（{reason}），接着跟踪会漏数据。请改正后重新做一次全量快照。",
    en: "A change of {table} was not logged row by row ({reason}); going on would lose data. Mend it and take a new snapshot.",
  },
  "log-broken-off": {
    status: 502,
    zh: "读取“{table}”的变更时来源中断：{reason}。已入库的不变，会从上次入库的位置接着读。",
    en: "The source broke off while changes of {table} were read: {reason}. What is in the lake stands; reading goes on from there.",
  },
  "host-refused": {
    status: 422,
    zh: "不允许连接 {host}（{address}）：{reason}。需要连接时请系统管理员修改设置 WEIR_SOURCE_HOSTS。",
    en: "Connections to {host} ({address}) are not allowed: {reason}. If it is needed, ask the system administrator to change WEIR_SOURCE_HOSTS.",
  },
});
