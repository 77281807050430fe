import { z } from "zod";
import { shareClasses, shareModes } from "../catalog.ts";
import { RowCondition } from "../gate.ts";
import { networkZones } from "../registry.ts";
import { Bilingual } from "../text.ts";
import { day, instant, permissions } from "./fields.ts";
import { applicationStates, basisKinds, requestKinds, requestStates } from "./words.ts";

/** What is wanted of one resource. */
export const Line = z.object({
  resourceId: z.uuid(),
  /** Field names; at least one before it is submitted. */
  items: z.array(z.string().max(63)).max(1000).default([]),
  scope: z.array(RowCondition).max(10).default([]),
});
export type Line = z.infer<typeof Line>;

/** A line with the names people read. */
export const LineView = Line.extend({
  resourceName: z.string(),
  resourceCode: z.string().nullable(),
  department: z.string(),
  departmentName: z.string(),
  shareClass: z.enum(shareClasses),
  useConditions: z.string(),
  itemNames: z.array(
    z.object({ field: z.string(), name: Bilingual, grade: z.string(), isPersonal: z.boolean(), isKey: z.boolean() }),
  ),
});
export type LineView = z.infer<typeof LineView>;

const applicationFields = {
  title: z.string().trim().max(120),
  /** In which work it is used. */
  scene: z.string().trim().max(1000),
  purpose: z.string().trim().max(1000),
  /** Ids of the basis library. */
  basis: z.array(z.string()).max(20),
  lines: z.array(Line).max(50),
  mode: z.enum(shareModes),
  /** How many calls a day are expected; null where nobody knows yet. */
  dailyCalls: z.int().min(1).max(100_000_000).nullable(),
  fromOn: day.nullable(),
  untilOn: day.nullable(),
  zone: z.enum(networkZones),
  /** Registered system that will use it. */
  systemId: z.uuid().nullable(),
  systemName: z.string().trim().max(120),
};
export const ApplicationEdit = z.object(applicationFields).partial();
export type ApplicationEdit = z.infer<typeof ApplicationEdit>;

export const applicationActs = ["edit", "submit", "sign", "return", "withdraw"] as const;
export const Application = z.object({
  ...applicationFields,
  id: z.uuid(),
  /** Such as `SQ-26-00031`. */
  number: z.string(),
  kind: z.enum(requestKinds),
  /** The request whose grant it changes or renews. */
  precedes: z.uuid().nullable(),
  demandId: z.uuid().nullable(),
  department: z.string(),
  departmentName: z.string(),
  state: z.enum(applicationStates),
  lines: z.array(LineView),
  basisTexts: z.array(z.object({ id: z.string(), kind: z.enum(basisKinds), text: z.string() })),
  /** What keeps it from being submitted, in words. */
  missing: z.array(z.object({ pointer: z.string(), zh: z.string(), en: z.string() })),
  signedBy: z.string().nullable(),
  signedAt: instant.nullable(),
  returned: z.object({ reason: z.string(), by: z.string(), at: instant }).nullable(),
  requests: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      provider: z.string(),
      providerName: z.string(),
      state: z.enum(requestStates),
    }),
  ),
  by: z.string(),
  createdAt: instant,
  isInvented: z.boolean(),
  version: z.int(),
  ...permissions(applicationActs),
});
export type Application = z.infer<typeof Application>;

export const ApplicationRow = Application.pick({
  id: true,
  number: true,
  kind: true,
  title: true,
  department: true,
  departmentName: true,
  state: true,
  by: true,
  createdAt: true,
  isInvented: true,
  requests: true,
}).extend({ lineCount: z.int() });
export type ApplicationRow = z.infer<typeof ApplicationRow>;
