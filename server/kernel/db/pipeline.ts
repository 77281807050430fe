import pg from "pg";

/** A statement with every value as PostgreSQL's text of it. */
export interface Statement {
  /** Prepared once on a connection under this name. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly string[];
}

/** A row as it stood on the wire: texts, or null. */
export type TextRow = readonly (string | null)[];

export interface Pipeline {
  /** Rows of a short reading. It shares its round trip, and its fate, with others: see `createPipeline`. */
  read(statement: Statement): Promise<readonly TextRow[]>;
  close(): Promise<void>;
}

interface Waiting {
  readonly statement: Statement;
  readonly rows: TextRow[];
  readonly resolve: (rows: readonly TextRow[]) => void;
  readonly reject: (error: unknown) => void;
}

/** One round trip may keep at most so many others waiting. */
const mostAtOnce = 64;
/** One is read from while the other is written to. */
const lanes = 2;
/** Of a reading whose connection was lost: every lane's once, and a new one. */
const mostAttempts = lanes + 1;

/** Whether the connection ended rather than the statement failed: no answer of the server's, or its class 57P (it ends, starts or stops). */
const isConnectionLost = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || (error.code?.startsWith("57P") ?? false);

/**
 * Readings that come in one turn of the event loop go to PostgreSQL in one message and come back in one: each costs its
 * own work there, but neither a system call nor a context switch of its own, which is most of what a look-up by key costs.
 * For statements that answer within a fraction of a millisecond; a slow one would hold up those sent with it.
 *
 * Where one fails, those behind it were not run: they are sent once more, each alone, and fail or succeed for themselves.
 * A lost connection is no fault of the reading: after a restart of PostgreSQL several of the pool may be dead before one is new.
 */
export function createPipeline(pool: pg.Pool): Pipeline {
  let waiting: Waiting[] = [];
  let running = 0;
  let isCalled = false;

  function callSoon(): void {
    if (isCalled || running >= lanes || waiting.length === 0) return;
    isCalled = true;
    setImmediate(() => void sendNext());
  }

  async function sendNext(): Promise<void> {
    isCalled = false;
    running += 1;
    const batch = waiting.length > mostAtOnce ? waiting.slice(0, mostAtOnce) : waiting;
    waiting = waiting.length > mostAtOnce ? waiting.slice(mostAtOnce) : [];
    try {
      const left = await send(pool, batch);
      const [only] = left;
      if (only && batch.length === 1 && !isConnectionLost(only.error)) only.one.reject(only.error);
      else for (const { one } of left) void sendAlone(one);
    } finally {
      running -= 1;
      callSoon();
    }
  }

  async function sendAlone(one: Waiting): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const [failed] = await send(pool, [{ ...one, rows: [] }]);
      if (!failed) return;
      if (attempt === mostAttempts || !isConnectionLost(failed.error)) return one.reject(failed.error);
    }
  }

  return {
    read(statement) {
      const { promise, resolve, reject } = Promise.withResolvers<readonly TextRow[]>();
      waiting.push({ statement, rows: [], resolve, reject });
      callSoon();
      return promise;
    },
    close: () => pool.end(),
  };
}

interface Failed {
  readonly one: Waiting;
  readonly error: unknown;
}

/** Answers those that got no rows, with why. */
async function send(pool: pg.Pool, batch: readonly Waiting[]): Promise<Failed[]> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    return batch.map((one) => ({ one, error }));
  }
  let done = 0;
  const failure = await new Promise<unknown>((resolve) => {
    client.query({
      submit: (connection) => write(connection, batch),
      handleDataRow: ({ fields }: { fields: TextRow }) => batch[done]?.rows.push(fields),
      handleCommandComplete: () => void (done += 1),
      handleReadyForQuery: () => resolve(null),
      handleError: resolve,
    } as pg.Submittable);
  });
  // After an error the connection may hold statements that were never prepared, or be gone.
  client.release(failure !== null);
  for (const one of batch.slice(0, done)) one.resolve(one.rows);
  return batch.slice(done).map((one) => ({ one, error: failure }));
}

const preparedOn = new WeakMap<pg.Connection, Set<string>>();

function write(connection: pg.Connection, batch: readonly Waiting[]): void {
  let prepared = preparedOn.get(connection);
  if (!prepared) preparedOn.set(connection, (prepared = new Set()));
  connection.stream.cork();
  for (const { statement } of batch) {
    const { name, text, values } = statement;
    if (!prepared.has(name)) {
      connection.parse({ name, text, types: [] }, true);
      prepared.add(name);
    }
    connection.bind({ statement: name, values: [...values] }, true);
    connection.execute(null, true);
  }
  connection.sync();
  connection.stream.uncork();
}
