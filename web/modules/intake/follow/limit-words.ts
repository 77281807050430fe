import { defineWords } from "#kit";

/** Words of how hard a source may be read. */
export const limitWords = defineWords({
  zh: {
    title: "读取限制",
    note: "不让归集拖累来源的业务",
    what: "读取限制",
    runs: "同时最多几次运行",
    runsOf: (count: string) => `最多 ${count} 次`,
    runsHint: "变更捕获持续跟踪时不算，读快照时算",
    speed: "每秒最多读",
    speedOf: (size: string) => `每秒最多 ${size}`,
    free: "不限速",
    limited: "限制读取速度",
    times: "次",
    edit: "修改限制",
    save: "保存限制",
    saved: "已保存读取限制",
  },
  en: {
    title: "Reading limits",
    note: "so that loading never hurts the source's own work",
    what: "Reading limits",
    runs: "Runs at the same time",
    runsOf: (count) => `at most ${count}`,
    runsHint: "A capture that streams does not count, its snapshot does",
    speed: "Read per second at most",
    speedOf: (size) => `at most ${size} a second`,
    free: "No limit of speed",
    limited: "Limit the speed of reading",
    times: "runs",
    edit: "Edit limits",
    save: "Save limits",
    saved: "Limits saved",
  },
});
