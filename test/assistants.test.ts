import assert from "node:assert/strict";
import { hash } from "node:crypto";
import path from "node:path";
import { after, describe, test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { AssistantAnswer } from "#contract/assistants";
import { parseReceipt } from "#contract/gate-receipt";
import type { ServiceClient } from "#contract/identity";
import type { LedgerEntry } from "#contract/ledger";
import type { TestClient } from "#test/client";
import { startTestHub } from "#test/hub";
import { grantOn, makePermits, permits, program, testBureau, testPolice } from "../server/modules/gate/test-ground.ts";
import { publishResource } from "../server/modules/sharing/test-ground.ts";

// An assistant asks with the protocol's own client, over HTTP and over standard input and output.

const perMinute = 25;
const nodeFlags = ["--disable-warning=ExperimentalWarning"];
const ground = await startTestHub({ assistantCallsPerMinute: perMinute });
const { hub } = ground;
const strangers = "11999900MB0X00003L";
await hub.registry.ensureDepartment(hub.call(), {
  code: strangers,
  name: "测试市园林局",
  shortName: "市园林局",
  nameEn: "Test City Parks",
  division: "5101",
  isInvented: true,
});
const resource = await makePermits(ground);
await resource.load(permits);
const grant = await grantOn(ground, resource.id);
/** Published for all to see, and granted to nobody. */
const shut = await publishResource(ground, { name: "居住证签发信息（另一项）", shareClass: "conditional" });
const holder = await program(ground);
const stranger = await program(ground, strangers);
const officer = await ground.as("data-officer");

const open: Client[] = [];
after(() => Promise.all(open.map((client) => client.close())));

async function connected(transport: Transport): Promise<Client> {
  const client = new Client({ name: "test-assistant", version: "1" });
  await client.connect(transport);
  open.push(client);
  return client;
}

/** An assistant of whoever this token belongs to. */
async function assistantOf(token: string, language = "zh"): Promise<Client> {
  const headers = { authorization: `Bearer ${token}`, "accept-language": language };
  const transport = new StreamableHTTPClientTransport(new URL("/mcp", ground.url), { requestInit: { headers } });
  return connected(transport);
}

const tokenOf = ({ signature }: TestClient): string => {
  assert.ok(signature.kind !== "none");
  return signature.token;
};

async function personalToken(person: TestClient): Promise<{ id: string; token: string }> {
  const made = await person.post<{ id: string; token: string }>("/api/identity/tokens", { name: "助手", days: 1 });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

/** Asks, checks that text and structure say the same, and reads the answer. */
async function ask(client: Client, name: string, args: Record<string, unknown> = {}): Promise<AssistantAnswer> {
  const result = await client.callTool({ name, arguments: args });
  const [content] = result.content as { type: string; text: string }[];
  assert.deepEqual(JSON.parse(content?.text ?? ""), result.structuredContent);
  const answer = AssistantAnswer.parse(result.structuredContent);
  assert.equal(result.isError, answer.problem !== null);
  return answer;
}

async function found(client: Client, name: string, args: Record<string, unknown> = {}) {
  const answer = await ask(client, name, args);
  assert.ok(answer.answer && answer.entry !== null, JSON.stringify(answer.problem));
  return { ...answer, answer: answer.answer, entry: answer.entry };
}

async function entryOf(number: number): Promise<LedgerEntry> {
  const { body } = await ground.asOperator().get<LedgerEntry>(`/api/ledger/entries/${number}`);
  return body;
}

const asHolder = await assistantOf(tokenOf(holder));
const asStranger = await assistantOf(tokenOf(stranger));
const officerToken = await personalToken(officer);
const asOfficer = await assistantOf(officerToken.token);
const key = String(resource.number);

describe("what an assistant is told it may ask", () => {
  test("six tools that only read, in the language asked for", async () => {
    const { tools } = await asHolder.listTools();
    const names = ["search", "describe", "explain_why_not", "query", "quality", "lineage"];
    assert.deepEqual(
      tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint]),
      names.map((name) => [name, true]),
    );
    const english = await (await assistantOf(tokenOf(holder), "en-GB")).listTools();
    const query = (list: typeof tools) => list.find(({ name }) => name === "query");
    assert.match(query(tools)?.description ?? "", /授权/);
    assert.match(query(english.tools)?.description ?? "", /grant/);
    const where = (list: typeof tools) => JSON.stringify(query(list)?.inputSchema.properties?.["where"]);
    assert.match(where(tools), /条件/);
    assert.match(where(english.tools), /Conditions/);
  });
});

describe("search", () => {
  test("finds what the site finds for the same person, and the entry says who asked", async () => {
    const { answer, source, entry } = await found(asHolder, "search", { q: "身份证号", limit: 5 });
    const [, address = ""] = source.call.split(" ");
    const site = await holder.get(address);
    assert.equal(source.operation, "search.find");
    assert.deepEqual(answer, site.body);
    const written = await entryOf(entry);
    assert.deepEqual(
      [written.action, written.actor.id, written.outcome, written.facts["tool"]],
      ["assistants.answer", holder.id, "done", "search"],
    );
  });

  test("goes on where the page before ended", async () => {
    const refs: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null && refs.length < 6) {
      const page = await found(asHolder, "search", { q: "日期", limit: 2, ...(cursor === "" ? {} : { cursor }) });
      refs.push(...(page.answer["items"] as { ref: string }[]).map(({ ref }) => ref));
      cursor = page.next;
    }
    assert.ok(refs.length > 2);
    assert.equal(new Set(refs).size, refs.length);
  });

  test("a cursor somebody made up is refused, not answered", async () => {
    const { problem } = await ask(asHolder, "search", { q: "日期", cursor: "bm9uc2Vuc2U" });
    assert.equal(problem?.code, "http.bad-cursor");
  });
});

describe("describe, quality and lineage", () => {
  test("all items of a resource, a page at a time", async () => {
    const fields: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await found(asOfficer, "describe", {
        resource: key,
        limit: 3,
        ...(cursor === "" ? {} : { cursor }),
      });
      fields.push(...(page.answer["items"] as { field: string }[]).map(({ field }) => field));
      assert.equal(page.answer["itemCount"], 7);
      cursor = page.next;
    }
    assert.deepEqual(fields.slice(0, 2), ["permit_no", "person_name"]);
    assert.equal(fields.length, 7);
  });

  test("a cursor of another list is refused", async () => {
    const { next } = await found(asOfficer, "describe", { resource: key, limit: 3 });
    const { problem } = await ask(asOfficer, "quality", { resource: key, cursor: next });
    assert.equal(problem?.code, "assistants.cursor-outdated");
  });

  test("the provider sees on the ledger that its entry was described", async () => {
    const { entry } = await found(asOfficer, "describe", { resource: resource.id });
    const written = await entryOf(entry);
    assert.deepEqual([written.owner, written.object?.id], [testPolice, resource.id]);
  });

  test("what was never checked has no run", async () => {
    assert.deepEqual((await found(asOfficer, "quality", { resource: key })).answer, { checking: null, run: null });
  });

  test("downstream of a resource stands the department that holds the grant", async () => {
    await found(asHolder, "query", { resource: key, where: { permit_no: "P-1" } });
    const { answer } = await found(asOfficer, "lineage", { resource: key, direction: "downstream" });
    const edges = answer["edges"] as { kind: string; to: string }[];
    assert.ok(edges.some(({ kind, to }) => kind === "supplies" && to === `department:${testBureau}`));
  });

  for (const tool of ["describe", "quality", "lineage"])
    test(`${tool}: what its asker may not know of is not there, and the refusal stands in the ledger`, async () => {
      const { problem, entry, answer } = await ask(asStranger, tool, { resource: key });
      assert.deepEqual([problem?.code, answer], ["catalog.resource-not-found", null]);
      const written = await entryOf(entry ?? 0);
      assert.deepEqual([written.outcome, written.object], ["refused", null]);
    });
});

describe("query", () => {
  const where = { permit_no: "P-1" };

  test("gives the rows the gate gives, masked, with its entry and a receipt of these very bytes", async () => {
    const { answer, receipt, entry, source } = await found(asHolder, "query", { resource: key, where });
    const site = await holder.get<object>(`/api/gate/resources/${key}/records?permit_no=P-1`);
    assert.deepEqual(answer, site.body);
    assert.match(JSON.stringify(answer), /138\*{4}8001/);
    const parsed = parseReceipt(receipt ?? "");
    assert.deepEqual(
      [parsed?.entry, parsed?.grant, parsed?.answer, parsed?.request],
      [entry, grant.id, hash("sha256", JSON.stringify(answer), "base64url"), hash("sha256", source.call, "base64url")],
    );
    const written = await entryOf(entry);
    assert.deepEqual([written.action, written.rows, written.grant], ["gate.look-up", 1, grant.id]);
    assert.ok(!JSON.stringify(written).includes("P-1"));
  });

  test("pages follow each other without gaps", async () => {
    const seen: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await found(asHolder, "query", {
        resource: key,
        items: ["permit_no"],
        limit: 2,
        ...(cursor === "" ? {} : { cursor }),
      });
      seen.push(...(page.answer["items"] as { permit_no: string }[]).map((row) => row.permit_no));
      cursor = page.next;
    }
    assert.deepEqual(seen, ["P-1", "P-2", "P-3", "P-4", "P-5"]);
  });

  test("without a grant no row leaves: the rule, who can change it and how, in the language asked for", async () => {
    const { problem, answer } = await ask(asStranger, "query", { resource: shut, language: "en" });
    assert.deepEqual([problem?.code, answer], ["gate.no-grant", null]);
    assert.match(problem?.detail ?? "", /holds no grant/);
    const why = await found(asStranger, "explain_why_not", { resource: shut });
    const verdict = why.answer as { isAllowed: boolean; refusal: { code: string; how: { zh: string } } };
    assert.deepEqual([verdict.isAllowed, verdict.refusal.code], [false, "gate.no-grant"]);
    assert.match(verdict.refusal.how.zh, /共享申请/);
  });

  test("the number of another department's grant opens nothing", async () => {
    const named = await ask(asStranger, "query", { resource: shut, grant: grant.code });
    assert.equal(named.problem?.code, "gate.grant-unknown");
    const unpublished = await ask(asStranger, "query", { resource: key, where, grant: grant.code });
    assert.equal(unpublished.problem?.code, "gate.resource-unknown");
  });

  test("a person without a department's role gets no rows, however much they may see", async () => {
    assert.equal((await ask(asOfficer, "query", { resource: key })).problem?.code, "gate.role-not-allowed");
  });

  test("an item that was not granted is refused by its name", async () => {
    const { problem } = await ask(asHolder, "query", { resource: key, items: ["password"] });
    assert.match(problem?.detail ?? "", /password/);
  });
});

describe("who may ask, and how often", () => {
  test("401 without a token, saying which kind is wanted; nothing is sent unasked", async () => {
    const message = { jsonrpc: "2.0", id: 1, method: "tools/list" };
    const answer = await ground.asVisitor().post("/mcp", message);
    assert.deepEqual([answer.status, answer.body.code], [401, "http.sign-in-required"]);
    assert.match(answer.headers.get("www-authenticate") ?? "", /^Bearer/);
    assert.equal((await ground.asVisitor().get("/mcp")).status, 405);
  });

  test("a token that was revoked ends with the next question", async () => {
    const person = await ground.as("leader");
    const { id, token } = await personalToken(person);
    const client = await assistantOf(token);
    await found(client, "search", { q: "公安" });
    assert.equal((await person.delete(`/api/identity/tokens/${id}`)).status, 204);
    await assert.rejects(ask(client, "search", { q: "公安" }), /sign-in-required/);
  });

  test("an unknown tool and a wrong argument are explained", async () => {
    const unknown = await ask(asHolder, "delete_everything");
    assert.match(unknown.problem?.detail ?? "", /search、describe/);
    const wrong = await ask(asHolder, "describe", { resource: 7, nobodyKnowsThis: true });
    assert.deepEqual(
      wrong.problem?.errors?.map(({ pointer }) => pointer),
      ["/resource"],
    );
    const surplus = await ask(asHolder, "describe", { resource: key, nobodyKnowsThis: true });
    assert.deepEqual(
      surplus.problem?.errors?.map(({ pointer }) => pointer),
      ["/nobodyKnowsThis"],
    );
  });

  test("too many questions in a minute wait, and what a flood asks is not written down", async () => {
    const client = await assistantOf((await personalToken(await ground.as("leader"))).token);
    const before = await hub.ledger.size(hub.call());
    const answers = await Promise.all(
      Array.from({ length: perMinute + 5 }, () => ask(client, "explain_why_not", { resource: key })),
    );
    const refused = answers.filter(({ problem }) => problem?.code === "assistants.too-many");
    assert.equal(refused.length, 5);
    assert.ok(refused.every(({ entry, problem }) => entry === null && Number(problem?.["retryAfterSeconds"]) > 0));
    assert.equal((await hub.ledger.size(hub.call())) - before, perMinute);
  });
});

describe("over standard input and output", () => {
  test("a service client's secret is enough, for what /mcp answers it and nothing else, until it is disabled", async () => {
    const security = await ground.as("security-administrator");
    const made = await security.post<ServiceClient & { secret: string }>("/api/identity/clients", {
      name: "助手",
      department: testBureau,
      roles: ["department-user"],
    });
    const { id, secret } = made.body;
    const client = await connected(
      new StdioClientTransport({
        command: process.execPath,
        args: [...nodeFlags, "server/cli/main.ts", "mcp", "--client", id, "--language", "en"],
        cwd: path.resolve(import.meta.dirname, ".."),
        env: { WEIR_URL: ground.url, WEIR_TOKEN: secret },
        stderr: "ignore",
      }),
    );
    const { tools } = await client.listTools();
    assert.match(tools[0]?.description ?? "", /^Finds/);
    const rows = await found(client, "query", { resource: key, where: { permit_no: "P-2" } });
    const same = await found(asHolder, "query", { resource: key, where: { permit_no: "P-2" } });
    assert.deepEqual(rows.answer, same.answer);
    assert.equal((await entryOf(rows.entry)).actor.id, id);
    assert.equal((await ask(client, "query", { resource: shut })).problem?.code, "gate.no-grant");
    assert.equal((await security.post(`/api/identity/clients/${id}/disable`)).status, 200);
    await assert.rejects(ask(client, "query", { resource: key }), /sign-in-required/);
  });
});
