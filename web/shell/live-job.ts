import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { type JobView, operationsRoutes } from "#contract/operations";
import { addressOf, keyOf, refresh, type StreamState, useAnswer, useEvents } from "#kit";

/** Modules whose answers a job may have changed. */
const touched = ["operations", "catalog", "gate", "harvest", "intake", "libraries", "quality", "registry", "ledger"];

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
    void refresh(client, touched);
    return true;
  });
}

/**
 * The job of something that is said to be running. A short one may be over before its events can be followed; then what it
 * changed is asked for again too, so that nothing shows as running for ever.
 */
export function useRunningJob(id: string): JobView | undefined {
  const client = useQueryClient();
  const { data: job } = useAnswer(operationsRoutes.getJob, { params: { id } });
  const wasFollowed = useRef(false);
  const hasEnded = job !== undefined && isOver(job);
  useLiveJob(job);
  useEffect(() => {
    if (hasEnded && !wasFollowed.current) void refresh(client, touched);
    if (job !== undefined) wasFollowed.current = true;
  }, [client, hasEnded, job]);
  return job;
}
