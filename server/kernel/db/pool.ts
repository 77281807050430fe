import pg from "pg";

/**
 * A pool that outlives its server. A connection that the server closes fails the query that runs on it, and the next query
 * opens another; but a connection lent out, as in a transaction, also says so as an event, and an `error` event nobody
 * listens to ends the process. So somebody listens on each from its first moment.
 */
export function openPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(options);
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}
