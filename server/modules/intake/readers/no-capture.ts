import type { DatabaseKind } from "#contract/intake";
import { problem } from "#kernel/problem";
import { captureProblems } from "../capture-problems.ts";
import type { ChangeReader, Finding } from "./change-stream.ts";

/** A kind of database whose log nobody reads yet: it is said before anything is followed, with what to do instead. */
export function noCapture(): ChangeReader {
  const finding: Finding = {
    weight: "stop",
    code: "capture.unsupported",
    text: {
      zh: "这种数据库还不能按变更捕获跟踪。有更新时间列的按水位，没有的按比对。",
      en: "Changes of this kind of database cannot be captured yet. Follow by watermark where a column tells what is new, else by comparison.",
    },
  };
  const refuse = (table: string) => problem(captureProblems["capture-impossible"], { table, reason: finding.text.zh });
  return {
    check: async () => [finding],
    snapshot: async ({ table }) => {
      throw refuse(table);
    },
    stream: async ({ table }) => {
      throw refuse(table);
    },
    census: async (table) => {
      throw refuse(table);
    },
    release: async () => {},
    compare: () => 0,
    async [Symbol.asyncDispose]() {},
  };
}

export const isCaptured = (kind: DatabaseKind): kind is "postgres" | "mysql" => kind === "postgres" || kind === "mysql";
