import type { Code } from "#contract/dictionary";

export interface CodeLines {
  readonly codes: readonly Code[];
  readonly faults: readonly { readonly line: number; readonly why: "empty" | "twice" | "noName" }[];
}

/**
 * Codes as people paste them: one a line; code, Chinese name, English name, aliases split by `|`, `retired`. Tabs where
 * the line has one (a spreadsheet's block), else commas of either width.
 */
export function readCodeLines(text: string): CodeLines {
  const codes = new Map<string, Code>();
  const faults: CodeLines["faults"][number][] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const [code = "", zh = "", en = "", aliases = "", status = ""] = line
      .split(line.includes("\t") ? "\t" : /[,，]/)
      .map((part) => part.trim());
    const fault = code === "" ? "empty" : zh === "" ? "noName" : codes.has(code) ? "twice" : null;
    if (fault) faults.push({ line: index + 1, why: fault });
    else {
      codes.set(code, {
        code,
        name: { zh, en },
        aliases: aliases.split(/[|｜]/).filter((alias) => alias !== ""),
        status: /^(?:retired|停用|已停用)$/i.test(status) ? "retired" : "active",
      });
    }
  }
  return { codes: [...codes.values()], faults };
}

/** The same form back, with tabs. */
export const textOfCodes = (codes: readonly Code[]): string =>
  codes
    .map(({ code, name, aliases, status }) =>
      [code, name.zh, name.en, aliases.join("|"), status === "retired" ? "retired" : ""].join("\t").trimEnd(),
    )
    .join("\n");
