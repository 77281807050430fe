import { inTransaction } from "#kernel/db/db";
import type { LakeSession } from "#kernel/lake/lake";
import { changed } from "../events.ts";
import { keyColumn, rowColumn } from "../staging.ts";
import { touched } from "./apply-delta.ts";
import type { RunGround } from "./ground.ts";

const namedAtMost = 20_000;

export interface ChangedRows {
  /** After the commit. */
  tell(ground: Pick<RunGround, "parts" | "call" | "resource">, loadId: string): Promise<void>;
}

/** The numbers of rows a batch touched, for whoever holds copies of them; asked inside the transaction of the batch. */
export async function noteRows(session: LakeSession, table: string, isAll = false): Promise<ChangedRows> {
  const found = await session.read<{ row: number }>(
    `select b.row as row from before b union
     select t.${rowColumn} from ${table} t where t.${keyColumn} in (select c.key from ${touched} c where not c.goes)
     limit ${namedAtMost + 1}`,
  );
  const rows = isAll || found.length > namedAtMost ? null : found.map(({ row }) => row);
  return {
    async tell({ parts, call, resource }, loadId) {
      if (rows?.length === 0) return;
      await inTransaction(call, (inner) =>
        parts.events.publish(inner, changed, { resourceId: resource.id, loadId, rows }),
      );
    },
  };
}
