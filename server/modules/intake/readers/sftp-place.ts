import { createHash } from "node:crypto";
import path from "node:path";
import SftpClient from "ssh2-sftp-client";
import type { Place } from "#contract/intake-place";
import { Problem, problem } from "#kernel/problem";
import { placeProblems } from "../place-problems.ts";
import { bringTo } from "./bring.ts";
import { type FilePlace, fitsName, markOf, type PlacedFile } from "./file-place.ts";

const connectWithinMs = 15_000;

/** As OpenSSH shows the key of a host. */
const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;

/**
 * A folder of an SFTP server. `address` is one the host guard has looked at; the name is not asked again. A server that shows
 * another key than the registered one is told nothing, neither password nor name.
 *
 * @throws Problem intake.place-unreachable, intake.host-key-changed
 */
export async function openSftpPlace(
  place: Extract<Place, { kind: "sftp" }>,
  secret: string,
  address: string,
): Promise<FilePlace> {
  const client = new SftpClient("weir");
  // Without a listener a connection that breaks while nothing is asked of it would end the process.
  client.on("error", () => {});
  let shown = "";
  const named = `sftp://${place.host}:${place.port}${place.path}`;
  try {
    await client.connect({
      host: address,
      port: place.port,
      username: place.user,
      ...(secret.includes("PRIVATE KEY-----") ? { privateKey: secret } : { password: secret }),
      readyTimeout: connectWithinMs,
      keepaliveInterval: 10_000,
      hostVerifier: (key: Buffer) => {
        shown = fingerprint(key);
        return place.hostKey === null || shown === place.hostKey;
      },
    });
  } catch (cause) {
    await client.end().catch(() => {});
    if (place.hostKey !== null && shown !== "" && shown !== place.hostKey)
      throw problem(
        placeProblems["host-key-changed"],
        { host: place.host, known: place.hostKey, found: shown },
        { cause },
      );
    throw unreachable(named, cause);
  }
  const full = (name: string): string => path.posix.join(place.path, path.posix.basename(name));
  const listed = async (pattern: string): Promise<PlacedFile[]> => {
    const found = await client.list(place.path);
    return found
      .filter(({ type, name }) => type === "-" && !name.includes("/") && fitsName(pattern, name))
      .map(({ name, size, modifyTime }) => ({
        name,
        sizeBytes: size,
        modifiedAt: new Date(modifyTime),
        mark: markOf(size, modifyTime),
      }));
  };
  return {
    hostKey: shown,
    list: (pattern) => listed(pattern).catch((error: unknown) => Promise.reject(unreachable(named, error))),
    async bring(file, to, options) {
      try {
        const content = client.createReadStream(full(file.name), { autoClose: true });
        const brought = await bringTo(to, content, options);
        const { size, modifyTime } = await client.stat(full(file.name));
        return markOf(size, modifyTime) === file.mark && brought.sizeBytes === file.sizeBytes ? brought : undefined;
      } catch (error) {
        if (options.signal.aborted) throw error;
        throw unreachable(named, error);
      }
    },
    async [Symbol.asyncDispose]() {
      await client.end().catch(() => {});
    },
  };
}

const unreachable = (place: string, cause: unknown): Problem =>
  cause instanceof Problem
    ? cause
    : problem(
        placeProblems["place-unreachable"],
        { place, reason: cause instanceof Error ? cause.message : String(cause) },
        { cause },
      );
