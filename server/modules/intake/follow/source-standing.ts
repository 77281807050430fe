import { followHealths, type FollowLag, type SourceStanding } from "#contract/intake-standing";
import { type Call, mayTouch } from "#kernel/call";
import { lastReconciliations } from "./run-store.ts";
import { type FollowRow, followsOfSources, lagsOf } from "./store.ts";

/** How the follows of each source stand together, as far as the caller may see them; no entry where there is none. */
export async function sourceStandings(
  call: Call,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, SourceStanding>> {
  const rows = await followsOfSources(call.db, sourceIds);
  const bySource = Map.groupBy(
    rows.filter((row) => mayTouch(call.actor, row.department)),
    (row) => row.sourceId,
  );
  const furthest = new Map([...bySource].map(([source, follows]) => [source, furthestBehind(follows)]));
  const shown = [...furthest.values()].flatMap((follow) => (follow ? [follow.id] : []));
  const lags = await lagsOf(call.db, shown);
  const compared = await lastReconciliations(
    call.db,
    rows.map(({ id }) => id),
  );
  return new Map(
    [...bySource].map(([source, follows]): [string, SourceStanding] => {
      const behind = furthest.get(source);
      const last = follows.flatMap(({ id }) => compared.get(id) ?? []);
      const newest = last.reduce<Date | null>((at, one) => (at === null || one.at > at ? one.at : at), null);
      return [
        source,
        {
          follows: follows.length,
          health: followHealths.find((health) => follows.some((follow) => follow.health === health)) ?? "well",
          lag: behind?.lagAt ? lagOf({ at: behind.lagAt, seconds: behind.lagSeconds, bytes: behind.lagBytes }) : null,
          lags: lags.filter(({ followId }) => followId === behind?.id).map(lagOf),
          reconciled: newest && {
            at: newest.toISOString(),
            follows: last.length,
            matching: last.filter(({ isMatching }) => isMatching).length,
          },
        },
      ];
    }),
  );
}

/** One that is paused is behind because somebody wants it so. */
const furthestBehind = (follows: readonly FollowRow[]): FollowRow | null =>
  follows
    .filter(({ state, lagSeconds }) => state !== "paused" && lagSeconds !== null)
    .reduce<FollowRow | null>(
      (most, follow) => (most === null || (follow.lagSeconds ?? 0) > (most.lagSeconds ?? 0) ? follow : most),
      null,
    );

const lagOf = ({ at, seconds, bytes }: Omit<FollowLag, "at"> & { readonly at: Date }): FollowLag => ({
  at: at.toISOString(),
  seconds,
  bytes,
});
