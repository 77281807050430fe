import { useQueryClient } from "@tanstack/react-query";
import { refresh } from "#kit";

/** Asks again for what the catalogue showed, and for what hangs on it, after a form has been taken. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => refresh(client, ["catalog", "ledger", "home"]);
}
