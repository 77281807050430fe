/** What a statement in the log means for one table. */
export type StatementMeaning = "commit" | "begin" | "truncate" | "shape" | "unlogged-rows" | "nothing";

const comments = /^\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*|--[^\n]*\n\s*|#[^\n]*\n\s*)*/;

/**
 * Rows are logged as rows; statements tell the rest. Where a statement names the table without our knowing how, it counts
 * as a change of its shape, which costs a look and loses nothing.
 */
export function meaningOf(statement: string, database: string, schema: string, table: string): StatementMeaning {
  const text = statement.replace(/^\s*\/\*!\d*\s*/, "").replace(comments, "");
  const verb = /^[a-z]+/i.exec(text)?.[0].toUpperCase() ?? "";
  if (verb === "BEGIN" || /^START\s+TRANSACTION/i.test(text)) return "begin";
  if (verb === "COMMIT" || /^(ROLLBACK\s*$|XA\s+(COMMIT|ROLLBACK))/i.test(text)) return "commit";
  if (!names(text, database, schema, table)) return "nothing";
  switch (verb) {
    case "TRUNCATE":
      return "truncate";
    case "ALTER":
    case "RENAME":
    case "DROP":
    case "CREATE":
      return "shape";
    case "INSERT":
    case "UPDATE":
    case "DELETE":
    case "REPLACE":
    case "LOAD":
    case "WITH":
      return "unlogged-rows";
    default:
      return "nothing";
  }
}

/** The table's name stands in the text as a name, in quotes or bare, of our schema or of the statement's own database. */
function names(text: string, database: string, schema: string, table: string): boolean {
  const escaped = (name: string) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const either = (name: string) => `(?:\`${escaped(name.replaceAll("`", "``"))}\`|"${escaped(name)}"|${escaped(name)})`;
  const edge = String.raw`(?<![\p{L}\p{N}_$])`;
  const end = String.raw`(?![\p{L}\p{N}_$])`;
  const full = new RegExp(`${edge}${either(schema)}\\s*\\.\\s*${either(table)}${end}`, "iu");
  if (full.test(text)) return true;
  return database === schema && new RegExp(`(?<!\\.\\s*)${edge}${either(table)}${end}`, "iu").test(text);
}
