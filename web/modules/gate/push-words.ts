import type { PushTarget } from "#contract/gate";
import type { JobState } from "#contract/operations";
import { defineWords } from "#kit";

interface PushWords {
  readonly title: string;
  readonly note: string;
  readonly unset: string;
  readonly target: string;
  readonly what: string;
  readonly when: string;
  readonly last: string;
  readonly never: string;
  readonly afterLoad: string;
  readonly byHand: string;
  readonly run: string;
  readonly runText: string;
  readonly started: string;
  readonly saved: string;
  readonly save: string;
  readonly saveAndTry: string;
  readonly saveText: string;
  readonly rows: (count: string) => string;
  readonly kinds: Readonly<Record<PushTarget["kind"], string>>;
  readonly whats: Readonly<Record<PushTarget["what"], string>>;
  readonly fields: Readonly<
    Record<
      | "kind"
      | "host"
      | "port"
      | "database"
      | "schema"
      | "schemaHint"
      | "user"
      | "password"
      | "passwordHint"
      | "passwordKept"
      | "table"
      | "tableHint"
      | "afterLoad"
      | "tryNow"
      | "tryNowHint",
      string
    >
  >;
  readonly runs: Readonly<Record<"title" | "at" | "state" | "ended", string>> & {
    readonly states: Readonly<Record<JobState, string>>;
  };
}

/** Words of pushing into the requester's own table. */
export const pushWords = defineWords<PushWords>({
  zh: {
    title: "推送",
    note: "推到本部门自己的库表；提供方看不到连接信息",
    unset: "还没有设置推到哪里。点上面的“设置推送”。",
    target: "目标",
    what: "推什么",
    when: "何时推",
    last: "最近一次",
    never: "还没有推过",
    afterLoad: "提供方每次归集后，也可随时手动",
    byHand: "只在手动时",
    run: "现在推送",
    runText: "从断点继续，不重不漏；进度可离开后在“任务”里看。",
    started: "已开始推送",
    saved: "推送设置已保存",
    save: "保存推送设置",
    saveAndTry: "保存并推送一次",
    saveText: "口令加密保存，不再显示",
    rows: (count) => `${count} 行`,
    kinds: { postgres: "PostgreSQL", mysql: "MySQL / MariaDB" },
    whats: { changed: "只推变化的行", full: "每次全量" },
    fields: {
      kind: "数据库",
      host: "主机",
      port: "端口",
      database: "库名",
      schema: "模式",
      schemaHint: "PostgreSQL 不填为 public",
      user: "用户名",
      password: "口令",
      passwordHint: "只用于连接，加密保存",
      passwordKept: "不改就留空",
      table: "表名",
      tableHint: "没有就新建；另建 weir_push_state 记录断点",
      afterLoad: "提供方每次归集后自动推送",
      tryNow: "保存后立即推送一次",
      tryNowHint: "连不上、没权限，马上就知道。",
    },
    runs: {
      title: "最近几次推送",
      at: "开始",
      state: "结果",
      ended: "结束",
      states: { queued: "排队", running: "正在推送", succeeded: "完成", failed: "没有成功", cancelled: "已取消" },
    },
  },
  en: {
    title: "Push",
    note: "into a table of your own; the provider does not see where",
    unset: "No target yet. Press “Set up push” above.",
    target: "Target",
    what: "What",
    when: "When",
    last: "Last run",
    never: "never",
    afterLoad: "after every load of the provider, and by hand",
    byHand: "by hand only",
    run: "Push now",
    runText: "Goes on where it stopped, nothing twice; you may leave, it stands under Jobs.",
    started: "Pushing",
    saved: "Saved",
    save: "Save the target",
    saveAndTry: "Save and push once",
    saveText: "the password is sealed and not shown again",
    rows: (count) => `${count} rows`,
    kinds: { postgres: "PostgreSQL", mysql: "MySQL / MariaDB" },
    whats: { changed: "changed rows only", full: "the whole each time" },
    fields: {
      kind: "Database",
      host: "Host",
      port: "Port",
      database: "Database name",
      schema: "Schema",
      schemaHint: "PostgreSQL: public unless said",
      user: "User",
      password: "Password",
      passwordHint: "for the connection only; sealed",
      passwordKept: "leave empty to keep it",
      table: "Table",
      tableHint: "made where it is missing; weir_push_state beside it keeps the position",
      afterLoad: "Push by itself after every load",
      tryNow: "Push once when saved",
      tryNowHint: "A wrong address or a missing right shows at once.",
    },
    runs: {
      title: "Latest runs",
      at: "Started",
      state: "Outcome",
      ended: "Ended",
      states: { queued: "queued", running: "pushing", succeeded: "done", failed: "failed", cancelled: "cancelled" },
    },
  },
});
