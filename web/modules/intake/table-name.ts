/** What people call a table inside a source: of a path into JSON (`$.result.results[*]`) its last key. */
export function tableName(path: string, outermost: string): string {
  if (!path.startsWith("$")) return path;
  return path.match(/[^.$[\]*]+/g)?.at(-1) ?? outermost;
}
