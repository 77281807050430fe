import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { type Call, hubActor } from "#kernel/call";
import { inTransaction, openDatabase } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { silentLogger } from "#kernel/log";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { createSearch, type Entry } from "#search";
import { packElements } from "../server/modules/dictionary/pack/pack.ts";
import { cpuSeconds } from "./cpu.ts";
import { option, print, printMachine } from "./measure.ts";

/**
 * Searches over many resources with ten items each, by one person and by sixteen at once; what a change of an entry costs;
 * memory and disk. Invented titles over a vocabulary of the field, so that common words hit tens of thousands.
 *
 *   node bench/search.ts --resources 100000 --seconds 8
 */
const resources = Number(option("resources", "100000"));
const seconds = Number(option("seconds", "8"));
/** A folder to keep and use again: filling takes the longest. */
const kept = option("folder", "");
const folder = kept === "" ? mkdtempSync(path.join(tmpdir(), "weir-bench-search-")) : kept;
const postgres = await startEmbeddedPostgres(folder);
const database = openDatabase({ url: postgres.url, maxConnections: 8 });
await migrate(database, path.resolve(import.meta.dirname, "..", "migrations"), silentLogger());
const search = createSearch();
const call: Call = {
  actor: hubActor,
  now: new Date(),
  db: database,
  log: silentLogger(),
  signal: new AbortController().signal,
  language: "zh",
  requestId: "bench",
};

let seed = 20_260_318;
/** Mulberry32: its low digits are as good as the others. */
function below(limit: number): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
  return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
}
const pick = (list: readonly string[]): string => list[below(list.length)] ?? "";

const places =
  "锦江区 青羊区 金牛区 武侯区 成华区 龙泉驿区 青白江区 新都区 温江区 双流区 郫都区 新津区 都江堰市 彭州市 邛崃市 崇州市 金堂县 大邑县 蒲江县 简阳市".split(
    " ",
  );
const subjects =
  "企业 个体工商户 社会组织 居民 学生 教师 医师 护士 老年人 残疾人 儿童 农户 驾驶员 纳税人 参保人员 流动人口 失业人员 退役军人 低保家庭 特种设备 机动车 营运车辆 不动产 宗地 林地 耕地 河流 水库 道路 桥梁 学校 医院 药店 养老机构 幼儿园 景区 酒店 餐饮单位 食品生产 药品经营 排污单位 危险化学品 建设工程 公共租赁住房 商品房 古树名木 文物 图书馆 体育场馆 公交线路 地铁站点 停车场 充电桩 消防栓 避难场所 气象站 地震台 空气质量 地表水 噪声 土壤 垃圾 污水 供水 供电 燃气".split(
    " ",
  );
const matters =
  "登记 备案 许可 年检 监测 检查 处罚 信用 缴费 补贴 资助 招生 注册 变更 注销 验收 审批 评估 巡查 投诉 举报 维修 预约 培训 认定 公示 统计 普查 核验 分布".split(
    " ",
  );
const endings = "信息 名单 记录 明细 台账 目录 情况 数据 结果 汇总表".split(" ");

const entryAt = (index: number): Entry => {
  const department = `D${below(200)}`;
  const elements = Array.from({ length: 10 }, () => below(packElements.length));
  const subject = pick(subjects);
  const name = `${below(3) === 0 ? "" : pick(places)}${subject}${pick(matters)}${below(4) === 0 ? pick(matters) : ""}${pick(endings)}`;
  return {
    kind: "resource",
    ref: `r${index}`,
    audience: "everyone",
    department,
    name: `${name}（${index}）`,
    nameEn: "",
    aliases: [],
    code: `30700${below(10)}/${index}`,
    theme: pick(subjects),
    abstract: `${pick(places)}${subject}${pick(matters)}，一${pick(subjects)}一行，按月更新。`,
    items: elements.map((at) => {
      const element = packElements[at];
      return { zh: element?.name.zh ?? "", en: element?.name.en ?? "", field: element?.field ?? "" };
    }),
    about: { department, system: null, elements: elements.map((at) => packElements[at]?.id ?? "") },
    shareClass: pick(["unconditional", "conditional", "denied"]),
    updateCycle: "monthly",
    grade: pick(["1", "2", "3"]),
  };
};

printMachine();
if (!(await search.has(call, "resource"))) await fill();
const questions = makeQuestions();
print(
  `${questions.length} questions: titles in part, spoken, pinyin, initials, traditional, misspelt, one very common word`,
);
for (const q of questions.slice(0, 100)) await search.find(call, { q, limit: 20 });
for (const people of [1, 16]) await ask(people);
await count();
await write();
await memory();
await database.close();
await postgres.stop();
if (kept === "") rmSync(folder, { recursive: true, force: true });

async function fill(): Promise<void> {
  const before = cpuSeconds(process.pid);
  const start = performance.now();
  await search.put(call, elementEntries());
  await search.put(
    call,
    Array.from({ length: 200 }, (_, index) => departmentEntry(index)),
  );
  await database.pool.query("drop index search.entry_terms, search.entry_used");
  await putAll();
  const put = performance.now();
  const client = await database.pool.connect();
  await client.query("set maintenance_work_mem = '512MB'");
  await client.query(
    "update search.entry set has_data = true, quality = 60 + number % 40, uses = case when number % 60 = 0 then 1 + number % 7 else 0 end where number % 3 = 0",
  );
  // As the migration makes them: built at the end they cost a tenth.
  await client.query("create index entry_terms on search.entry using gin (terms) with (fastupdate = off)");
  await client.query(
    "create index entry_used on search.entry using gin (terms) with (fastupdate = off) where uses > 0",
  );
  await client.query("vacuum analyze search.entry");
  client.release();
  const after = cpuSeconds(process.pid);
  const cpu = after.own - before.own + after.started - before.started;
  print(
    `${resources} resources put in ${((put - start) / 1000).toFixed(0)} s, indexes built in ${((performance.now() - put) / 1000).toFixed(0)} s; ${cpu.toFixed(0)} s of processor time`,
  );
}

/** Two batches at once: while the database writes one, the hub cuts the other. */
async function putAll(): Promise<void> {
  const batch = 1000;
  let next = 0;
  const go = async () => {
    while (next < resources) {
      const from = next;
      next += batch;
      const entries = Array.from({ length: Math.min(batch, resources - from) }, (_, index) => entryAt(from + index));
      await search.put(call, entries);
    }
  };
  await Promise.all([go(), go()]);
}

function elementEntries(): Entry[] {
  const nothing = { department: null, system: null, elements: [] };
  const plain = {
    kind: "element",
    audience: "everyone",
    department: null,
    theme: "",
    abstract: "",
    items: [],
  } as const;
  return packElements.map((element) => ({
    ...plain,
    ref: element.id,
    name: element.name.zh,
    nameEn: element.name.en,
    aliases: [...element.synonyms],
    code: element.id,
    about: nothing,
  }));
}

function departmentEntry(index: number): Entry {
  const name = `${places[index % places.length]}${subjects[index % subjects.length]}管理局`;
  const nothing = { department: null, system: null, elements: [] };
  const plain = { kind: "department", audience: "everyone", theme: "", abstract: "", items: [] } as const;
  return {
    ...plain,
    ref: `D${index}`,
    department: `D${index}`,
    name,
    nameEn: "",
    aliases: [],
    code: "",
    about: nothing,
  };
}

function makeQuestions(): string[] {
  const drawn = Array.from({ length: 300 }, () => {
    const subject = pick(subjects);
    const matter = pick(matters);
    return pick([
      `${subject}${matter}`,
      `${pick(places)}${subject}`,
      `${subject} ${matter} ${pick(places)}`,
      `想查${pick(places)}的${subject}${matter}`,
    ]);
  });
  const others = [
    "企業登記",
    "qiyedengji",
    "tingchechang",
    "kqzl",
    "起业登记",
    "身份证号",
    "营业执照",
    "drving licence",
    "信息",
    "企业",
    "登记 信息",
    "锦江区",
  ];
  return [...drawn, ...others.flatMap((one) => Array.from({ length: 5 }, () => one))];
}

async function ask(people: number): Promise<void> {
  const latencies: number[] = [];
  const slowest = { ms: 0, q: "" };
  const before = cpuSeconds(process.pid);
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: people }, async () => {
      while (performance.now() < end) {
        const q = pick(questions);
        const start = performance.now();
        await search.find(call, { q, limit: 20 });
        const ms = performance.now() - start;
        latencies.push(ms);
        if (ms > slowest.ms) Object.assign(slowest, { ms, q });
      }
    }),
  );
  const after = cpuSeconds(process.pid);
  const own = ((after.own - before.own) * 1000) / latencies.length;
  const started = ((after.started - before.started) * 1000) / latencies.length;
  print(
    `${String(people).padStart(3)} at once: ${percentiles(latencies)}, ${(latencies.length / seconds).toFixed(0)}/s; processor ${own.toFixed(1)} ms hub + ${started.toFixed(1)} ms PostgreSQL each; slowest “${slowest.q}” ${slowest.ms.toFixed(0)} ms; load ${loadavg()[0]?.toFixed(1)}`,
  );
}

function percentiles(samples: readonly number[]): string {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} ms of ${samples.length}`;
}

async function count(): Promise<void> {
  const route = search.routes.find(({ contract }) => contract.operation === "search.count");
  const latencies: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    const start = performance.now();
    await route?.handler(call, { query: { q: pick(questions) } } as never, {} as never);
    latencies.push(performance.now() - start);
  }
  print(`exact total with facets: ${percentiles(latencies)}`);
}

/** One entry a transaction, each changed in its title: as a command would. */
async function write(): Promise<void> {
  const before = cpuSeconds(process.pid);
  const latencies: number[] = [];
  for (let round = 0; round < 300; round += 1) {
    const index = below(resources);
    const start = performance.now();
    await inTransaction(call, (inner) => search.put(inner, [{ ...entryAt(index), ref: `r${index}` }]));
    latencies.push(performance.now() - start);
  }
  const after = cpuSeconds(process.pid);
  const cpu = ((after.own - before.own + after.started - before.started) * 1000) / latencies.length;
  print(`changing an entry (with its commit): ${percentiles(latencies)}, ${cpu.toFixed(1)} ms of processor time`);
  const facts: number[] = [];
  for (let round = 0; round < 300; round += 1) {
    const start = performance.now();
    await search.noteData(call, `r${below(resources)}`, { quality: below(100) });
    facts.push(performance.now() - start);
  }
  print(`noting a load or a check (with its commit): ${percentiles(facts)}`);
}

async function memory(): Promise<void> {
  const { rows } = await database.pool.query(
    "select pg_size_pretty(pg_relation_size('search.entry')) as rows, pg_size_pretty(pg_total_relation_size('search.entry')) as total, pg_size_pretty(pg_relation_size('search.entry_terms')) as index",
  );
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  print(
    `disk: ${JSON.stringify(rows[0])}; hub resident ${Math.round(Number(resident) / 1024)} MiB, PostgreSQL's buffers 64 MiB`,
  );
}
