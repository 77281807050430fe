import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Draft, Load } from "#contract/intake";
import type { Answer, TestClient } from "./client.ts";
import { testBureau } from "./hub.ts";

/** A load that was refused before it began: the sentence's code, at the step that refused. */
export interface Refusal {
  readonly step: "upload" | "look" | "load" | "job";
  readonly code: string;
  readonly detail: string;
}

const bytesOf = (content: string | Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(content));

export async function upload(
  client: TestClient,
  name: string,
  content: string | Uint8Array,
  department = testBureau,
): Promise<Answer<{ fileId: string; sha256: string; sizeBytes: number }>> {
  const query = new URLSearchParams({ name, department });
  return client.upload(`/api/intake/files?${query}`, bytesOf(content));
}

/** Uploads and looks inside: the first step of the wizard. */
export async function draftOf(
  client: TestClient,
  name: string,
  content: string | Uint8Array,
  more: { department?: string; table?: string; resourceId?: string } = {},
): Promise<Answer<Draft>> {
  const department = more.department ?? testBureau;
  const { body } = await upload(client, name, content, department);
  return client.post<Draft>("/api/intake/drafts", { ...more, department, fileId: body.fileId });
}

/** Follows a load to its end, whatever end that is. */
export async function ended(client: TestClient, id: string): Promise<Load> {
  for (let tries = 0; tries < 3000; tries += 1) {
    const { body } = await client.get<Load>(`/api/intake/loads/${id}`);
    const { body: job } = await client.get<{ endedAt: string | null }>(`/api/operations/jobs/${body.jobId ?? ""}`);
    if (job.endedAt !== null && body.state !== "queued" && body.state !== "running") return body;
    await delay(20);
  }
  throw new Error(`Load ${id} does not end.`);
}

/** The one-step load of `weir load`, to its end. */
export async function quickLoad(
  client: TestClient,
  name: string,
  content: string | Uint8Array,
  more: { department?: string; as?: string; table?: string } = {},
): Promise<Load> {
  const department = more.department ?? testBureau;
  const { body } = await upload(client, name, content, department);
  const started = await client.post<Load>("/api/intake/quick-load", { ...more, department, fileId: body.fileId });
  assert.equal(started.status, 201, started.text);
  return ended(client, started.body.id);
}

/** Upload, look, load: what became of a file, or which sentence refused it. */
export async function wizard(
  client: TestClient,
  name: string,
  content: Uint8Array,
  table?: string,
): Promise<{ draft: Draft; load: Load } | Refusal> {
  const sent = await upload(client, name, content);
  if (sent.status !== 201) return refusalOf("upload", sent.body);
  const looked = await client.post<Draft>("/api/intake/drafts", {
    department: testBureau,
    fileId: sent.body.fileId,
    ...(table === undefined ? {} : { table }),
  });
  if (looked.status !== 201) return refusalOf("look", looked.body);
  const started = await client.post<Load>(`/api/intake/drafts/${looked.body.id}/load`);
  if (started.status !== 201) return refusalOf("load", started.body);
  const load = await ended(client, started.body.id);
  if (load.state === "published") return { draft: looked.body, load };
  return { step: "job", code: load.problem?.code ?? "?", detail: load.problem?.zh ?? "?" };
}

function refusalOf(step: Refusal["step"], body: unknown): Refusal {
  const { code, detail } = body as { code: string; detail: string };
  return { step, code, detail };
}
