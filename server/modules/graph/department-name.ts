import { publicReader, publicReaderName } from "#contract/gate";
import type { Call } from "#kernel/call";

/** What a department is called; its code where it is not known. Everybody, to whom open data go, stands among the users. */
export const departmentNamer =
  ({ language }: Pick<Call, "language">, departments: ReadonlyMap<string, { readonly name: string }>) =>
  (code: string): string =>
    code === publicReader ? publicReaderName[language] : (departments.get(code)?.name ?? code);
