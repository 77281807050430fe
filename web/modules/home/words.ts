import type { TodoKey } from "./todos.ts";
import { defineWords } from "#kit";

interface TodoWords {
  /** What waits. */
  readonly what: string;
  /** What to do about it. */
  readonly text: string;
}

interface HomeWords {
  readonly title: string;
  readonly note: (department: string, time: string) => string;
  readonly waiting: string;
  readonly waitingNote: (count: string) => string;
  readonly what: string;
  readonly count: string;
  readonly doIt: string;
  readonly open: string;
  readonly nothing: string;
  readonly nothingText: (looked: string) => string;
  readonly looked: (looked: string) => string;
  readonly looking: string;
  readonly noRole: string;
  readonly noRoleText: string;
  readonly todos: Record<TodoKey, TodoWords>;
  /** What to do about what sharing counts, by its kind. */
  readonly sharing: Readonly<Record<string, string>>;
  readonly desk: string;
  readonly deskNote: (time: string) => string;
  readonly deskOpen: string;
  readonly figures: string;
  readonly figuresNote: (time: string) => string;
  readonly resources: string;
  readonly published: string;
  readonly rows: string;
  readonly mapped: string;
  readonly departments: string;
  readonly league: string;
  readonly leagueNote: (agreed: string) => string;
  readonly charts: string;
  readonly department: string;
  readonly scale: string;
  readonly score: string;
  readonly trend: string;
  readonly noLeague: string;
  readonly jobs: string;
  readonly jobsNote: string;
  readonly noJobs: string;
  readonly story: string;
  readonly storyNote: string;
  readonly noStory: string;
  readonly entry: string;
  readonly all: string;
}

export const homeWords = defineWords<HomeWords>({
  zh: {
    title: "我的待办",
    note: (department, time) => `代表${department} · 截至 ${time}`,
    waiting: "等我办的",
    waitingNote: (count) => `共 ${count} 件，点数字打开`,
    what: "什么事",
    count: "件数",
    doIt: "怎么办",
    open: "去办",
    nothing: "没有等您办的事",
    nothingText: (looked) => `已经看过：${looked}。`,
    looked: (looked) => `其他都没有：${looked}。`,
    looking: "等我办的事",
    noRole: "您还没有角色",
    noRoleText: "请安全管理员授予角色和数据范围，之后这里会列出等您办的事。",
    todos: {
      extensions: { what: "延期申请等决定", text: "看理由，同意几天或不同意，等候方立即得到告知。" },
      overdue: { what: "承诺已经逾期", text: "在调度台提醒、督办，逾期越久越靠前。" },
      ownOverdue: { what: "本部门的承诺已经逾期", text: "尽快办结；确有困难的说明原因。" },
      assigned: { what: "指定由我经办", text: "按剩余工作日排，先办快到期的。" },
      reminders: { what: "提醒等回执", text: "读过送回执，对方和主管部门都看得到。" },
      review: { what: "目录等审核发布", text: "看一看九项是否齐全、评估是否妥当，通过即发布，不妥退回并说明理由。" },
      sign: { what: "目录等签批", text: "保密、个人信息两项评估已经做完，由共享工作机构负责人签批。" },
      assess: { what: "目录等评估", text: "发布前要做保密风险评估和个人信息保护影响评估。" },
      draft: { what: "目录正在编制", text: "补齐九项后提交评估。" },
      loadDraft: { what: "归集没办完", text: "每一步都已保存，接着办即可。" },
      followFailed: { what: "跟踪已停下", text: "看清原因，改好后恢复，从上次的位置接着来。" },
      followMismatch: { what: "跟踪与来源对账不符", text: "查明差在哪里；工单在计时，必要时整表重读。" },
      followDrift: { what: "来源结构变了", text: "看新旧列和影响，按新结构继续。" },
      followLate: { what: "跟踪落后了", text: "看来源是否连得上、时间表是否合适。" },
      sourceDisk: {
        what: "来源磁盘可能被日志占满",
        text: "恢复跟踪，或结束它让来源删掉复制槽；不处理，来源的业务会停。",
      },
      release: { what: "数据专区的表等放行", text: "看清行数和校验和，签署放行，区外才能用；不该出区的不放行。" },
      dirty: { what: "归集有退回的行", text: "按建议改好后重跑，不影响已入库的行。" },
      below: { what: "部门质量低于约定水平", text: "打开看差在哪条规则、哪些行。" },
      ownBelow: { what: "质量规则低于约定水平", text: "打开看是哪些行，改源头数据后再归集。" },
      sources: { what: "数据元没有定数源", text: "一数一源：裁定唯一的权威来源。" },
      failedJobs: { what: "任务没有完成", text: "看原因，改好后重做。" },
      runningJobs: { what: "任务正在进行", text: "可以离开，完成后在“任务”里看结果。" },
      refusedToday: { what: "今天被拒绝的操作", text: "看是谁、在做什么，是否要提醒或处置。" },
      failedToday: { what: "今天失败的操作", text: "看原因，必要时找系统管理员。" },
      components: { what: "系统有部分不正常", text: "按“怎么办”一栏处理。" },
    },
    sharing: {
      "to-answer": "按剩余工作日看，逐项同意、附条件，或说明理由不同意；缺材料一次说全。",
      "to-sign-answer": "经办人已拟好答复，由您签批后才算答复。",
      "to-sign": "本部门要用别的部门的数据，由您同意后才发出。",
      "to-supplement": "提供部门告知缺什么，补齐后期限重新起算。",
      "to-commit": "对方已同意，签署使用承诺就能取用。",
      "to-supply": "20 个工作日内供给；第一次成功取数即办结。",
      "to-dispose": "使用已终止，处置数据并交回执。",
      "to-confirm": "对方已交处置回执，请核对确认。",
      "to-verify": "10 个工作日内核实、更正、反馈。",
      "to-match": "对接到资源，或派给应当有这项数据的部门。",
      "to-review": "部委规定、未经定密的“涉密”不是法定依据，应当退回。",
      "to-file": "双方已协商终止服务，看过备案。",
      "to-coordinate": "双方协商不成，由您协调并记录。",
      "to-close": "部门已报结果，看指标是否真的变了再销号。",
      orders: "领导交办的，按期报结果并附佐证。",
      "to-decide": "提供部门要延长答复期限，可以同意少于所申请的天数。",
      findings: "看证据和部门说明，属实的责令改正。",
    },
    desk: "谁在等谁？",
    deskNote: (time) => `在办承诺，截至 ${time}`,
    deskOpen: "在办",
    figures: "目录一本账",
    figuresNote: (time) => `截至 ${time}，处处同一算法`,
    resources: "数据资源",
    published: "已发布",
    rows: "数据行",
    mapped: "已对应数据元的数据项",
    departments: "部门",
    league: "谁的数据靠得住？",
    leagueNote: (agreed) => `分数最低的几个；竖线为约定水平 ${agreed}`,
    charts: "看图",
    department: "部门",
    scale: "刻度 80 至 100",
    score: "得分",
    trend: "走势",
    noLeague: "还没有检查结果。",
    jobs: "正在进行的任务",
    jobsNote: "可以离开，任务照常进行",
    noJobs: "现在没有任务在进行。",
    story: "最近的事",
    storyNote: "来自账本",
    noStory: "账上还没有记录。",
    entry: "账",
    all: "全部",
  },
  en: {
    title: "To do",
    note: (department, time) => `for ${department} · as of ${time}`,
    waiting: "Waiting for me",
    waitingNote: (count) => `${count} in all; a number opens`,
    what: "What",
    count: "Number",
    doIt: "What to do",
    open: "Open",
    nothing: "Nothing waits for you",
    nothingText: (looked) => `Looked at: ${looked}.`,
    looked: (looked) => `None of: ${looked}.`,
    looking: "what waits for me",
    noRole: "You hold no role yet",
    noRoleText: "Ask the security administrator for a role and a data scope; what waits for you will then stand here.",
    todos: {
      extensions: {
        what: "Extensions to decide",
        text: "Read the reason, grant some days or refuse; whoever waits is told at once.",
      },
      overdue: { what: "Promises overdue", text: "Remind and supervise from the desk, the longest first." },
      ownOverdue: { what: "Our promises overdue", text: "Settle them soon, or say what hinders." },
      assigned: { what: "Assigned to me", text: "By working days left; the nearest first." },
      reminders: { what: "Reminders without receipt", text: "Read them; the receipt tells the others." },
      review: {
        what: "Resources to review",
        text: "See that the nine fields and both assessments are right; publish, or return with a reason.",
      },
      sign: { what: "Resources to sign", text: "Both assessments are done; the head of sharing signs." },
      assess: {
        what: "Resources to assess",
        text: "Secrecy and personal-information assessments come before publication.",
      },
      draft: { what: "Resources being drafted", text: "Complete the nine fields, then submit." },
      loadDraft: { what: "Loads being prepared", text: "Every step is saved; go on where you left." },
      followFailed: { what: "Follows that stopped", text: "See why, mend it and resume; it goes on where it stood." },
      followMismatch: {
        what: "Follows that differ from their source",
        text: "Find out where; a ticket is running. Read all again where needed.",
      },
      followDrift: { what: "Sources that changed shape", text: "See the columns and what they touch, then go on." },
      followLate: { what: "Follows that are behind", text: "See whether the source answers and the schedule fits." },
      sourceDisk: {
        what: "Log may fill a source's disk",
        text: "Resume the follow, or end it so that the source drops the slot; otherwise the source itself will stop.",
      },
      release: {
        what: "Tables of data zones wait for release",
        text: "Look at rows and checksum and sign; what must not leave the zone is not released.",
      },
      dirty: { what: "Loads with rejected rows", text: "Mend them as suggested and run them again; loaded rows stay." },
      below: { what: "Departments below the agreed level", text: "Open to see which rule and which rows." },
      ownBelow: { what: "Rules below the agreed level", text: "Open the rows, mend the source, load again." },
      sources: { what: "Elements without a source", text: "One value, one source: decide it." },
      failedJobs: { what: "Jobs that failed", text: "See why, mend, run again." },
      runningJobs: { what: "Jobs running", text: "You may leave; results stand under Jobs." },
      refusedToday: { what: "Acts refused today", text: "See who tried what, and whether to step in." },
      failedToday: { what: "Acts that failed today", text: "See why; call the system administrator if need be." },
      components: { what: "Parts of the system not well", text: "Follow “What to do”." },
    },
    sharing: {
      "to-answer": "By working days left: grant item by item, or refuse with reasons; ask once for what is missing.",
      "to-sign-answer": "The clerk has drafted the answer; it is one once you have signed.",
      "to-sign": "Your department wants another's data; it goes out once you agree.",
      "to-supplement": "The provider said what is missing; the clock starts anew once it came.",
      "to-commit": "Granted: sign the use commitment and use it.",
      "to-supply": "Within 20 working days; the first successful call closes it.",
      "to-dispose": "The use has ended: dispose of the data and file the receipt.",
      "to-confirm": "The receipt of disposal is there; check and confirm it.",
      "to-verify": "Verify, correct and answer within ten working days.",
      "to-match": "Link a resource, or send it to the department that should have it.",
      "to-review": "A ministry's rule, or a secret never classified, is no basis: return it.",
      "to-file": "Both sides have consulted; take note.",
      "to-coordinate": "The parties could not settle it; coordinate and record it.",
      "to-close": "Reported: see whether the measure has moved, then close.",
      orders: "Ordered by a leader: report in time, with evidence.",
      "to-decide": "A provider wants more time; fewer days may be granted.",
      findings: "Read evidence and explanation; confirmed ones are to be mended.",
    },
    desk: "Who waits for whom?",
    deskNote: (time) => `open promises as of ${time}`,
    deskOpen: "Open",
    figures: "The catalogue in figures",
    figuresNote: (time) => `as of ${time}; counted the same way everywhere`,
    resources: "Resources",
    published: "Published",
    rows: "Rows",
    mapped: "Items mapped to elements",
    departments: "Departments",
    league: "Whose data can be relied on?",
    leagueNote: (agreed) => `the lowest few; tick at agreed level ${agreed}`,
    charts: "charts",
    department: "Department",
    scale: "80 to 100",
    score: "Score",
    trend: "Trend",
    noLeague: "Nothing checked yet.",
    jobs: "Running jobs",
    jobsNote: "they go on when you leave",
    noJobs: "No job is running.",
    story: "Lately",
    storyNote: "from the ledger",
    noStory: "Nothing on the ledger yet.",
    entry: "log",
    all: "all",
  },
});
