import type { DatasetFilter, PublicDataset } from "#contract/portal";
import type { Call } from "#kernel/call";
import { type DoorsParts, mostAtOnce } from "./parts.ts";

/** Every dataset that meets the filter, page by page, in an order that does not move while it is read. */
export async function* everyDataset(
  call: Call,
  { portal }: DoorsParts,
  filter: DatasetFilter = {},
): AsyncGenerator<PublicDataset> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof portal.list>> = await portal.list(call, {
      ...filter,
      sort: "id",
      limit: mostAtOnce,
      ...(cursor === null ? {} : { cursor }),
    });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== null);
}
