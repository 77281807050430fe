import { Button } from "antd";
import type { Draft, Load } from "#contract/intake";
import { followRoutes } from "#contract/intake-follow";
import { isMissing, isRefused, Section, useAnswer, useGo, useWords, Why } from "#kit";
import { useHasRole } from "#shell";
import { loaders } from "../workers.ts";
import { planWords } from "./plan-words.ts";

/** A prepared load of a database's table may be followed instead of loaded once. */
export function FollowInstead({ draft }: { draft: Draft }) {
  const words = useWords(planWords);
  const go = useGo();
  if (draft.sourceId === null || draft.table === null) return null;
  return (
    <div className="row g3 wrap no-print" style={{ marginTop: 16 }}>
      <Button onClick={() => go(`/intake/follows/new?draft=${draft.id}`)}>{words.follow}</Button>
      <Why>{words.followText}</Why>
    </div>
  );
}

/** A resource that was loaded from a database may be followed from now on, with the mapping that is saved. */
export function FollowLoaded({ load }: { load: Load }) {
  const words = useWords(planWords);
  const go = useGo();
  const hasRole = useHasRole();
  const isFromDatabase = load.sourceId !== null;
  const { data, error } = useAnswer(
    followRoutes.listFollows,
    { query: { resourceId: load.resourceId, limit: 1 } },
    { isReady: isFromDatabase },
  );
  if (!isFromDatabase || !data || isMissing(error) || isRefused(error)) return null;
  const [follow] = data.items;
  if (!follow && !hasRole(loaders)) return null;
  const afresh = new URLSearchParams({
    source: load.sourceId ?? "",
    table: load.table,
    resource: load.resourceId,
  });
  const href = follow ? `/intake/follows/${follow.id}` : `/intake/follows/new?${afresh.toString()}`;
  return (
    <div className="no-print">
      <Section title={follow ? words.followed : words.follow}>
        <div className="row g3 wrap">
          <Button onClick={() => go(href)}>{follow ? words.followed : words.follow}</Button>
          <Why>{follow ? words.followedText : words.followText}</Why>
        </div>
      </Section>
    </div>
  );
}
