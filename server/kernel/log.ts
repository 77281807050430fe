import { pino, type Logger } from "pino";

export type { Logger };

/** Field names that never reach a log line, wherever they stand. */
const secretFields = ["password", "secret", "token", "authorization", "cookie", "key", "credential"];

export function createLogger(level: string, destination?: NodeJS.WritableStream): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "***" },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
  };
  return destination ? pino(options, destination) : pino(options);
}

export const silentLogger = (): Logger => createLogger("silent");
