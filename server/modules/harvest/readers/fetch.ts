import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { askOutside, type HostGuard } from "#intake";
import { Problem, problem } from "#kernel/problem";
import { problems } from "../problems.ts";

/** One document is read into memory: a page of a catalog, a data.json, a listing. */
export const documentLimitMb = 128;
const limitBytes = documentLimitMb * 1_048_576;

export interface Fetched {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Fetching {
  readonly hosts: HostGuard;
  readonly signal: AbortSignal;
}

const waitsMs = [500, 3000];

/**
 * The bytes at an address. A server that hangs up or is busy is asked twice more; hosts and redirects are looked at each time.
 *
 * @throws Problem intake.host-refused, intake.redirect-refused, intake.place-unreachable, harvest.too-large
 */
export async function fetchDocument(
  { hosts, signal }: Fetching,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Fetched> {
  for (let attempt = 0; ; attempt += 1) {
    const waitMs = waitsMs[attempt];
    try {
      const answer = await askOutside(hosts, new URL(url), { method: "GET", headers, authorization: null, signal });
      const status = answer.statusCode ?? 0;
      const body = await bodyOf(answer, url);
      if (waitMs === undefined || !(status === 429 || status >= 500)) return { status, headers: answer.headers, body };
    } catch (error) {
      const isFinal = error instanceof Problem && error.code !== "intake.place-unreachable";
      if (isFinal || signal.aborted || waitMs === undefined) throw error;
    }
    await delay(waitMs, undefined, { signal });
  }
}

async function bodyOf(answer: AsyncIterable<Buffer> & { headers: IncomingHttpHeaders }, url: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    size += chunk.length;
    if (size > limitBytes) throw problem(problems["too-large"], { place: url, limitMb: documentLimitMb });
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  if (answer.headers["content-encoding"] !== "gzip") return whole;
  try {
    return await promisify(gunzip)(whole, { maxOutputLength: limitBytes });
  } catch (cause) {
    throw problem(problems["too-large"], { place: url, limitMb: documentLimitMb }, { cause });
  }
}

/** @throws Problem harvest.answer-unfit for every status but 200 */
export function refuseUnlessFound(url: string, { status }: Fetched): void {
  if (status !== 200) throw unfit(url, `HTTP ${status}`);
}

export const unfit = (place: string, reason: string, cause?: unknown): Problem =>
  problem(problems["answer-unfit"], { place, reason }, { cause });

/** @throws Problem harvest.answer-unfit */
export function parseJson(place: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8").decode(bytes));
  } catch (cause) {
    throw unfit(place, `JSON：${cause instanceof Error ? cause.message.slice(0, 200) : ""}`, cause);
  }
}
