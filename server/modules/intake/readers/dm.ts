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

/** The part of `dmdb` that is used. */
interface DmDriver {
  readonly OUT_FORMAT_ARRAY: number;
  readonly STRING: number;
  readonly BUFFER: number;
  /** Types that come as values and not as locators. */
  fetchAsString: readonly number[];
  fetchAsBuffer: readonly number[];
  readonly CLOB: number;
  readonly BLOB: number;
  getConnection(options: {
    readonly connectString: string;
    readonly user: string;
    readonly password: string;
    readonly connectTimeout: number;
    readonly appName: string;
  }): Promise<DmConnection>;
}
interface DmConnection {
  execute(sql: string): Promise<unknown>;
  queryStream(sql: string, binds: readonly never[], options: object): Readable;
  close(): Promise<void>;
}

const connectTimeoutMs = 10_000;
const rowsAtOnce = 1000;

/** 达梦 DM8, by its Oracle-like dictionary views. Nobody has run this on a server yet (docs/connectors.md). */
export const dmDialect: RowDialect = {
  ...oracleLike,
  kind: "dm",
  schemaOf: ({ schema, user }) => schema || user.toUpperCase(),
  mayWrite: `select 1 from session_privs p where p.privilege in ('INSERT TABLE', 'UPDATE TABLE', 'DELETE TABLE', 'INSERT ANY TABLE')
    union all select 1 from user_tables`,
  // Reads only; what it reads is of the moment of its first statement.
  begin: "set transaction isolation level serializable",
  end: "rollback",
  cell({ name, declared }) {
    const column = `t.${oracleLike.quoted(name)}`;
    if (/^(number|numeric|decimal|dec|tinyint|smallint|int|integer|bigint|byte|bit|float|double|real)/.test(declared))
      return `cast(${column} as varchar(130))`;
    if (declared === "date") return `to_char(${column}, 'YYYY-MM-DD')`;
    if (/^(timestamp|datetime)/.test(declared)) return `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS.FF6')`;
    if (/^(time|interval)/.test(declared)) return `cast(${column} as varchar(60))`;
    return column;
  },
  since({ name, declared }, { value, overlap }, kind) {
    const column = `t.${oracleLike.quoted(name)}`;
    if (kind === "number") return `${column} >= cast(${sqlText(value)} as decimal(38, 6)) - ${overlap}`;
    const type = declared === "date" ? "date" : "timestamp";
    return `${column} >= dateadd(second, -${overlap}, cast(${sqlText(value)} as ${type}))`;
  },
  typeOf: (declared) => (declared === "date" ? { ...plainType, kind: "date" } : oracleLike.typeOf(declared)),
};

/** @throws Problem intake.driver-missing, intake.connection-refused, intake.sign-in-refused */
export const openDm = (connection: Connection, password: string): Promise<TableSource> =>
  openRowDatabase(dmDialect, connection, async () => {
    const driver = await optionalDriver<DmDriver>("dmdb", "达梦 DM8");
    driver.fetchAsString = [driver.CLOB];
    driver.fetchAsBuffer = [driver.BLOB];
    const { user, host, port } = connection;
    const link = await told(() =>
      inTime(
        driver.getConnection({
          connectString: `${host}:${port}`,
          user,
          password,
          connectTimeout: connectTimeoutMs,
          appName: "weir-intake",
        }),
      ),
    );
    return linkOf(driver, link);
  });

function linkOf(driver: DmDriver, connection: DmConnection): RowLink {
  const options = { outFormat: driver.OUT_FORMAT_ARRAY, autoCommit: false };
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

/** A server of another kind answers nothing the driver understands, and the driver waits for ever. */
async function inTime<Result>(connecting: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("ETIMEDOUT: no answer")), connectTimeoutMs);
  try {
    return await Promise.race([connecting, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** DM tells by numbers: -2501 and its neighbours the account, -6001 to -6010, -70019 and -70028 the way to the server. */
function driverError(cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  const number = /\[-?(\d{4,5})\]/.exec(message)?.[1] ?? "";
  const isAccount = /^(2501|2502|2503|2505)$/.test(number);
  const isWay =
    number === "" || /^(60\d\d|700(19|28))$/.test(number) || /ECONN|ETIMEDOUT|EHOST|ENOTFOUND/.test(message);
  return new DriverError(isAccount ? "28000" : isWay ? "08006" : "42000", message, cause);
}
