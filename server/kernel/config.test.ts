import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigError, explainConfig, loadConfig } from "./config.ts";

const faultsOf = (environment: Record<string, string>) => {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

test("without settings the hub listens on this machine only, in ./var, with the sample", () => {
  const config = loadConfig({});
  assert.equal(config.port, 8080);
  assert.equal(config.host, "127.0.0.1");
  assert.equal(config.sample, true);
  assert.match(config.data, /var$/);
});

test("a misspelt setting is refused with the nearest name", () => {
  const [fault] = faultsOf({ WEIR_PROT: "80" });
  assert.match(fault?.en ?? "", /no setting WEIR_PROT.*WEIR_PORT/);
  assert.match(fault?.zh ?? "", /没有 WEIR_PROT 这个设置/);
});

test("every fault is told at once", () => {
  const names = faultsOf({ WEIR_PORT: "eighty", WEIR_SAMPLE: "maybe", WEIR_ADMIN_PASSWORD: "short" }).map(
    (f) => f.name,
  );
  assert.deepEqual(names.toSorted(), ["WEIR_ADMIN_PASSWORD", "WEIR_PORT", "WEIR_SAMPLE"]);
});

test("a secret is never printed, not even in the sentence about its fault", () => {
  const environment = { WEIR_DATABASE_URL: "postgres://weir:hunter2@db/weir", WEIR_ADMIN_PASSWORD: "correct horse" };
  const printed = JSON.stringify(explainConfig(loadConfig(environment), environment));
  assert.doesNotMatch(printed, /hunter2|correct horse/);
  assert.match(printed, /\*\*\*/);
  assert.doesNotMatch(JSON.stringify(faultsOf({ WEIR_DATABASE_URL: "mysql://weir:hunter2@db/weir" })), /hunter2/);
});

test("names of other programs are none of ours", () => {
  assert.deepEqual(faultsOf({ PATH: "/bin", WEIRD: "1" }), []);
});
