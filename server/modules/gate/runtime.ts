import type pg from "pg";
import { openPool } from "#kernel/db/pool";
import { createPipeline, type Pipeline } from "#kernel/db/pipeline";
import { createDirectory, type Directory } from "./directory.ts";
import type { GateDeps, GateParts } from "./parts.ts";
import { createPlans } from "./plan.ts";
import { createQuotas } from "./quota.ts";
import { createRates } from "./rate.ts";
import { createKeyHash, type KeyHash, nodeKey } from "./receipt.ts";
import { createStrangers, type Strangers } from "./strangers.ts";

/** What one process keeps between calls. */
export interface GateRuntime {
  readonly parts: GateParts;
  readonly directory: Directory;
  readonly planOf: ReturnType<typeof createPlans>;
  readonly takeCall: ReturnType<typeof createRates>;
  readonly quotas: ReturnType<typeof createQuotas>;
  readonly keyHash: KeyHash;
  readonly traceKey: Buffer;
  readonly strangers: Strangers;
  /**
   * Connections for serving tables only, so that a busy caller cannot take them from the screens. They are closed after a
   * while, because a prepared statement stays with its connection and tables change names with each load.
   */
  readonly pool: pg.Pool;
  /** Two more, on which look-ups by key share their round trips. */
  readonly pipeline: Pipeline;
  /** Grants whose first delivery this process has told. */
  readonly delivered: Set<string>;
}

const connections = 16;
const connectionSeconds = 1800;

export function createRuntime(deps: GateDeps): GateRuntime {
  const directory = createDirectory(deps);
  const pool = servingPool(deps, connections);
  return {
    parts: { ...deps, forgetGrants: (department) => directory.forgetGrants(department) },
    directory,
    planOf: createPlans(),
    takeCall: createRates(deps.database, () => directory.processes()),
    quotas: createQuotas(deps.database, () => directory.processes()),
    keyHash: createKeyHash(nodeKey(deps.keyFolder, "lookup.key")),
    traceKey: nodeKey(deps.keyFolder, "trace.key").subarray(0, 16),
    strangers: createStrangers(),
    pool,
    pipeline: createPipeline(keyPool(deps)),
    delivered: new Set(),
  };
}

function servingPool({ database }: Pick<GateDeps, "database">, max: number): pg.Pool {
  return openPool({
    connectionString: database.url,
    max,
    maxLifetimeSeconds: connectionSeconds,
    application_name: "weir-gate",
  });
}

/** A row by its key is read by its index, whatever the key: planning the first five of each statement would only cost. */
function keyPool(deps: Pick<GateDeps, "database">): pg.Pool {
  const pool = servingPool(deps, 2);
  // Queued before anything else on this connection; where it fails, so does what comes next.
  pool.on("connect", (client) => void client.query("set plan_cache_mode = force_generic_plan").catch(() => {}));
  return pool;
}
