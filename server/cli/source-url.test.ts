import assert from "node:assert/strict";
import { test } from "node:test";
import { CommandFailure } from "./output.ts";
import { readSource } from "./source-url.ts";

const placeOf = (source: string, isFollowed = true) => {
  const given = readSource(source, "", isFollowed);
  assert.equal(given.is, "place");
  return given;
};

test("every kind of database is known by the beginning of its address, and has its usual port", () => {
  const known = [
    ["postgres", "postgres", 5432],
    ["opengauss", "postgres", 5432],
    ["mariadb", "mysql", 3306],
    ["oracle", "oracle", 1521],
    ["mssql", "sqlserver", 1433],
    ["dm", "dm", 5236],
  ] as const;
  for (const [protocol, kind, port] of known) {
    const given = readSource(`${protocol}://u:p%40ss@db.gov.cn/city?schema=s`, "", false);
    assert.deepEqual(given, {
      is: "database",
      kind,
      connection: { host: "db.gov.cn", port, database: "city", user: "u", password: "p@ss", schema: "s" },
    });
  }
});

test("a password that stands beside the address is taken where the address has none", () => {
  const given = readSource("mysql://u@db/city", "beside", false);
  assert.equal(given.is === "database" && given.connection.password, "beside");
});

test("what ends an address is the pattern, what stands before it the place", () => {
  assert.deepEqual(placeOf("sftp://u:s@files.gov.cn:2222/out/人口_*.csv"), {
    is: "place",
    secret: "s",
    pattern: "人口_*.csv",
    place: { kind: "sftp", host: "files.gov.cn", port: 2222, user: "u", path: "/out", hostKey: null },
  });
  assert.deepEqual(placeOf("https://data.gov.cn/daily/list.csv"), {
    is: "place",
    secret: "",
    pattern: "list.csv",
    place: { kind: "http", url: "https://data.gov.cn/daily", user: "" },
  });
  assert.deepEqual(placeOf("/srv/arriving/"), {
    is: "place",
    secret: "",
    pattern: "",
    place: { kind: "folder", path: "/srv/arriving" },
  });
});

test("a path or a web address that is not to be followed is a file, loaded once", () => {
  for (const source of ["./a.csv", "/srv/a.csv", "https://data.gov.cn/a.csv"])
    assert.deepEqual(readSource(source, "", false), { is: "file" });
});

test("streams are named by their servers, encrypted or not", () => {
  assert.deepEqual(placeOf("kafkas://u:s@mq/people?mechanism=scram-sha-512", false).place, {
    kind: "kafka",
    host: "mq",
    port: 9092,
    user: "u",
    isEncrypted: true,
    mechanism: "scram-sha-512",
  });
  const nats = placeOf("nats://[fd00::1]:4333/NEWS", false);
  assert.equal(nats.pattern, "NEWS");
  assert.deepEqual(nats.place, { kind: "nats", host: "fd00::1", port: 4333, user: "", isEncrypted: false });
});

test("an address that cannot be read is refused without being repeated: it may hold a password", () => {
  assert.throws(
    () => readSource("postgres://u:secret word@:x/", "", false),
    (error) => error instanceof CommandFailure && error.exitCode === 2 && !error.message.includes("secret"),
  );
  assert.throws(() => readSource("ftp://host/a", "", false), /ftp:/);
});
