import type { Tool } from "../tool.ts";
import { describe } from "./describe.ts";
import { explainWhyNot } from "./explain-why-not.ts";
import { lineage } from "./lineage.ts";
import { quality } from "./quality.ts";
import { query } from "./query.ts";
import { search } from "./search.ts";

/** In the order in which an assistant usually needs them. */
export const tools: readonly Tool[] = [search, describe, explainWhyNot, query, quality, lineage];
