import { z } from "zod";
import { type Bilingual, type Language, languages } from "#contract/text";
import type { Site } from "./site.ts";

/** What a tool found out. */
export interface Finding {
  readonly answer: Readonly<Record<string, unknown>>;
  /** The operation that answered, and the call that gives the same to a program. */
  readonly operation: string;
  readonly line: string;
  readonly next: string | null;
  /** The resource it is about, for the ledger. */
  readonly about?: { readonly id: string; readonly name: string; readonly department: string };
  /** The gate's own entry and receipt, where rows left. */
  readonly entry?: number;
  readonly receipt?: string;
}

export interface Tool {
  readonly name: string;
  readonly title: Bilingual;
  /** When to use it, for the model that chooses. */
  readonly about: Bilingual;
  readonly input: z.ZodObject;
  /** What each argument is. */
  readonly says: Readonly<Record<string, Bilingual>>;
  run(site: Site, args: never): Promise<Finding>;
}

/** Keeps the type of the arguments between schema and `run`, and a sentence for each. */
export const tool = <Input extends z.ZodObject>(
  made: Omit<Tool, "input" | "says" | "run"> & {
    readonly input: Input;
    readonly says: { readonly [Name in keyof z.output<Input>]-?: Bilingual };
    run(site: Site, args: z.output<Input>): Promise<Finding>;
  },
): Tool => made;

export const languageArgument = z.enum(languages).optional();
export const languageSays: Bilingual = {
  zh: "回答所用的语言；不填按请求的 Accept-Language",
  en: "Language of the answer; the request's Accept-Language unless said",
};

export const resourceArgument = z.string().min(1).max(200);
export const resourceSays: Bilingual = {
  zh: "数据资源：编号、代码或标识（search 给出的 ref）；也可写完整名称",
  en: "The resource: number, code or id (the ref that search gives), or its exact name",
};

/** The arguments of a tool as JSON Schema, spoken in one language. */
export function inputSchema({ input, says }: Tool, language: Language): { type: "object"; [member: string]: unknown } {
  const schema = z.toJSONSchema(input, { io: "input", target: "draft-7" });
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    { ...(property as object), description: says[name]?.[language] ?? "" },
  ]);
  return { ...schema, type: "object", properties: Object.fromEntries(properties) };
}
