import type { Readable } from "node:stream";
import type { Connection } from "#contract/intake";
import { optionalDriver } from "./optional-driver.ts";
import { oracleLike } from "./oracle-sql.ts";
import {
  DriverError,
  openRowDatabase,
  plainType,
  type RowCell,
  type RowDialect,
  type RowLink,
  sqlText,
} from "./row-database.ts";
import { streamedRows } from "./streamed-rows.ts";
import type { TableSource } from "./table-source.ts";

/** The part of `oracledb` (thin mode) that is used. */
interface OracleDriver {
  readonly OUT_FORMAT_ARRAY: number;
  readonly STRING: number;
  readonly BUFFER: number;
  getConnection(options: {
    readonly user: string;
    readonly password: string;
    readonly connectString: string;
    readonly transportConnectTimeout: number;
  }): Promise<OracleConnection>;
}
interface OracleConnection {
  execute(sql: string): Promise<unknown>;
  queryStream(sql: string, binds: readonly never[], options: object): Readable;
  close(): Promise<void>;
}

const connectTimeoutSeconds = 10;
const rowsAtOnce = 1000;
/** Times with a zone are written as this zone's clock shows them; all of China keeps it. */
const timeZone = "+08:00";

/** Oracle 12.1 and later. Nobody has run this on a server yet (docs/connectors.md). */
export const oracleDialect: RowDialect = {
  ...oracleLike,
  kind: "oracle",
  schemaOf: ({ schema, user }) => schema || user.toUpperCase(),
  mayWrite: `select 1 from session_privs p where p.privilege in ('INSERT ANY TABLE', 'UPDATE ANY TABLE', 'DELETE ANY TABLE')
    union all select 1 from user_tab_privs g where g.grantee = user and g.privilege in ('INSERT', 'UPDATE', 'DELETE')
    union all select 1 from user_tables`,
  begin: "set transaction read only",
  end: "rollback",
  cell({ name, declared }) {
    const column = `t.${oracleLike.quoted(name)}`;
    if (/^(number|float)/.test(declared)) return `to_char(${column}, 'TM9', 'nls_numeric_characters=''.,''')`;
    if (declared.startsWith("binary_")) return `to_char(${column}, 'TM', 'nls_numeric_characters=''.,''')`;
    if (declared === "date") return `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`;
    if (/^timestamp.*time zone$/.test(declared))
      return `to_char(${column} at time zone '${timeZone}', 'YYYY-MM-DD HH24:MI:SS.FF6')`;
    if (declared.startsWith("timestamp")) return `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS.FF6')`;
    if (declared.startsWith("interval") || declared === "rowid") return `to_char(${column})`;
    return column;
  },
  since({ name }, { value, overlap }, kind) {
    const column = `t.${oracleLike.quoted(name)}`;
    if (kind === "number")
      return `${column} >= to_number(${sqlText(value)}, 'TM9', 'nls_numeric_characters=''.,''') - ${overlap}`;
    const from = `to_timestamp(${sqlText(value)}, 'YYYY-MM-DD HH24:MI:SS.FF')`;
    return `${column} >= ${from} - numtodsinterval(${overlap}, 'SECOND')`;
  },
  // A date of Oracle has a time of day.
  typeOf: (declared) => (declared === "date" ? { ...plainType, kind: "datetime" } : oracleLike.typeOf(declared)),
};

/** @throws Problem intake.driver-missing, intake.connection-refused, intake.sign-in-refused */
export const openOracle = (connection: Connection, password: string): Promise<TableSource> =>
  openRowDatabase(oracleDialect, connection, async () => {
    const driver = await optionalDriver<OracleDriver>("oracledb", "Oracle");
    const { user, host, port, database } = connection;
    // Behind the service an address may carry parameters (proxies, wallets): none of them is a person's to give.
    if (!/^[\w.$#-]+$/.test(database)) throw new DriverError("08006", `${database}: not a service name`, null);
    const link = await told(() =>
      driver.getConnection({
        user,
        password,
        connectString: `${host}:${port}/${database}`,
        transportConnectTimeout: connectTimeoutSeconds,
      }),
    );
    return linkOf(driver, link);
  });

function linkOf(driver: OracleDriver, connection: OracleConnection): RowLink {
  const { STRING, BUFFER } = driver;
  const options = {
    outFormat: driver.OUT_FORMAT_ARRAY,
    fetchArraySize: rowsAtOnce,
    // Long objects come whole: a locator would cost a journey each.
    fetchTypeHandler: ({ dbTypeName }: { dbTypeName: string }) =>
      /CLOB|LONG$/.test(dbTypeName) ? { type: STRING } : dbTypeName === "BLOB" ? { type: BUFFER } : undefined,
  };
  return {
    rows: (sql) =>
      streamedRows<readonly RowCell[]>(() => connection.queryStream(sql, [], options), driverError, rowsAtOnce),
    run: (sql) => told(async () => void (await connection.execute(sql))),
    [Symbol.asyncDispose]: () => connection.close().catch(() => {}),
  };
}

async function told<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (cause) {
    throw driverError(cause);
  }
}

/** Of a password, an account, a grant; then what says that the way to the server is gone. */
const account = /^ORA-(01017|01005|01045|28000|28001|28009)/;
const way = /^(NJS-(5\d\d|003|040)|DPI-1080|ORA-(03113|03114|03135|12\d\d\d|01012|01033|01034|01089|00028))/;

function driverError(cause: unknown): Error {
  if (!(cause instanceof Error)) return new DriverError("08006", String(cause), cause);
  const code = account.test(cause.message) ? "28000" : way.test(cause.message) ? "08006" : "42000";
  return new DriverError(code, cause.message, cause);
}
