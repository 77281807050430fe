import { useQueryClient } from "@tanstack/react-query";
import { type JobView, operationsRoutes } from "#contract/operations";
import { addressOf, keyOf, refresh, type StreamState, useEvents } from "#kit";

export const isOver = (job: JobView): boolean => job.endedAt !== null;

/** Keeps a job's answer fresh by server-sent events until it ends; then what it changed is asked for again. */
export function useLiveJob(job: JobView | undefined, isOn = true): StreamState {
  const client = useQueryClient();
  const isFollowed = isOn && job !== undefined && !isOver(job);
  const address = isFollowed ? addressOf(operationsRoutes.followJob, { params: { id: job.id } }) : null;
  return useEvents(address, "job", (data) => {
    const next = data as JobView;
    client.setQueryData(keyOf(operationsRoutes.getJob, { params: { id: next.id } }), next);
    if (!isOver(next)) return false;
    void refresh(client, ["operations", "catalog", "gate", "intake", "quality", "registry", "ledger"]);
    return true;
  });
}
