import assert from "node:assert/strict";
import { test } from "node:test";
import mysql, { type RowDataPacket } from "mysql2/promise";
import type { GatePush } from "#contract/gate";
import { startTestHub, testBureau } from "#test/hub";
import { noMariadb, startMariadb } from "#test/mariadb";
import { grantOn, makePermits, permits } from "./test-ground.ts";

test("rows are pushed into a MariaDB table, and pushed again change nothing", { skip: noMariadb }, async () => {
  await using server = await startMariadb();
  const requester = await mysql.createConnection({ uri: server.url, dateStrings: true });
  await requester.query("create database receiving character set utf8mb4");
  await requester.query("create user pusher@'127.0.0.1' identified by 'pusher-password'");
  await requester.query("grant all on receiving.* to pusher@'127.0.0.1'");
  const ground = await startTestHub();
  const resource = await makePermits(ground);
  await resource.load(permits);
  const grant = await grantOn(ground, resource.id, { modes: ["push"] });
  const steward = await ground.as("department-steward", { department: testBureau });
  const path = `/api/gate/grants/${grant.id}/push`;
  const where = {
    kind: "mysql",
    host: "127.0.0.1",
    port: server.port,
    database: "receiving",
    user: "pusher",
    table: "permits",
    afterLoad: false,
  };
  await steward.put(path, { ...where, password: "pusher-password" }, { ifMatch: 0 });
  const push = async (): Promise<GatePush> => {
    const started = await steward.post<GatePush>(`${path}/run`);
    for await (const job of ground.hub.jobs.follow(ground.hub.call(), started.body.jobId ?? "")) void job;
    return (await steward.get<GatePush>(path)).body;
  };
  const first = await push();
  assert.deepEqual([first.state, first.lastRows, first.problem], ["idle", 5, null]);
  const [rows] = await requester.query<RowDataPacket[]>(
    "select permit_no, person_name, issued_on from receiving.permits order by 1",
  );
  assert.deepEqual({ ...rows[2] }, { permit_no: "P-3", person_name: "欧阳**", issued_on: "2026-02-01" });
  assert.equal((await push()).lastRows, 0);
  await requester.end();
});
