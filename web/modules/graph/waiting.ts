import { useQuery } from "@tanstack/react-query";
import { clockRoutes, type Commitment } from "#contract/clock";
import { callApi, keyOf } from "#kit";
import type { RiverLook } from "./river-picture.tsx";

/** One department waits for another: how often, and how pressing the most pressing is. */
export interface Wait {
  readonly from: string;
  readonly fromName: string;
  readonly to: string;
  readonly toName: string;
  readonly rows: readonly Commitment[];
  readonly look: Extract<RiverLook, "waiting" | "warning" | "overdue">;
}

export interface Waits {
  readonly waits: readonly Wait[];
  /** Open promises there are, and how many of them were read. */
  readonly total: number;
  readonly read: number;
}

const pageSize = 500;
const mostPages = 4;

/** Open promises of one department to another, of one kind or of all, gathered by the two; the widest wait first. */
export function useWaits({ kind, isReady = true }: { kind?: string; isReady?: boolean } = {}): {
  data: Waits | undefined;
  error: Error | null;
  refetch: () => void;
} {
  const { data, error, refetch } = useQuery({
    queryKey: [...keyOf(clockRoutes.listCommitments, { kind }), "between departments"] as const,
    queryFn: ({ signal }) => readAll(kind, signal),
    enabled: isReady,
  });
  return { data, error, refetch: () => void refetch() };
}

async function readAll(kind: string | undefined, signal: AbortSignal): Promise<Waits> {
  const rows: Commitment[] = [];
  let cursor: string | undefined;
  let total = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await callApi(clockRoutes.listCommitments, { query: { kind, limit: pageSize, cursor }, signal });
    rows.push(...answer.items);
    total = answer.total;
    if (answer.next === null) break;
    cursor = answer.next;
  }
  return { waits: gathered(rows), total, read: rows.length };
}

function gathered(rows: readonly Commitment[]): Wait[] {
  const between = rows.filter(({ owedBy, owedTo }) => owedTo !== null && owedTo !== owedBy);
  return [...Map.groupBy(between, ({ owedBy, owedTo }) => `${owedBy}|${owedTo}`).values()]
    .flatMap((own): Wait[] => {
      const [first] = own;
      if (!first || first.owedTo === null) return [];
      const ends = { from: first.owedBy, fromName: first.owedByName, to: first.owedTo, toName: first.owedToName };
      return [{ ...ends, rows: own, look: lookOf(own) }];
    })
    .toSorted((a, b) => b.rows.length - a.rows.length || (a.from + a.to < b.from + b.to ? -1 : 1));
}

const lookOf = (rows: readonly Commitment[]): Wait["look"] =>
  rows.some(({ colour }) => colour === "red")
    ? "overdue"
    : rows.some(({ colour }) => colour === "orange")
      ? "warning"
      : "waiting";
