import { z } from "zod";
import type { RouteContract } from "#contract/route";
import { problem, type FieldFault } from "../problem.ts";
import { problems } from "../problems.ts";
import { pointerOf, unknownMembers, unstorableTexts } from "./readable.ts";

const speak = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError };

interface Raw {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Parses what arrived, once; every fault of every part is told in one answer. */
export function parseRequest(contract: RouteContract, raw: Raw): Raw {
  const faults: FieldFault[] = [];
  const parts = (["params", "query", "body"] as const).map((part) => {
    const schema = contract[part];
    if (!schema) return [part, undefined];
    const root = part === "body" ? [] : [part];
    const value = part === "body" && raw.body === undefined ? {} : raw[part];
    const unstorable = unstorableTexts(root, value);
    faults.push(...unstorable);
    const parsed = schema.safeParse(value);
    if (parsed.success) {
      if (part === "body") faults.push(...unknownMembers(value, parsed.data));
      return [part, parsed.data];
    }
    if (unstorable.length > 0) return [part, undefined];
    for (const issue of parsed.error.issues) {
      faults.push({
        pointer: pointerOf([...root, ...issue.path]),
        zh: messageIn("zh", issue),
        en: messageIn("en", issue),
      });
    }
    return [part, undefined];
  });
  if (faults.length > 0) throw problem(problems["bad-request"], { count: faults.length }, { faults });
  return Object.fromEntries(parts) as Raw;
}

function messageIn(language: "zh" | "en", issue: z.core.$ZodIssue): string {
  if (issue.code === "custom") return issue.message;
  const message = speak[language](issue as Parameters<(typeof speak)["zh"]>[0]);
  return typeof message === "string" ? message : (message?.message ?? issue.message);
}
