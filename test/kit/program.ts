import assert from "node:assert/strict";
import type { Role, ServiceClient } from "#contract/identity";
import { clientOf, type TestClient } from "./client.ts";
import type { TestHub } from "./hub.ts";

/** A department's own program, signed in with a service client's token. */
export async function programOf(hub: TestHub, department: string, roles: readonly Role[]): Promise<TestClient> {
  const security = await hub.as("security-administrator");
  const made = await security.post<ServiceClient & { secret: string }>("/api/identity/clients", {
    name: "业务系统",
    department,
    roles,
  });
  assert.equal(made.status, 201, made.text);
  const answer = await fetch(new URL("/api/identity/token", hub.url), {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials" }),
    headers: {
      authorization: `Basic ${Buffer.from(`${made.body.id}:${made.body.secret}`).toString("base64")}`,
    },
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return clientOf(hub.url, { kind: "bearer", token });
}
