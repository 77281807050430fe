import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Zone } from "#contract/intake-agents";
import { createHostGuard, enrol, runAgent } from "#intake";
import type { TestClient } from "./client.ts";

/** An agent inside this process. */
export interface TestAgent {
  readonly said: readonly string[];
  readonly identity: { readonly certificate: string; readonly key: string };
  readonly authority: string;
  stop(): Promise<void>;
}

/** Enrols by a code that `keeper` asks for, and dials. */
export async function startAgent(keeper: TestClient, zone: Zone, port: number): Promise<TestAgent> {
  const code = await keeper.post<{ token: string }>(`/api/intake/zones/${zone.id}/enrolments`, { name: "前置机" });
  assert.equal(code.status, 201, code.text);
  const { identity, authority } = await enrol({ host: "127.0.0.1", port }, code.body.token);
  return { ...dialling(identity, authority, port), identity, authority };
}

export function dialling(
  identity: TestAgent["identity"],
  authority: string,
  port: number,
): Pick<TestAgent, "said" | "stop"> {
  const said: string[] = [];
  const ended = new AbortController();
  const running = runAgent(
    {
      hub: { host: "127.0.0.1", port },
      identity,
      authority,
      hosts: createHostGuard(""),
      passwords: new Map(),
      program: "test",
      say: (sentence) => void said.push(sentence),
    },
    ended.signal,
  );
  return {
    said,
    async stop() {
      ended.abort();
      await running;
    },
  };
}

/** Waits until an agent of the zone stands so. */
export async function agentIs(keeper: TestClient, zoneId: string, state: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { body } = await keeper.get<{ items: Zone[] }>("/api/intake/zones");
    const agents = body.items.find(({ id }) => id === zoneId)?.agents ?? [];
    if (agents.some((agent) => agent.state === state)) return;
    await delay(50);
  }
  throw new Error(`No agent of the zone becomes ${state}.`);
}
