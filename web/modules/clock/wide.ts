import { useSyncExternalStore } from "react";

/** Where there is room for a commitment beside the list; below that it is a page of its own. */
const query = () => matchMedia("(min-width: 1200px)");

function follow(changed: () => void): () => void {
  const list = query();
  list.addEventListener("change", changed);
  return () => list.removeEventListener("change", changed);
}

export const useHasRoom = (): boolean => useSyncExternalStore(follow, () => query().matches);
