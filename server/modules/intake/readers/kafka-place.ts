import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import kafkajs, { type Admin, type Kafka, type KafkaMessage } from "kafkajs";
import type { Place } from "#contract/intake-place";
import { Problem, problem } from "#kernel/problem";
import type { HostGuard } from "../hosts.ts";
import { placeProblems } from "../place-problems.ts";
import { guardedSocket } from "./guarded-socket.ts";
import { createInbox } from "./kafka-inbox.ts";
import type { MessageReader, MessageServer, StreamFacts, StreamPlace } from "./message-server.ts";
import { type Message, streamOf } from "./message-stream.ts";

type KafkaPlace = Extract<Place, { kind: "kafka" }>;

const connectTimeoutMs = 10_000;
const withinMs = 1000;
const retries = 3;

// Writers that compress by zstd are many, and Node has it; snappy and lz4 it has not: such a topic is refused by name.
kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
  compress: async () => {
    throw new Error("Nothing is sent.");
  },
  decompress: (content: Buffer) => promisify(zstdDecompress)(content),
});

/**
 * Kafka, by its offsets: a partition is a lane, a message's number its offset and one. Groups serve to be given all partitions and
 * nothing else: each opening has its own, so that nobody waits for a killed one's session to run out, and nothing is committed
 * there: the lake's position decides.
 *
 * @throws Problem intake.place-unreachable
 */
export async function openKafka(place: KafkaPlace, secret: string, hosts: HostGuard): Promise<MessageServer> {
  const guarded = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    try {
      return await act();
    } catch (error) {
      throw unreachable(place, error);
    }
  };
  const client = clientOf(place, secret, hosts);
  const admin = client.admin();
  const opened: AsyncDisposable[] = [];
  await guarded(() => admin.connect()).catch(async (error: unknown) => {
    await admin.disconnect().catch(() => {});
    throw error;
  });
  return {
    streams: () =>
      guarded(async () => {
        const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith("__"));
        return await Promise.all(topics.slice(0, 200).map((topic) => factsOf(admin, topic)));
      }),
    facts: (table) => guarded(() => factsOf(admin, streamOf(table).stream)),
    sample: (table, limit) =>
      guarded(async () => {
        const { stream } = streamOf(table);
        const { count } = await factsOf(admin, stream);
        await using inbox = await inboxOf(client, stream, `weir_look_${crypto.randomUUID()}`, { number: 0 });
        const found: Message[] = [];
        while (found.length < Math.min(count, limit)) found.push(...(await inbox.take(limit - found.length, withinMs)));
        return found;
      }),
    open: (table, name, after) =>
      guarded(async () => {
        const { stream } = streamOf(table);
        const inbox = await inboxOf(client, stream, `${name}_${crypto.randomUUID()}`, after);
        opened.push(inbox);
        return readerOf(admin, stream, inbox, after, guarded);
      }),
    // Nothing of ours is kept there: a group nobody is in is forgotten by itself.
    release: async () => {},
    async [Symbol.asyncDispose]() {
      for (const one of opened) await one[Symbol.asyncDispose]();
      await admin.disconnect().catch(() => {});
    },
  };
}

function clientOf(place: KafkaPlace, secret: string, hosts: HostGuard): Kafka {
  const { host, port, user, mechanism, isEncrypted } = place;
  return new kafkajs.Kafka({
    clientId: "weir",
    brokers: [`${host.includes(":") ? `[${host}]` : host}:${port}`],
    connectionTimeout: connectTimeoutMs,
    authenticationTimeout: connectTimeoutMs,
    ssl: isEncrypted,
    ...(user === "" ? {} : { sasl: { mechanism, username: user, password: secret } as never }),
    retry: { retries, restartOnFailure: async () => false },
    logLevel: kafkajs.logLevel.NOTHING,
    // Brokers are named by the cluster: each is asked of the guard before it is connected to.
    socketFactory: guardedSocket(hosts),
  });
}

function unreachable(place: KafkaPlace, cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return problem(
    placeProblems["place-unreachable"],
    { place: `kafka://${place.host}:${place.port}`, reason },
    { cause },
  );
}

/** A topic has no moment at which it was made; one that ends before our place is another (`isShorter`). */
async function factsOf(admin: Admin, topic: string): Promise<StreamFacts> {
  const lanes = Object.fromEntries(
    (await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => [
      `p${partition}`,
      { first: Number(low) + 1, last: Number(high) },
    ]),
  );
  const all = Object.values(lanes);
  const sum = (pick: (lane: { first: number; last: number }) => number) =>
    all.reduce((total, lane) => total + pick(lane), 0);
  return {
    name: topic,
    createdAt: "",
    first: Math.min(...all.map(({ first }) => first)),
    last: sum(({ last }) => last),
    count: sum(({ first, last }) => last - first + 1),
    sizeBytes: 0,
    lastAt: null,
    lanes,
  };
}

/** Messages behind the place, of all partitions. */
async function inboxOf(client: Kafka, topic: string, group: string, after: StreamPlace) {
  const inbox = createInbox();
  const consumer = client.consumer({ groupId: group, retry: { retries, restartOnFailure: async () => false } });
  consumer.on(consumer.events.CRASH, ({ payload }) => inbox.fail(payload.error));
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      async eachBatch(payload) {
        if (payload.isStale()) return;
        const { partition, messages } = payload.batch;
        inbox.put(messages.map((message) => messageOf(topic, partition, message)));
        // Taken slowly, the next is fetched later; the group hears of us all the same.
        while (inbox.isFull() && payload.isRunning()) {
          await Promise.race([inbox.emptied(), delay(withinMs)]);
          await payload.heartbeat();
        }
      },
    });
    for (const [lane, number] of Object.entries(after.lanes ?? {}))
      consumer.seek({ topic, partition: Number(lane.slice(1)), offset: String(number) });
  } catch (error) {
    await consumer.disconnect().catch(() => {});
    throw error;
  }
  return {
    take: (limit: number, waitMs: number) => inbox.take(limit, waitMs),
    async [Symbol.asyncDispose]() {
      inbox.close();
      await consumer.disconnect().catch(() => {});
    },
  };
}

function readerOf(
  admin: Admin,
  topic: string,
  inbox: Awaited<ReturnType<typeof inboxOf>>,
  after: StreamPlace,
  guarded: <Result>(act: () => Promise<Result>) => Promise<Result>,
): MessageReader {
  const read = new Map(Object.entries(after.lanes ?? {}));
  return {
    next: (limit) =>
      guarded(async () => {
        const found = await inbox.take(limit, withinMs);
        for (const { lane, number } of found) if (lane) read.set(lane, Math.max(read.get(lane) ?? 0, number));
        return found;
      }),
    // Kafka is told nothing: it keeps messages by its own rule, whoever has read them.
    acknowledge: async () => {},
    waiting: () =>
      guarded(async () => {
        const { lanes = {} } = await factsOf(admin, topic);
        return Object.entries(lanes).reduce(
          (sum, [lane, { first, last }]) => sum + Math.max(0, last - Math.max(read.get(lane) ?? 0, first - 1)),
          0,
        );
      }),
  };
}

/** A tombstone deletes the row its key names: as a JSON object, which is how change capture writes keys. */
function messageOf(
  topic: string,
  partition: number,
  { offset, key, value, timestamp, headers }: KafkaMessage,
): Message {
  const op = headers?.["weir-op"];
  return {
    number: Number(offset) + 1,
    lane: `p${partition}`,
    subject: topic,
    at: new Date(Number(timestamp)),
    isDelete: value === null || String(op ?? "").toLowerCase() === "delete",
    body: (value ?? key ?? Buffer.alloc(0)).toString(),
  };
}
