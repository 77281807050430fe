import { z } from "zod";
import { type LakeSession, type QueryRefusal, QueryRefused } from "./lake.ts";

/** Functions a written query may call: they look at the values they are given and at nothing else. */
const functions: ReadonlySet<string> = new Set(
  `abs age array_length ascii avg bool_and bool_or bit_length cbrt ceil ceiling char_length character_length chr concat
   concat_ws contains corr count count_star cos covar_pop covar_samp cume_dist damerau_levenshtein date_add date_diff date_part
   date_sub date_trunc datediff datepart datetrunc day dayname dayofmonth dayofweek dayofyear degrees dense_rank ends_with epoch
   even exp first first_value floor greatest hamming hour ilike_escape instr isfinite isinf isnan isodow isoyear jaccard
   jaro_similarity jaro_winkler_similarity lag last last_day last_value lcase lead least left len length levenshtein like_escape
   ln log log10 log2 lower ltrim mad make_date make_time make_timestamp max max_by mean md5 median min min_by minute mod mode
   month monthname not_ilike_escape not_like_escape nth_value ntile nullif octet_length percent_rank pi pow power prefix quantile
   quantile_cont quantile_disc quarter radians rank regexp_extract regexp_full_match regexp_matches regexp_replace replace
   reverse right round row_number rtrim second sign sin sqrt starts_with stddev stddev_pop stddev_samp strftime strip_accents
   strlen strpos strptime substr substring suffix sum tan to_days to_hours to_minutes to_months to_seconds to_weeks to_years
   translate trim trunc try_strptime ucase unicode upper var_pop var_samp variance week weekday weekofyear year yearweek
   list_value + - * / // % || ^ ** ~~ !~~ ~~* !~~* ~~~ @>`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

const classes: ReadonlySet<string> = new Set(
  "COLUMN_REF CONSTANT COMPARISON CONJUNCTION FUNCTION OPERATOR CASE CAST BETWEEN SUBQUERY WINDOW STAR".split(" "),
);
const nodes: ReadonlySet<string> = new Set(["SELECT_NODE", "SET_OPERATION_NODE", "CTE_NODE"]);
const tableKinds: ReadonlySet<string> = new Set(["BASE_TABLE", "SUBQUERY", "JOIN", "EMPTY", "EXPRESSION_LIST"]);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const Parsed = z.object({
  error: z.boolean(),
  error_message: z.string().optional(),
  statements: z.array(z.record(z.string(), z.json())).optional(),
});

const refuse = (reason: QueryRefusal, what = ""): never => {
  throw new QueryRefused(reason, what);
};

/**
 * The engine parses the query itself; the tree may hold only what stands in the lists above, every table is replaced by the
 * one its name is allowed to mean, and the engine writes the tree as SQL again. What reaches the lake is that text: nothing of
 * the text as given, so that comments, quoting and escapes cannot say one thing to us and another to the engine.
 */
export async function confineQuery(
  session: Pick<LakeSession, "read">,
  query: string,
  tables: ReadonlyMap<string, string>,
): Promise<string> {
  const [row] = await session.read<{ tree: string }>("select json_serialize_sql($1::varchar)::varchar as tree", [
    query,
  ]);
  const parsed = Parsed.parse(JSON.parse(row?.tree ?? ""));
  if (parsed.error) refuse(/only select/i.test(parsed.error_message ?? "") ? "writes" : "syntax", parsed.error_message);
  const [statement, second] = parsed.statements ?? [];
  if (!statement || second) return refuse("several");
  const scope = new Map([...tables].map(([name, quoted]) => [name, partsOf(quoted)]));
  const confined = walk(statement, scope, cteNames(statement));
  const [text] = await session.read<{ sql: string }>("select json_deserialize_sql($1::json)::varchar as sql", [
    JSON.stringify({ error: false, statements: [confined] }),
  ]);
  return text?.sql ?? refuse("syntax");
}

const partsOf = (quoted: string): readonly [schema: string, table: string] => {
  const [schema = "", table = ""] = quoted.split(".").map((part) => part.replaceAll('"', ""));
  return [schema, table];
};

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names of all `with` queries, wherever they stand. */
function cteNames(value: Json): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((one) => [...cteNames(one)]));
  if (!isObject(value)) return new Set();
  const own = isObject(value["cte_map"]) && Array.isArray(value["cte_map"]["map"]) ? value["cte_map"]["map"] : [];
  const keys = own.flatMap((entry) => (isObject(entry) && typeof entry["key"] === "string" ? [entry["key"]] : []));
  return new Set([...keys, ...Object.values(value).flatMap((one) => [...cteNames(one)])]);
}

/** `with` queries are renamed: a name outside its scope then means nothing, and never a table of the hub. */
const ctePrefix = "weir_query_";

function walk(value: Json, tables: ReadonlyMap<string, readonly [string, string]>, ctes: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map((one) => walk(one, tables, ctes));
  if (!isObject(value)) return value;
  refuseUnknown(value);
  const inner: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    // Places in the text; the largest does not fit a JavaScript number.
    inner[key] = key === "query_location" ? 0 : walk(member, tables, ctes);
  }
  if (isObject(inner["cte_map"]) && Array.isArray(inner["cte_map"]["map"])) {
    for (const entry of inner["cte_map"]["map"])
      if (isObject(entry)) entry["key"] = `${ctePrefix}${textOf(entry["key"])}`;
  }
  return value["type"] === "BASE_TABLE" ? tableFor(inner, tables, ctes) : inner;
}

function refuseUnknown(value: JsonObject): void {
  const { class: kind, type, function_name: name } = value;
  if (typeof kind === "string" && !classes.has(kind)) refuse("construct", kind.toLowerCase());
  if (typeof name === "string" && !functions.has(name.toLowerCase())) refuse("function", name);
  if (value["columns"] === true) refuse("construct", "columns()");
  const isTable = kind === undefined && "sample" in value && "alias" in value;
  if (isTable && !tableKinds.has(textOf(type))) refuse("table", textOf(type).toLowerCase());
  if ("cte_map" in value && !nodes.has(textOf(type))) refuse("construct", textOf(type).toLowerCase());
}

function tableFor(
  ref: JsonObject,
  tables: ReadonlyMap<string, readonly [string, string]>,
  ctes: ReadonlySet<string>,
): JsonObject {
  const name = textOf(ref["table_name"]);
  const alias = ref["alias"] === "" ? name : (ref["alias"] ?? name);
  if (ref["schema_name"] !== "" || ref["catalog_name"] !== "" || (ref["at_clause"] ?? null) !== null) {
    refuse("table", `${textOf(ref["schema_name"])}.${name}`);
  }
  if (ctes.has(name)) return { ...ref, alias, table_name: `${ctePrefix}${name}` };
  const known = tables.get(name.toLowerCase());
  if (!known) return refuse("table", name);
  const [schema, table] = known;
  return { ...ref, alias, schema_name: schema, table_name: table };
}
