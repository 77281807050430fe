import type { Connection, DatabaseKind } from "#contract/intake";
import { openDm } from "./dm.ts";
import { openMysql } from "./mysql.ts";
import { openOracle } from "./oracle.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlserver } from "./sqlserver.ts";
import type { TableSource } from "./table-source.ts";

/** A connector for each kind of database. */
const openers: Readonly<Record<DatabaseKind, (connection: Connection, password: string) => Promise<TableSource>>> = {
  postgres: (connection, password) => openPostgres(connection, password),
  mysql: openMysql,
  oracle: openOracle,
  sqlserver: openSqlserver,
  dm: openDm,
};

/** @throws what the reader says of a server it cannot reach */
export const openDatabase = (kind: DatabaseKind, connection: Connection, password: string): Promise<TableSource> =>
  openers[kind](connection, password);
