import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { type Ended, runWeir, startHubProcess } from "#test/hub-process";

// `weir` as a program of its own: what it prints, where, and what it ends with.

const folder = mkdtempSync(path.join(tmpdir(), "weir-cli-"));
chmodSync(folder, 0o711);
const data = path.join(folder, "var");
const hub = await startHubProcess(data);
after(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

const file = path.join(folder, "登记簿.csv");
writeFileSync(
  file,
  Buffer.from(
    "b1e0bac52cc3fbb3c62cb5c7bcc7c8d5c6da0a41312cd5c5c8fd2c323032362f312f350a41322cc0eecbc42c32d4c233300a",
    "hex",
  ),
);

const weir = (arguments_: readonly string[], more?: NodeJS.ProcessEnv) => runWeir(arguments_, data, more);

/** Standard output is one JSON object and nothing else. */
function jsonOf({ out, err, code }: Ended): unknown {
  assert.equal(out.trim().split("\n").length, 1, `${code} ${out} ${err}`);
  return JSON.parse(out);
}

describe("weir load", () => {
  interface Loaded {
    readonly resource: string;
    readonly rowsRead: number;
    readonly rowsLoaded: number;
    readonly rowsRejected: number;
    readonly encoding: string;
    readonly columns: readonly { readonly source: string; readonly field: string }[];
  }

  test("loads a file through the running hub and tells what became of it", async () => {
    const ended = await weir(["load", file, "--as", "登记簿", "--json"]);
    assert.equal(ended.code, 0, ended.err);
    const { resource, rowsRead, rowsLoaded, rowsRejected, encoding, columns } = jsonOf(ended) as Loaded;
    assert.deepEqual(
      { resource, rowsRead, rowsLoaded, rowsRejected, encoding },
      { resource: "登记簿", rowsRead: 2, rowsLoaded: 1, rowsRejected: 1, encoding: "GB18030" },
    );
    assert.deepEqual(
      columns.map((column) => column.source),
      ["编号", "名称", "登记日期"],
    );
  });

  test("without --json prints a receipt for people, progress on standard error in plain lines", async () => {
    const { code, out, err } = await weir(["load", file, "--as", "登记簿"]);
    assert.equal(code, 0, err);
    assert.match(out, /✔ 登记簿[\s\S]*来源 2 行 = 入库 1 \+ 退回 1/);
    assert.ok(!err.includes("\u001B["), "a pipe gets no terminal codes");
  });

  test("loads from an address", async () => {
    const server = createServer((_request, response) => void response.end(readFileSync(file)));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const ended = await weir(["load", `http://127.0.0.1:${port}/files/%E7%99%BB%E8%AE%B0.csv`, "--json"]);
    server.close();
    assert.equal(ended.code, 0, ended.err);
    assert.deepEqual([(jsonOf(ended) as Loaded).resource, (jsonOf(ended) as Loaded).rowsRead], ["登记", 2]);
  });

  test("an address that answers with an error or not at all is told", async () => {
    const server = createServer((_request, response) => void response.writeHead(404).end());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const absent = await weir(["load", `http://127.0.0.1:${port}/x.csv`, "--json"]);
    server.close();
    await once(server, "close");
    assert.deepEqual([absent.code, absent.out], [1, ""]);
    assert.match(absent.err, /404/);
    const nobody = await weir(["load", "http://127.0.0.1:1/x.csv"]);
    assert.equal(nobody.code, 1);
    assert.match(nobody.err, /下载不了/);
  });

  test("a file that is not there, an unknown department, a page that is no data: one sentence each, exit code 1", async () => {
    const page = path.join(folder, "page.csv");
    writeFileSync(page, "<!doctype html><html></html>");
    const cases: [string[], RegExp][] = [
      [["load", path.join(folder, "absent.csv")], /没有 .*absent\.csv 这个文件/],
      [["load", file, "--department", "11999900MB0X00001E"], /11999900MB0X00001E/],
      [["load", page], /HTML.*\[intake\.not-data\]/],
    ];
    for (const [arguments_, sentence] of cases) {
      const { code, out, err } = await weir([...arguments_, "--json"]);
      assert.deepEqual([code, out], [1, ""], arguments_.join(" "));
      assert.match(err, sentence);
      assert.doesNotMatch(err, /\n\s+at /, "no stack");
    }
  });
});

describe("weir check", () => {
  test("answers score, dimensions and rules of a resource by its name", async () => {
    await weir(["load", file, "--as", "登记簿"]);
    const ended = await weir(["check", "登记簿", "--json"]);
    assert.equal(ended.code, 0, ended.err);
    const answer = jsonOf(ended) as { score: number; dimensions: unknown[]; rules: Record<string, unknown>[] };
    assert.equal(typeof answer.score, "number");
    assert.ok(answer.dimensions.length > 0 && answer.rules.length > 0);
    for (const key of ["id", "dimension", "column", "assessed", "failed"])
      assert.ok(key in (answer.rules[0] ?? {}), key);
  });

  test("a resource that is not there is told by its name", async () => {
    const { code, err } = await weir(["check", "没有这张表", "--json"]);
    assert.equal(code, 1);
    assert.match(err, /没有这张表/);
  });
});

describe("weir verify", () => {
  test("accepts an exported ledger, and names the first entry that was changed", async () => {
    const { text } = await hub.client.get("/api/ledger/export");
    const whole = path.join(folder, "ledger.ndjson");
    writeFileSync(whole, text);
    const good = await weir(["verify", whole, "--json"]);
    assert.deepEqual([good.code, (jsonOf(good) as { isValid: boolean }).isValid], [0, true]);
    const lines = text.split("\n");
    const changed = lines.map((line, index) =>
      index === 3 ? line.replace(/[0-9](?=[^0-9]*$)/, (digit) => String(9 - Number(digit))) : line,
    );
    writeFileSync(whole, changed.join("\n"));
    const bad = await weir(["verify", whole, "--json"]);
    assert.deepEqual([bad.code, (jsonOf(bad) as { isValid: boolean }).isValid], [1, false]);
  });

  test("a file that is not there is a sentence, not a stack", async () => {
    const { code, err } = await weir(["verify", path.join(folder, "absent.ndjson")]);
    assert.equal(code, 1);
    assert.match(err, /absent\.ndjson/);
    assert.doesNotMatch(err, /\n\s+at /);
  });
});

describe("weir config and usage", () => {
  test("lists every setting with its value, secrets as stars", async () => {
    const ended = await weir(["config", "--json"], { WEIR_TOKEN: "token-of-somebody" });
    assert.equal(ended.code, 0);
    const { settings } = jsonOf(ended) as { settings: { name: string; value: string }[] };
    assert.equal(settings.find(({ name }) => name === "WEIR_ADMIN_PASSWORD")?.value, "***");
    assert.equal(settings.find(({ name }) => name === "WEIR_DATA")?.value, data);
    assert.doesNotMatch(ended.out, /admin-password-1|token-of-somebody/);
  });

  test("a setting nobody knows is refused, so that a slip of the pen does not pass for a setting", async () => {
    const { code, err } = await weir(["config"], { WEIR_PROT: "1" });
    assert.equal(code, 1);
    assert.match(err, /WEIR_PROT/);
  });

  test("a wrong verb, option or a missing argument ends with 2 and the way to help", async () => {
    for (const arguments_ of [["lode"], ["load"], ["load", file, "--jsno"], ["sample", "--people", "many"]]) {
      const { code, err } = await weir(arguments_);
      assert.equal(code, 2, arguments_.join(" "));
      assert.match(err, /error/);
    }
  });

  test("a hub that cannot be reached ends with 4", async () => {
    const { code, err } = await weir(["check", "x"], { WEIR_URL: "http://127.0.0.1:1", WEIR_TOKEN: "t" });
    assert.equal(code, 4);
    assert.match(err, /连不上/);
  });

  test("a token the hub does not know is refused", async () => {
    const { code, err } = await weir(["check", "x"], { WEIR_URL: hub.url, WEIR_TOKEN: "nobody" });
    assert.equal(code, 1);
    assert.match(err, /\[identity\.|\[http\./);
  });

  test("the operator's token can be read by its owner alone", () => {
    assert.equal(statSync(path.join(data, "keys", "operator.token")).mode & 0o777, 0o600);
  });
});

describe("weir doctor", () => {
  interface Finding {
    readonly isWell: boolean;
    readonly components: readonly {
      readonly name: string;
      readonly state: string;
      readonly mend: { zh: string } | null;
    }[];
  }
  const amiss = (finding: Finding) =>
    finding.components.filter(({ state }) => state === "bad").map(({ name, mend }) => [name, mend !== null]);

  test("asks the running hub, and finds it well", async () => {
    const ended = await weir(["doctor", "--json"]);
    assert.deepEqual(amiss(jsonOf(ended) as Finding), [], ended.out);
    assert.equal(ended.code, 0);
  });

  const cases: [string, string, () => Promise<Record<string, string>>][] = [
    ["a port that is taken", "port", async () => ({ WEIR_PORT: new URL(hub.url).port })],
    [
      "a folder that cannot be written",
      "folder",
      async () => {
        writeFileSync(path.join(folder, "no-folder"), "");
        return { WEIR_DATA: path.join(folder, "no-folder", "var") };
      },
    ],
    [
      "a database that does not answer",
      "database",
      async () => ({ WEIR_DATABASE_URL: "postgres://x:secret-word@127.0.0.1:1/x" }),
    ],
  ];
  test("says whether next year's holidays are known, with a hub and without", async () => {
    const empty = path.join(folder, "no-hub");
    for (const ended of [await weir(["doctor", "--json"]), await runWeir(["doctor", "--json"], empty)]) {
      const { components } = jsonOf(ended) as Finding;
      const holidays = components.find(({ name }) => name === "holidays");
      assert.equal(holidays?.mend === null, holidays?.state === "good", ended.out);
    }
  });

  for (const [what, name, settings] of cases) {
    test(`without a hub it names ${what}, with the mend, and ends with 1`, async () => {
      const empty = path.join(folder, `empty-${name}`);
      mkdirSync(empty);
      const ended = await runWeir(["doctor", "--json"], empty, await settings());
      assert.deepEqual(amiss(jsonOf(ended) as Finding), [[name, true]]);
      assert.equal(ended.code, 1);
      assert.doesNotMatch(ended.out + ended.err, /secret-word/);
    });
  }
});

describe("without a running hub", () => {
  test("weir load and weir check open the folder themselves and leave it closed", async () => {
    const alone = path.join(folder, "alone");
    const loaded = await runWeir(["load", file, "--as", "独自", "--json"], alone);
    assert.equal(loaded.code, 0, loaded.err);
    assert.equal((jsonOf(loaded) as { rowsLoaded: number }).rowsLoaded, 1);
    const checked = await runWeir(["check", "独自", "--json"], alone);
    assert.equal(checked.code, 0, checked.err);
  });
});
