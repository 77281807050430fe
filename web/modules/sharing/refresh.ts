import { useQueryClient } from "@tanstack/react-query";
import { refresh } from "#kit";

/** Modules whose answers a step of sharing changes. */
export const touched = ["clock", "gate", "ledger", "home"] as const;

/** Asks again for what sharing showed, and for what hangs on it, after a form has been taken. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => refresh(client, ["sharing", ...touched]);
}
