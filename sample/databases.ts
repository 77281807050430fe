import type { DepartmentSpec, FileSpec } from "./department.ts";
import type { Table } from "./table.ts";
import { makeMysqlSchema, openMysqlTable } from "./writers/mysql.ts";
import { makePostgresSchema, openPostgresTable } from "./writers/postgres.ts";
import type { TableWriter } from "./writers/writer.ts";

export interface DatabaseUrls {
  readonly postgresUrl?: string | undefined;
  readonly mysqlUrl?: string | undefined;
}

/** A table of a department in a database server, beside the one in its file. */
export interface DatabaseCopy {
  readonly kind: "postgres" | "mysql";
  readonly schema: string;
  readonly table: string;
  readonly writer: TableWriter;
}

export const schemaOf = (department: DepartmentSpec): string => `weir_sample_${department.key}`;

const isWanted = (file: FileSpec): boolean => file.format === "sqlite" && (file.isAlsoDatabase ?? false);

/** Makes the schemas of the departments that keep their data in a database server; an older sample's are dropped. */
export async function makeSchemas(departments: readonly DepartmentSpec[], urls: DatabaseUrls): Promise<void> {
  for (const department of departments.filter(({ files }) => files.some(isWanted))) {
    if (urls.postgresUrl) await makePostgresSchema(urls.postgresUrl, schemaOf(department));
    if (urls.mysqlUrl) await makeMysqlSchema(urls.mysqlUrl, schemaOf(department));
  }
}

export async function openCopies(
  department: DepartmentSpec,
  file: FileSpec,
  table: Table,
  urls: DatabaseUrls,
): Promise<DatabaseCopy[]> {
  if (!isWanted(file)) return [];
  const schema = schemaOf(department);
  const copies: DatabaseCopy[] = [];
  if (urls.postgresUrl) {
    const writer = await openPostgresTable(urls.postgresUrl, schema, table.name, table.columns);
    copies.push({ kind: "postgres", schema, table: table.name, writer });
  }
  if (urls.mysqlUrl) {
    const writer = await openMysqlTable(urls.mysqlUrl, schema, table.name, table.columns);
    copies.push({ kind: "mysql", schema, table: table.name, writer });
  }
  return copies;
}
