import { z } from "zod";

/** Places that files or messages arrive in, beside the databases that are read. */
export const messagePlaceKinds = ["nats", "kafka"] as const;
export type MessagePlaceKind = (typeof messagePlaceKinds)[number];
export const placeKinds = ["folder", "sftp", "http", ...messagePlaceKinds] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** Messages come from there; files from everywhere else. */
export const isMessagePlace = (kind: string): kind is MessagePlaceKind =>
  messagePlaceKinds.some((known) => known === kind);

/** How an account of Kafka proves itself; without an account it does not. */
export const kafkaMechanisms = ["plain", "scram-sha-256", "scram-sha-512"] as const;

const host = z.string().trim().min(1).max(255);
const port = z.int().min(1).max(65535);
const user = z.string().trim().max(120);
const folderPath = z.string().trim().min(1).max(1000);

/** Where it is; what opens it (password, private key, token) is write-only and travels beside it. */
export const Place = z.discriminatedUnion("kind", [
  /** A folder of this machine, inside one of those the operator has opened (`WEIR_WATCHED_FOLDERS`). */
  z.object({ kind: z.literal("folder"), path: folderPath }),
  z.object({
    kind: z.literal("sftp"),
    host,
    port: port.default(22),
    user: user.min(1),
    path: folderPath,
    /** SHA-256 of the server's key, `SHA256:…` as OpenSSH shows it; learned at registering where it is not given. */
    hostKey: z
      .string()
      .regex(/^SHA256:[A-Za-z0-9+/]{43}$/)
      .nullable()
      .default(null),
  }),
  /** What a follow names lies below this address; a query string is no part of it. */
  z.object({
    kind: z.literal("http"),
    url: z
      .url({ protocol: /^https?$/ })
      .max(1000)
      .refine((url) => !/[?#]|\/\/[^/]*@/.test(url), {
        message: "网址里不写账号、问号和井号 / No account, ? or # in the address",
      }),
    /** Basic authentication; empty where none is asked for, or where the secret is a token (`Bearer …`). */
    user: user.default(""),
  }),
  z.object({
    kind: z.literal("nats"),
    host,
    port: port.default(4222),
    user: user.default(""),
    isEncrypted: z.boolean().default(false),
  }),
  /** Any broker of the cluster; those it names are connected to under the same list of hosts. */
  z.object({
    kind: z.literal("kafka"),
    host,
    port: port.default(9092),
    user: user.default(""),
    mechanism: z.enum(kafkaMechanisms).default("plain"),
    isEncrypted: z.boolean().default(false),
  }),
]);
export type Place = z.infer<typeof Place>;

/** What happens to the rows of an arriving file. */
export const arrivalPolicies = ["append", "by-key", "snapshot"] as const;
export type ArrivalPolicy = (typeof arrivalPolicies)[number];

/**
 * How arriving files are taken. `append`: the table is all files together, and a file that changes replaces its own rows;
 * `by-key`: rows replace those of the same key; `snapshot`: each file is the whole table, and what is not in it is gone.
 */
export const ArrivalPlan = z.object({
  policy: z.enum(arrivalPolicies).default("append"),
  /** In which order files that wait together are taken; of files changed in one second the name decides. */
  order: z.enum(["time", "name"]).default("time"),
  /** A file is taken when nothing about it has changed for so long: writers are slow. */
  settleSeconds: z.int().min(0).max(3600).default(10),
  /** A file is whole when this stands beside it under its name and this ending, such as `.ok`; empty: no sign. */
  mark: z
    .string()
    .regex(/^$|^\.\w{1,12}$/)
    .default(""),
  /** Sheet or table inside each file; null: the one with most rows. */
  table: z.string().min(1).max(200).nullable().default(null),
});
export type ArrivalPlan = z.infer<typeof ArrivalPlan>;
