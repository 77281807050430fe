import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import kafkajs from "kafkajs";

const program = "/usr/bin/kcat";

/** Why tests on Kafka are left out here, or false. */
export const noKafka = !existsSync(program) && "kcat is not installed; .ci/run installs it";

export interface KafkaBroker extends AsyncDisposable {
  readonly port: number;
  makeTopic(topic: string): Promise<void>;
  /** Kept by the broker when it answers; a body of null is a tombstone. */
  send(topic: string, partition: number, key: string | null, body: unknown): Promise<void>;
}

/**
 * A throw-away broker: the cluster that librdkafka carries for its own tests, in memory, which speaks Kafka's protocol (four
 * partitions to a topic). No JVM, and none of Kafka's own code: what only that does is not tested.
 */
export async function startKafka(): Promise<KafkaBroker> {
  const server = spawn(
    program,
    ["-b", "unused:1", "-C", "-t", "_held", "-X", "test.mock.num.brokers=1", "-d", "mock", "-q"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let port = 0;
  const lines = createInterface({ input: server.stderr });
  for await (const line of lines) {
    port = Number(/bootstrap\.servers=127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? 0);
    if (port > 0) break;
  }
  if (port === 0) throw new Error("kcat does not start.");
  // It goes on telling what it does; nobody has to read it, but the pipe must not fill.
  server.stderr.resume();
  const { Kafka, logLevel } = kafkajs;
  const client = new Kafka({ clientId: "test", brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING });
  const producer = client.producer();
  const admin = client.admin();
  await producer.connect();
  await admin.connect();
  return {
    port,
    async makeTopic(topic) {
      // Asked for, it is made.
      await admin.fetchTopicMetadata({ topics: [topic] });
    },
    async send(topic, partition, key, body) {
      const value = body === null || typeof body === "string" ? body : JSON.stringify(body);
      await producer.send({ topic, messages: [{ partition, key, value }] });
    },
    async [Symbol.asyncDispose]() {
      await producer.disconnect();
      await admin.disconnect();
      const exited = once(server, "exit");
      server.kill("SIGKILL");
      await exited;
    },
  };
}
