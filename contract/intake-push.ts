import { z } from "zod";
import { Source } from "./intake.ts";
import { route } from "./route.ts";

/**
 * A number is taken as it can be written exactly; one of more than 15 digits or so is sent as text, which the column's type
 * then reads.
 */
const exact = z.number().refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value), {
  message: "超过 2^53 的整数请写成文本 / Write integers beyond 2^53 as text",
});
export const PushedRow = z.record(z.string().min(1).max(120), z.union([z.string(), exact, z.boolean(), z.null()]));
export type PushedRow = z.infer<typeof PushedRow>;

const column = z.string().min(1).max(120);
const rowsAtMost = 10_000;

export const PushBatch = z.object({
  /** The sender's own name of the batch: sent again after a broken connection it is not taken again. */
  batchId: z.string().regex(/^[\w.:-]{1,100}$/),
  /** What the sender calls the table. */
  table: z.string().trim().min(1).max(120),
  /** Columns that tell rows apart; needed with the first batch of a table, afterwards the same or absent. */
  key: z.array(column).min(1).max(16).optional(),
  /** Name of the resource the first batch makes; the table's name unless said. */
  as: z.string().trim().min(1).max(120).optional(),
  /** Whole rows: a row of a known key replaces the one before, a column that is absent has no value. */
  rows: z.array(PushedRow).max(rowsAtMost).default([]),
  /** Keys of rows that are gone; taken before `rows`. */
  deletes: z.array(PushedRow).max(rowsAtMost).default([]),
});
export type PushBatch = z.infer<typeof PushBatch>;

export const PushReceipt = z.object({
  batchId: z.string(),
  /** The batch had been taken before; the counts are those of then. */
  isRepeated: z.boolean(),
  resourceId: z.uuid(),
  /** Where the rejected rows stand. */
  loadId: z.uuid(),
  read: z.int(),
  inserted: z.int(),
  updated: z.int(),
  deleted: z.int(),
  rejected: z.int(),
});
export type PushReceipt = z.infer<typeof PushReceipt>;

export const pushRoutes = {
  createPushSource: route({
    method: "POST",
    path: "/api/intake/push-sources",
    operation: "intake.create-push-source",
    summary: {
      zh: "登记一个由部门系统主动推送的数据来源",
      en: "Register a source whose rows the department's own program sends",
    },
    body: z.object({
      name: z.string().trim().min(2).max(80),
      department: z.string(),
      systemId: z.uuid().nullable().default(null),
    }),
    answer: Source,
    status: 201,
  }),
  pushRows: route({
    method: "POST",
    path: "/api/intake/sources/{id}/rows",
    operation: "intake.push-rows",
    summary: {
      zh: "推送一批行（按批次号幂等），供部门系统用接入凭证调用",
      en: "Send a batch of rows (idempotent by its name), for a department's service client",
    },
    params: z.object({ id: z.uuid() }),
    body: PushBatch,
    answer: PushReceipt,
  }),
};
