import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** One agent: a program inside a zone that dials out to the hub and reads the zone's sources for it. */
export const Agent = z.object({
  id: z.uuid(),
  name: z.string(),
  zoneId: z.uuid(),
  /** SHA-256 of its certificate, in pairs of hexadecimal digits. */
  fingerprint: z.string(),
  state: z.enum(["connected", "away", "revoked", "expired"]),
  /** How it stands, as a sentence. */
  text: Bilingual,
  expiresAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  /** Of the newest heartbeat; null while it is away. */
  roundTripMs: z.number().nullable(),
  address: z.string().nullable(),
  program: z.string().nullable(),
  createdAt: z.iso.datetime(),
  revoked: z.object({ at: z.iso.datetime(), by: z.string(), because: z.string() }).nullable(),
  may: z.object({ revoke: z.boolean() }),
});
export type Agent = z.infer<typeof Agent>;

/** A part of the network whose sources only an agent inside it reads. */
export const Zone = z.object({
  id: z.uuid(),
  name: z.string(),
  purpose: z.string(),
  department: z.string(),
  departmentName: z.string(),
  /** A data zone (数据专区): its rows stay inside until a named officer has released them. */
  isIsolated: z.boolean(),
  agents: z.array(Agent),
  sources: z.array(z.object({ id: z.uuid(), name: z.string() })),
  version: z.int(),
  may: z.object({ edit: z.boolean(), enrol: z.boolean() }),
});
export type Zone = z.infer<typeof Zone>;

export const releaseScopes = ["load", "table"] as const;

/** An officer's signed word that rows of a data zone may be used outside it. */
export const Release = z.object({
  id: z.uuid(),
  number: z.int(),
  zoneId: z.uuid(),
  resourceId: z.uuid(),
  resourceName: z.string(),
  scope: z.enum(releaseScopes),
  loadId: z.uuid(),
  rowCount: z.int(),
  /** Sum over all rows of the first 60 bits of the MD5 of each, as they stood; whatever their order. */
  checksum: z.string(),
  /** The text that was signed. */
  statement: z.string(),
  /** `index=…;size=…;path=…;sig=…` with the ledger's key (docs of receipts). */
  signature: z.string(),
  officerName: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  entry: z.int(),
  withdrawn: z.object({ at: z.iso.datetime(), by: z.string(), because: z.string() }).nullable(),
});
export type Release = z.infer<typeof Release>;

/** A table of a data zone and whether it may be used outside. */
export const HeldTable = z.object({
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  zoneId: z.uuid(),
  zoneName: z.string(),
  /** Followed tables go on changing; they are released as a table. */
  isFollowed: z.boolean(),
  loadId: z.uuid(),
  loadedAt: z.iso.datetime().nullable(),
  rowCount: z.int(),
  release: Release.nullable(),
  may: z.object({ release: z.boolean(), withdraw: z.boolean() }),
});
export type HeldTable = z.infer<typeof HeldTable>;

const id = z.object({ id: z.uuid() });
const because = z.object({ reason: z.string().trim().min(2).max(400) });
const zoneBody = z.object({
  name: z.string().trim().min(1).max(60),
  purpose: z.string().trim().max(400).default(""),
  isIsolated: z.boolean().default(false),
});

export const agentRoutes = {
  listZones: route({
    method: "GET",
    path: "/api/intake/zones",
    operation: "intake.list-zones",
    summary: { zh: "归集区：代理、心跳和数据来源", en: "Zones: agents, heartbeats and sources" },
    answer: z.object({
      items: z.array(Zone),
      /** Where agents connect; null while the hub does not listen for them. */
      port: z.int().nullable(),
    }),
  }),
  createZone: route({
    method: "POST",
    path: "/api/intake/zones",
    operation: "intake.create-zone",
    summary: { zh: "新建归集区", en: "Create a zone" },
    body: zoneBody.extend({ department: z.string() }),
    answer: Zone,
    status: 201,
  }),
  editZone: route({
    method: "PATCH",
    path: "/api/intake/zones/{id}",
    operation: "intake.edit-zone",
    summary: { zh: "修改归集区", en: "Edit a zone" },
    params: id,
    body: z.object({
      name: zoneBody.shape.name.optional(),
      purpose: z.string().trim().max(400).optional(),
      isIsolated: z.boolean().optional(),
    }),
    answer: Zone,
    needsIfMatch: true,
  }),
  /** Which zone a source is read from; null where the hub reads it itself. */
  placeSource: route({
    method: "PUT",
    path: "/api/intake/sources/{id}/zone",
    operation: "intake.place-source",
    summary: { zh: "指定数据来源所在的归集区", en: "Put a source into a zone" },
    params: id,
    body: z.object({ zoneId: z.uuid().nullable() }),
    answer: z.object({ id: z.uuid(), zoneId: z.uuid().nullable() }),
  }),
  enrolAgent: route({
    method: "POST",
    path: "/api/intake/zones/{id}/enrolments",
    operation: "intake.enrol-agent",
    summary: { zh: "登记一个代理：领取一次性登记码", en: "Enrol an agent: a code to be used once" },
    params: id,
    body: z.object({ name: z.string().trim().min(1).max(60) }),
    answer: z.object({
      /** Shown once. Carries the fingerprint of the hub's authority, so that the agent knows whom it talks to. */
      token: z.string(),
      expiresAt: z.iso.datetime(),
      command: z.string(),
    }),
    status: 201,
  }),
  revokeAgent: route({
    method: "POST",
    path: "/api/intake/agents/{id}/revoke",
    operation: "intake.revoke-agent",
    summary: { zh: "吊销代理的证书", en: "Revoke an agent's certificate" },
    params: id,
    body: because,
    answer: Agent,
  }),
  listHeldTables: route({
    method: "GET",
    path: "/api/intake/held-tables",
    operation: "intake.list-held-tables",
    summary: { zh: "数据专区的表及放行情况", en: "Tables of data zones and their releases" },
    query: PageQuery.extend({
      zoneId: z.uuid().optional(),
      resourceId: z.uuid().optional(),
      /** Whether a release of what stands in the table now is in force. */
      isReleased: z.enum(["true", "false"]).optional(),
    }),
    answer: pageOf(HeldTable),
  }),
  releaseTable: route({
    method: "POST",
    path: "/api/intake/held-tables/{id}/release",
    operation: "intake.release-table",
    summary: { zh: "放行数据专区的一张表", en: "Release a table of a data zone" },
    params: id,
    /** `loadId` is the load whose rows the officer has looked at: another one since is refused. */
    body: because.extend({ scope: z.enum(releaseScopes), loadId: z.uuid() }),
    answer: Release,
    status: 201,
  }),
  withdrawRelease: route({
    method: "POST",
    path: "/api/intake/releases/{id}/withdraw",
    operation: "intake.withdraw-release",
    summary: { zh: "收回放行", en: "Withdraw a release" },
    params: id,
    body: because,
    answer: Release,
  }),
};
