import {
  AckPolicy,
  type Consumer,
  DeliverPolicy,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
} from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { Place } from "#contract/intake-place";
import { Problem, problem } from "#kernel/problem";
import { placeProblems } from "../place-problems.ts";
import type { MessageReader, MessageServer, StreamFacts } from "./message-server.ts";
import { type Message, streamOf } from "./message-stream.ts";

const withinMs = 1000;
const ackWaitNs = 120_000_000_000;
/** A consumer nobody asks is forgotten by the server after so long; the lake's position makes a new one. */
const forgottenAfterNs = 30 * 86_400_000_000_000;

/** @throws Problem intake.place-unreachable */
export async function openNats(
  place: Extract<Place, { kind: "nats" }>,
  secret: string,
  address: string,
): Promise<MessageServer> {
  const named = `nats://${place.host}:${place.port}`;
  const unreachable = (cause: unknown): Problem =>
    cause instanceof Problem
      ? cause
      : problem(
          placeProblems["place-unreachable"],
          { place: named, reason: cause instanceof Error ? cause.message : String(cause) },
          { cause },
        );
  const guarded = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    try {
      return await act();
    } catch (error) {
      throw unreachable(error);
    }
  };
  // With a name the certificate is checked against it; the server's news of other machines are not followed.
  const server = place.isEncrypted ? place.host : address.includes(":") ? `[${address}]` : address;
  const connection: NatsConnection = await guarded(() =>
    connect({
      servers: `${server}:${place.port}`,
      name: "weir",
      timeout: 10_000,
      ignoreClusterUpdates: true,
      reconnect: false,
      tls: place.isEncrypted ? {} : null,
      ...(place.user === "" ? (secret === "" ? {} : { token: secret }) : { user: place.user, pass: secret }),
    }),
  );
  const manager = await guarded(() => jetstreamManager(connection)).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  const facts = async (stream: string): Promise<StreamFacts> => {
    const { config, created, state } = await manager.streams.info(stream);
    return {
      name: config.name,
      createdAt: created,
      first: state.first_seq,
      last: state.last_seq,
      count: state.messages,
      sizeBytes: state.bytes,
      lastAt: state.messages > 0 ? new Date(state.last_ts) : null,
    };
  };
  return {
    streams: () =>
      guarded(async () => {
        const names: string[] = [];
        for await (const name of manager.streams.names()) names.push(name);
        return Promise.all(names.slice(0, 200).map(facts));
      }),
    facts: (table) => guarded(() => facts(streamOf(table).stream)),
    sample: (table, limit) => guarded(() => sampled(connection, manager, table, limit)),
    open: (table, name, after) =>
      guarded(async () =>
        readerOf(await consumerAfter(connection, manager, { table, name, after: after.number }), guarded),
      ),
    async release(table, name) {
      await manager.consumers.delete(streamOf(table).stream, name).catch(() => false);
    },
    async [Symbol.asyncDispose]() {
      await connection.close();
    },
  };
}

async function sampled(
  connection: NatsConnection,
  manager: JetStreamManager,
  table: string,
  limit: number,
): Promise<Message[]> {
  const { stream, subject } = streamOf(table);
  const { name } = await manager.consumers.add(stream, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.All,
    mem_storage: true,
    inactive_threshold: 30_000_000_000,
    ...(subject === null ? {} : { filter_subject: subject }),
  });
  const consumer = await jetstream(connection).consumers.get(stream, name);
  const found = (await fetched(consumer, limit)).map(messageOf);
  await manager.consumers.delete(stream, name).catch(() => false);
  return found;
}

/** Made anew where the lake stands: what the server remembers may lie before it or, after a restored lake, behind it. */
async function consumerAfter(
  connection: NatsConnection,
  manager: JetStreamManager,
  { table, name, after }: { readonly table: string; readonly name: string; readonly after: number },
): Promise<Consumer> {
  const { stream, subject } = streamOf(table);
  await manager.consumers.delete(stream, name).catch(() => false);
  await manager.consumers.add(stream, {
    durable_name: name,
    ack_policy: AckPolicy.All,
    ack_wait: ackWaitNs,
    max_ack_pending: -1,
    inactive_threshold: forgottenAfterNs,
    ...(subject === null ? {} : { filter_subject: subject }),
    ...(after === 0
      ? { deliver_policy: DeliverPolicy.All }
      : { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: after + 1 }),
  });
  return jetstream(connection).consumers.get(stream, name);
}

function readerOf(consumer: Consumer, guarded: <Result>(act: () => Promise<Result>) => Promise<Result>): MessageReader {
  let last: JsMsg | undefined;
  return {
    next: (limit) =>
      guarded(async () => {
        const found = await fetched(consumer, limit);
        last = found.at(-1) ?? last;
        return found.map(messageOf);
      }),
    async acknowledge() {
      await guarded(async () => last?.ackAck());
      last = undefined;
    },
    waiting: () => guarded(async () => (await consumer.info()).num_pending),
  };
}

async function fetched(consumer: Consumer, limit: number): Promise<JsMsg[]> {
  const found: JsMsg[] = [];
  const messages = await consumer.fetch({ max_messages: limit, expires: withinMs });
  for await (const message of messages) found.push(message);
  return found;
}

const messageOf = (message: JsMsg): Message => ({
  number: message.seq,
  subject: message.subject,
  at: message.time,
  isDelete: message.headers?.get("weir-op").toLowerCase() === "delete",
  body: message.string(),
});
