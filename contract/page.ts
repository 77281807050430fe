import { z } from "zod";

/** What a list takes: how many, and where the last page ended. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(400).optional(),
});

/** A page of a list. `next` is null on the last page; `total` is the exact count under the same filters. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.int() });

export interface Page<Item> {
  items: Item[];
  next: string | null;
  total: number;
}
