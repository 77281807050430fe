import { z } from "zod";
import { Source } from "./intake.ts";
import { Place } from "./intake-place.ts";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** What lies in a place now: a file, or a stream of messages. */
export const PlacedThing = z.object({
  /** What a follow's table or its pattern of names is matched with. */
  name: z.string(),
  sizeBytes: z.int().nullable(),
  modifiedAt: z.iso.datetime().nullable(),
  /** Messages of a stream. */
  count: z.int().nullable(),
});
export type PlacedThing = z.infer<typeof PlacedThing>;

export const PlaceLook = z.object({
  /** At most 200, the newest first. */
  items: z.array(PlacedThing),
  total: z.int(),
  /** Of an SFTP server: what it shows itself by. */
  hostKey: z.string().nullable(),
  /** The same as a sentence: how many, how many fit the pattern. */
  text: Bilingual,
});
export type PlaceLook = z.infer<typeof PlaceLook>;

/** A file that was taken, with what became of its rows. */
export const ArrivedFile = z.object({
  name: z.string(),
  sizeBytes: z.int().nullable(),
  modifiedAt: z.iso.datetime().nullable(),
  sha256: z.string(),
  rows: z.int(),
  runId: z.uuid(),
  takenAt: z.iso.datetime(),
  /** How often it has been taken: more than once where it changed. */
  times: z.int(),
});
export type ArrivedFile = z.infer<typeof ArrivedFile>;

const secret = z.string().max(20_000);
const id = z.object({ id: z.uuid() });
const pattern = z.string().trim().max(200).default("");

export const arrivalRoutes = {
  createPlaceSource: route({
    method: "POST",
    path: "/api/intake/place-sources",
    operation: "intake.create-place-source",
    summary: {
      zh: "登记一个文件目录、SFTP、网址或消息流来源",
      en: "Register a folder, an SFTP server, a web address or a message server as source",
    },
    body: z.object({
      name: z.string().trim().min(2).max(80),
      department: z.string(),
      systemId: z.uuid().nullable().default(null),
      place: Place,
      /** Password, private key (PEM) or token; empty where none is needed. */
      secret: secret.default(""),
    }),
    answer: Source,
    status: 201,
  }),
  editPlaceSource: route({
    method: "PATCH",
    path: "/api/intake/place-sources/{id}",
    operation: "intake.edit-place-source",
    summary: { zh: "修改文件目录、SFTP、网址或消息流来源", en: "Edit a source of files or messages" },
    params: id,
    body: z.object({
      name: z.string().trim().min(2).max(80).optional(),
      place: Place.optional(),
      secret: secret.optional(),
    }),
    answer: Source,
    needsIfMatch: true,
  }),
  tryPlace: route({
    method: "POST",
    path: "/api/intake/places/try",
    operation: "intake.try-place",
    summary: { zh: "试连一个还没有登记的文件目录、SFTP、网址或消息流", en: "Try a place before it is saved" },
    readsOnly: true,
    body: z.object({
      department: z.string(),
      /** The source being edited: its saved secret stands in for one that is not given. */
      sourceId: z.uuid().nullable().default(null),
      place: Place,
      secret: secret.optional(),
      pattern,
    }),
    answer: PlaceLook,
  }),
  lookIntoPlace: route({
    method: "GET",
    path: "/api/intake/place-sources/{id}/things",
    operation: "intake.look-into-place",
    summary: { zh: "看看来源里现有的文件或消息流", en: "What lies in a place now" },
    params: id,
    query: z.object({ pattern }),
    answer: PlaceLook,
  }),
  listArrivedFiles: route({
    method: "GET",
    path: "/api/intake/follows/{id}/files",
    operation: "intake.list-arrived-files",
    summary: { zh: "已入库的文件", en: "Files that were taken" },
    params: id,
    query: PageQuery,
    answer: pageOf(ArrivedFile),
  }),
};
