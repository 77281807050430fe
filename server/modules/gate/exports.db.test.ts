import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { read, utils } from "@e965/xlsx";
import type { ExportFormat, GateExport } from "#contract/gate";
import type { TestClient } from "#test/client";
import { startTestHub, testBureau } from "#test/hub";
import { grantOn, makePermits, permits, program } from "./test-ground.ts";

const ground = await startTestHub();
const resource = await makePermits(ground);
await resource.load(permits);
const grant = await grantOn(ground, resource.id, { modes: ["batch", "file"], scene: "窗口核验" });
const caller = await program(ground);
const person = await ground.as("department-user", { department: testBureau });
const officer = await ground.as("data-officer");

async function make(who: TestClient, format: ExportFormat, more: object = {}): Promise<GateExport> {
  const ordered = await who.post<GateExport>(`/api/gate/resources/${resource.number}/exports`, { format, ...more });
  assert.equal(ordered.status, 201, ordered.text);
  for await (const job of ground.hub.jobs.follow(ground.hub.call(), ordered.body.jobId ?? "")) void job;
  return (await who.get<GateExport>(`/api/gate/exports/${ordered.body.id}`)).body;
}

async function bytes(who: TestClient, id: string, headers: Record<string, string> = {}) {
  const { signature } = who;
  const signed: Record<string, string> =
    signature.kind === "bearer"
      ? { authorization: `Bearer ${signature.token}` }
      : signature.kind === "cookie"
        ? { cookie: `weir_session=${signature.token}` }
        : {};
  const response = await fetch(new URL(`/api/gate/exports/${id}/file`, ground.url), {
    headers: { ...signed, ...headers },
  });
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

test("a CSV holds the rows masked, each with its mark, and its checksum is told", async () => {
  const made = await make(caller, "csv");
  assert.equal(made.state, "ready", JSON.stringify(made.problem));
  const file = await bytes(caller, made.id);
  assert.equal(createHash("sha256").update(file.body).digest("hex"), made.sha256);
  const lines = file.body.toString("utf8").trim().split("\n");
  assert.equal(lines[0], "permit_no,person_name,mobile,division_code,issued_on,months,fee,trace_code");
  assert.match(lines[1] ?? "", /^P-1,张\*\*,138\*{4}8001,510104,2026-01-05,12,2\.50,[\w-]{22}$/);
  assert.equal(lines.length, 6);
});

test("one copied row is enough to name the grant it was taken under", async () => {
  const made = await make(caller, "ndjson");
  const text = (await bytes(caller, made.id)).body.toString("utf8");
  const third = JSON.parse(text.split("\n")[2] ?? "{}") as { trace_code: string };
  const traced = await officer.post<{
    exports: { exportId: string; grant: { id: string }; rows: number[] }[];
    unknown: number;
  }>("/api/gate/trace", { codes: [third.trace_code, "AAAAAAAAAAAAAAAAAAAAAA"] });
  assert.deepEqual(
    traced.body.exports.map((found) => [found.exportId, found.grant.id, found.rows]),
    [[made.id, grant.id, [3]]],
  );
  assert.equal(traced.body.unknown, 1);
});

test("a broken download goes on where it stopped and comes out whole", async () => {
  const made = await make(caller, "csv");
  const first = await bytes(caller, made.id, { range: "bytes=0-99" });
  assert.deepEqual([first.status, first.headers.get("content-range")], [206, `bytes 0-99/${made.sizeBytes}`]);
  const rest = await bytes(caller, made.id, { range: "bytes=100-", "if-range": first.headers.get("etag") ?? "" });
  const whole = Buffer.concat([first.body, rest.body]);
  assert.equal(createHash("sha256").update(whole).digest("hex"), made.sha256);
  assert.equal((await bytes(caller, made.id, { range: "bytes=999999-" })).status, 416);
});

test("a workbook says on its first sheet where it comes from and what for", async () => {
  const made = await make(person, "xlsx");
  const book = read((await bytes(person, made.id)).body);
  assert.deepEqual(book.SheetNames, ["数据来源", "数据"]);
  const [about, data] = book.SheetNames.map((sheet) =>
    utils.sheet_to_json<unknown[]>(book.Sheets[sheet] ?? {}, { header: 1 }),
  );
  assert.deepEqual(
    about?.find(([label]) => label === "使用目的"),
    ["使用目的", grant.terms.purpose],
  );
  assert.deepEqual(
    about?.find(([label]) => label === "授权编号"),
    ["授权编号", grant.code],
  );
  assert.equal(data?.length, 6);
  assert.deepEqual(data?.[1]?.slice(0, 2), ["P-1", "张**"]);
});

test("a Parquet file is read back by the lake with its types", async () => {
  const made = await make(caller, "parquet", { items: ["permit_no", "issued_on", "fee"] });
  assert.equal(made.state, "ready", JSON.stringify(made.problem));
  await using session = await ground.lake.session();
  const file = await bytes(caller, made.id);
  const draft = await ground.files.draft();
  const { writeFile } = await import("node:fs/promises");
  await writeFile(draft.path, file.body);
  const rows = await session.read(
    `select permit_no, issued_on, fee from read_parquet('${draft.path}') order by 1 limit 1`,
  );
  assert.deepEqual(rows, [{ permit_no: "P-1", issued_on: "2026-01-05", fee: "2.50" }]);
});

test("filters narrow a file; a department's file is not another's", async () => {
  const made = await make(caller, "ndjson", { filters: [{ item: "division_code", op: "=", value: "510105" }] });
  assert.equal(made.rowCount, 2);
  const stranger = await ground.as("department-user", { department: "11999900MB0X00002H" });
  assert.equal((await bytes(stranger, made.id)).status, 404);
});

test("a file made before the grant was suspended can no longer be fetched", async () => {
  const own = await grantOn(ground, resource.id, { modes: ["batch"], purpose: "另一用途" });
  const made = await make(caller, "csv", { grant: own.code });
  await ground.hub.gate.suspendGrant(ground.hub.call(), own.id, "超范围使用");
  let status = 200;
  for (const until = Date.now() + 2000; status === 200 && Date.now() < until;)
    status = (await bytes(caller, made.id)).status;
  assert.equal(status, 403);
});

test("every download stands on the ledger with its range", async () => {
  const made = await make(caller, "csv");
  await bytes(caller, made.id, { range: "bytes=0-9" });
  const entries = await ground
    .asOperator()
    .get<{ items: { facts: Record<string, unknown> }[] }>(
      `/api/ledger/entries?action=gate.download-export&objectId=${made.id}`,
    );
  assert.deepEqual(
    entries.body.items.map(({ facts }) => [facts["from"], facts["to"]]),
    [[0, 9]],
  );
});
