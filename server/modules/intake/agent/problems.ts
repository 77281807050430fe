import { problemTable } from "#kernel/problem";

/** What can stand in the way of zones, agents and releases. */
export const agentProblems = problemTable("intake", {
  "zone-not-found": {
    status: 404,
    zh: "没有这个归集区（{id}），或不在您的部门范围内。",
    en: "There is no zone {id}, or it is outside your departments.",
  },
  "zone-name-taken": {
    status: 409,
    zh: "已有名为“{name}”的归集区，请换一个名称。",
    en: "There is a zone named {name} already; choose another name.",
  },
  "zone-in-use": {
    status: 409,
    zh: "数据来源“{name}”正在运行归集，现在不能换归集区。请先暂停跟踪，等运行结束后再换。",
    en: "Source {name} is being read; it cannot change its zone now. Pause its follows and wait for their runs to end.",
  },
  "zone-keeps-held": {
    status: 409,
    zh: "“{name}”是数据专区，区里有 {count} 张表没有放行。请先放行这些表，再取消隔离或移出来源。",
    en: "{name} is an isolated zone with {count} tables not released. Release them before isolation ends or a source leaves.",
  },
  "agent-not-found": {
    status: 404,
    zh: "没有这个代理（{id}），或不在您的部门范围内。",
    en: "There is no agent {id}, or it is outside your departments.",
  },
  "agents-off": {
    status: 409,
    zh: "本节点没有为代理开端口。请系统管理员设置 WEIR_AGENT_PORT（和代理访问用的主机名 WEIR_AGENT_HOSTS）后重启。",
    en: "This hub does not listen for agents. Ask the system administrator to set WEIR_AGENT_PORT (and WEIR_AGENT_HOSTS, the names agents reach it by) and restart.",
  },
  "agent-away": {
    status: 503,
    zh: "归集区“{zone}”现在没有代理连着，读不到区里的来源。请检查区内代理程序和它到本节点的网络；连上后自动接着读。",
    en: "No agent of zone {zone} is connected; its sources cannot be read. Check the agent and its way to this hub; reading goes on by itself once it is back.",
  },
  "agent-lost": {
    status: 503,
    zh: "与代理“{agent}”的连接断了。已入库的不变，代理连上后从上次入库的位置接着读。",
    en: "The connection to agent {agent} was lost. What is in the lake stands; reading goes on from there once it is back.",
  },
  "agent-failed": {
    status: 502,
    zh: "代理“{agent}”那一侧出错：{reason}。",
    en: "Something went wrong at agent {agent}: {reason}.",
  },
  "enrolment-refused": {
    status: 403,
    zh: "登记码无效：已用过、已过期，或不是本节点发的。请在归集区页面重新领取。",
    en: "The enrolment code is not valid: used, run out, or not of this hub. Get a new one on the zones page.",
  },
  "held-not-found": {
    status: 404,
    zh: "没有待放行的表（{id}）：它不是数据专区的表，或不在您的部门范围内。",
    en: "There is no table {id} to be released: it is not of an isolated zone, or outside your departments.",
  },
  "load-moved-on": {
    status: 409,
    zh: "“{name}”在您查看之后又归集过，现在是另一次归集的数据。请刷新页面，看过现在的数据再放行。",
    en: "{name} has been loaded again since you looked. Refresh, look at what it holds now, then release it.",
  },
  "followed-is-table": {
    status: 422,
    zh: "“{name}”正在跟踪来源，数据随时在变，只能按整张表放行（包括以后跟踪到的变更），不能只放行一次归集。",
    en: "{name} follows its source and goes on changing; it can only be released as a table, with what following brings later.",
  },
  "already-released": {
    status: 409,
    zh: "“{name}”已经放行（第 {number} 号）。要改变放行范围，请先收回。",
    en: "{name} is released already (number {number}). Withdraw that release first.",
  },
  "not-released": {
    status: 403,
    zh: "“{name}”的数据来自数据专区“{zone}”，还没有放行，区外不能查看。请联系该部门共享工作机构负责人放行。",
    en: "The rows of {name} came out of data zone {zone} and are not released; nobody outside may see them. Ask that department's head of sharing.",
  },
  "release-not-found": {
    status: 404,
    zh: "没有这项放行（{id}），或不在您的部门范围内。",
    en: "There is no release {id}, or it is outside your departments.",
  },
});
