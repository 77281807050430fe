import type { ExportFormat } from "#contract/gate";
import { defineWords } from "#kit";

interface FileWords {
  readonly title: string;
  readonly note: string;
  readonly none: string;
  readonly howTo: string;
  readonly everyGrant: string;
  readonly total: (count: string) => string;
  readonly all: (count: string) => string;
  readonly columns: Readonly<Record<"file" | "department" | "by" | "at" | "facts" | "state", string>>;
  readonly facts: { readonly rows: (count: string) => string; readonly until: string };
  readonly state: Readonly<Record<"queued" | "download" | "failed" | "expired", string>>;
  readonly order: Readonly<Record<"title" | "note" | "action" | "effect" | "done" | "format", string>> & {
    readonly formats: Readonly<Record<ExportFormat, string>>;
  };
}

/** Words of files made under grants. */
export const fileWords = defineWords<FileWords>({
  zh: {
    title: "文件",
    note: "下载中断可续传；每次下载都记账",
    none: "还没有按授权生成过文件。",
    howTo: "在一项授权的页面上点“生成文件”。",
    everyGrant: "看全部授权的文件",
    total: (count) => `共 ${count} 个`,
    all: (count) => `全部 ${count} 个`,
    columns: { file: "文件", department: "部门", by: "谁要的", at: "何时", facts: "行数、大小、校验值", state: "进度" },
    facts: { rows: (count) => `${count} 行`, until: "可下载至" },
    state: { queued: "排队中", download: "下载", failed: "没有生成", expired: "已过期，可重新生成" },
    order: {
      title: "生成文件",
      note: "按这项授权的数据项、行范围和遮盖",
      action: "开始生成",
      effect: "后台进行，可以离开；生成、下载都记入账本",
      done: "已开始生成，进度在“文件”一栏",
      format: "格式",
      formats: {
        csv: "CSV（通用）",
        xlsx: "XLSX（电子表格，首页注明来源、用途、授权）",
        ndjson: "NDJSON（程序逐行读）",
        parquet: "Parquet（分析用，最小）",
      },
    },
  },
  en: {
    title: "Files",
    note: "a broken download goes on; each stands on the ledger",
    none: "No file has been made yet.",
    howTo: "Press “Make a file” on the page of a grant.",
    everyGrant: "Files of every grant",
    total: (count) => `${count} in all`,
    all: (count) => `all ${count}`,
    columns: {
      file: "File",
      department: "Department",
      by: "Ordered by",
      at: "When",
      facts: "Rows, size, checksum",
      state: "State",
    },
    facts: { rows: (count) => `${count} rows`, until: "until" },
    state: { queued: "queued", download: "Download", failed: "not made", expired: "expired; order it again" },
    order: {
      title: "Make a file",
      note: "with the items, rows and masks of this grant",
      action: "Make it",
      effect: "in the background; making and fetching it stand on the ledger",
      done: "Being made; see “Files”",
      format: "Format",
      formats: {
        csv: "CSV",
        xlsx: "XLSX (first sheet says source, purpose, grant)",
        ndjson: "NDJSON (for programs)",
        parquet: "Parquet (for analysis, smallest)",
      },
    },
  },
});
