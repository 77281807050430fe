import type { IncomingMessage } from "node:http";
import type { Place } from "#contract/intake-place";
import { problem } from "#kernel/problem";
import type { HostGuard } from "../hosts.ts";
import { placeProblems } from "../place-problems.ts";
import { bringTo } from "./bring.ts";
import type { FilePlace, PlacedFile } from "./file-place.ts";
import { ask } from "./http-fetch.ts";

/**
 * Files below a web address, by name: HTTP has no lists, so a pattern is the path of one file, whose versions arrive. A version
 * is told by its entity tag, else by its time and length; where the server gives neither, by its bytes.
 */
export function openHttpPlace(place: Extract<Place, { kind: "http" }>, secret: string, hosts: HostGuard): FilePlace {
  const base = new URL(place.url.endsWith("/") ? place.url : `${place.url}/`);
  const authorization = authorizationOf(place.user, secret);
  const request = (url: URL, method: "HEAD" | "GET", signal: AbortSignal) =>
    ask(hosts, url, { method, headers: {}, authorization, signal });
  return {
    hostKey: null,
    async list(name, signal) {
      if (name === "") return [];
      const url = below(base, name);
      let answer = await request(url, "HEAD", signal);
      // Some programs answer GET only; its body is not read here.
      if (answer.statusCode === 405 || answer.statusCode === 501) answer = await request(url, "GET", signal);
      answer.destroy();
      if (answer.statusCode === 404) return [];
      refuseOthers(url, answer);
      return [placed(name, answer)];
    },
    async bring(file, to, options) {
      const url = below(base, file.name);
      const answer = await request(url, "GET", options.signal);
      if (answer.statusCode !== 200) answer.destroy();
      if (answer.statusCode === 404) return undefined;
      refuseOthers(url, answer);
      const now = placed(file.name, answer);
      if (!isUnmarked(file) && now.mark !== file.mark) {
        answer.destroy();
        return undefined;
      }
      const brought = await bringTo(to, answer, options);
      const length = lengthOf(answer);
      return length === null || length === brought.sizeBytes ? brought : undefined;
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** Of a server that says nothing about versions: each look may be another one. */
export const isUnmarked = ({ mark }: PlacedFile): boolean => mark.startsWith("unmarked ");

function placed(name: string, answer: IncomingMessage): PlacedFile {
  const { etag, "last-modified": changed } = answer.headers;
  const sizeBytes = lengthOf(answer);
  const modifiedAt = changed !== undefined && !Number.isNaN(Date.parse(changed)) ? new Date(changed) : null;
  const mark = etag ?? (changed === undefined ? `unmarked ${Date.now()}` : `${changed} ${sizeBytes ?? "?"}`);
  return { name, sizeBytes, modifiedAt, mark };
}

function lengthOf({ headers }: IncomingMessage): number | null {
  const length = headers["content-length"];
  return length === undefined ? null : Number(length);
}

function authorizationOf(user: string, secret: string): string | null {
  if (user !== "") return `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}`;
  if (secret === "") return null;
  return /^\w+ /.test(secret) ? secret : `Bearer ${secret}`;
}

/** @throws Problem intake.place-path-unfit for a path that leads out of the registered address */
function below(base: URL, name: string): URL {
  const url = URL.canParse(name, base) ? new URL(name, base) : null;
  if (!url || url.origin !== base.origin || !url.pathname.startsWith(base.pathname) || url.username !== "")
    throw problem(placeProblems["place-path-unfit"], {
      path: name,
      reason: `要写在 ${base.href} 之下的文件路径`,
      reasonEn: `it is no path of a file below ${base.href}`,
    });
  return url;
}

function refuseOthers(url: URL, { statusCode }: IncomingMessage): void {
  if (statusCode === 200) return;
  const hint = statusCode === 401 || statusCode === 403 ? "，请核对账号或令牌" : "";
  throw problem(placeProblems["place-unreachable"], { place: url.href, reason: `HTTP ${statusCode}${hint}` });
}
