import { type Pgoutput, PgoutputPlugin } from "pg-logical-replication";
import { problem } from "#kernel/problem";
import { captureProblems } from "../capture-problems.ts";
import type { ChangeBatches } from "./change-batches.ts";
import type { ChangeValues, RowChange } from "./change-stream.ts";
import { lsnNumber, lsnText } from "./postgres-wire.ts";

type Values = Record<string, string | null | undefined>;

/** Columns of a table as the log describes them from here on. */
export interface Relation {
  readonly columns: readonly { readonly name: string; readonly typeOid: number; readonly typeMod: number }[];
}

export interface WalTarget {
  readonly schema: string;
  readonly table: string;
  readonly key: readonly string[];
}

/** Whole transactions are told apart by the place of their commit record; behind it means one byte further. */
const behind = (commit: string): string => lsnText(lsnNumber(commit) + 1n);

/**
 * Messages of `pgoutput` as changes of one table. The library takes messages apart; values stay the server's own text, and
 * are written as `postgres.ts` has them written.
 */
export class WalDecoder {
  private readonly plugin: PgoutputPlugin;
  private readonly target: WalTarget;
  private readonly batches: ChangeBatches;
  private readonly onRelation: (relation: Relation) => Promise<void>;
  private position = "0/0";
  private committedAt = new Date(0);

  constructor(target: WalTarget, batches: ChangeBatches, onRelation: (relation: Relation) => Promise<void>) {
    this.plugin = new PgoutputPlugin({ protoVersion: 1, publicationNames: [] });
    this.target = target;
    this.batches = batches;
    this.onRelation = onRelation;
  }

  /** A promise only where the table's shape must be looked up. */
  take(data: Buffer, now: number): Promise<void> | undefined {
    const message = this.plugin.parse(data);
    switch (message.tag) {
      case "begin":
        this.position = behind(message.commitLsn ?? "0/0");
        this.committedAt = new Date(Number(message.commitTime.valueOf() / 1000n));
        this.batches.begin(this.position);
        return undefined;
      case "commit":
        this.batches.commit(this.position, now);
        return undefined;
      case "relation":
        for (const column of message.columns) column.parser = writtenAs(column.typeOid);
        if (!this.isOurs(message)) return undefined;
        this.refuseHiddenKey(message);
        return this.onRelation(message);
      case "insert":
        this.change(message.relation, "insert", message.new, null, now);
        return undefined;
      case "update":
        this.change(message.relation, "update", message.new, message.key ?? message.old, now);
        return undefined;
      case "delete":
        this.change(message.relation, "delete", {}, message.key ?? message.old, now);
        return undefined;
      case "truncate":
        if (message.relations.some((relation) => this.isOurs(relation)))
          this.batches.add({ op: "truncate", position: this.position, committedAt: this.committedAt }, now);
        return undefined;
      case "type":
      case "origin":
      case "message":
        return undefined;
    }
  }

  private change(
    relation: Pgoutput.MessageRelation,
    op: RowChange["op"],
    values: Values,
    before: Values | null,
    now: number,
  ): void {
    if (!this.isOurs(relation)) return;
    const { key: names } = this.target;
    const old = before ? keyOf(names, before, before) : null;
    const key = op === "delete" ? (old ?? {}) : keyOf(names, values, before ?? {});
    const isMoved = op === "update" && old !== null && names.some((name) => old[name] !== key[name]);
    this.batches.add(
      {
        op,
        key,
        oldKey: isMoved ? old : null,
        values: op === "delete" ? {} : sent(values),
        position: this.position,
        committedAt: this.committedAt,
      },
      now,
    );
  }

  private isOurs({ schema, name }: Pgoutput.MessageRelation): boolean {
    return name === this.target.table && schema === this.target.schema;
  }

  /** A key that is no part of the replica identity may change unseen. */
  private refuseHiddenKey({ schema, name, keyColumns, replicaIdentity }: Pgoutput.MessageRelation): void {
    if (replicaIdentity === "full") return;
    const missing = this.target.key.filter((column) => !keyColumns.includes(column));
    if (missing.length === 0) return;
    throw problem(captureProblems["key-not-logged"], {
      table: name,
      missing: missing.join("、"),
      statement: `ALTER TABLE ${quotedName(schema)}.${quotedName(name)} REPLICA IDENTITY FULL`,
    });
  }
}

export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function keyOf(names: readonly string[], values: Values, otherwise: Values): ChangeValues {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? otherwise[name] ?? null]));
}

/** Large values that an update left as they were are not in the log. */
function sent(values: Values): ChangeValues {
  const result: Record<string, string | null> = {};
  for (const name in values) {
    const value = values[name];
    if (value !== undefined) result[name] = value;
  }
  return result;
}

const asIs = (text: string): string => text;
const boolean = 16;
const bytes = 17;
const instant = 1184;

function writtenAs(typeOid: number): (text: string) => string {
  if (typeOid === boolean) return (text) => (text === "t" ? "true" : "false");
  if (typeOid === bytes) return (text) => text.slice(2);
  if (typeOid === instant) return (text) => text.replace(/[+-]\d\d(:\d\d){0,2}( BC)?$/, "$2");
  return asIs;
}
