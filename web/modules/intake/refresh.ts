import { useQueryClient } from "@tanstack/react-query";
import { refresh } from "#kit";

/** Asks again for what intake showed, after a form has been taken. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => refresh(client, ["intake", "ledger"]);
}
