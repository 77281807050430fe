import path from "node:path";
import { z } from "zod";
import type { Bilingual } from "#contract/text";

interface Option {
  readonly schema: z.ZodType;
  readonly describe: Bilingual;
  readonly secret?: true;
}

const sizeMb = z.coerce.number().int().positive();

/** Every setting of the hub, as data: environment names, types, defaults and help are all derived from this table. */
const options = {
  data: {
    schema: z
      .string()
      .default("./var")
      .transform((folder) => path.resolve(folder)),
    describe: {
      zh: "数据文件夹：数据库、数据湖、上传文件、密钥都在里面",
      en: "Data folder: database, lake, uploaded files and keys live in it",
    },
  },
  port: {
    schema: z.coerce.number().int().min(0).max(65535).default(8080),
    describe: { zh: "HTTP 端口；0 表示任选一个空闲端口", en: "HTTP port; 0 takes any free one" },
  },
  host: {
    schema: z.string().default("127.0.0.1"),
    describe: {
      zh: "监听地址；默认只有本机能访问",
      en: "Address to listen on; by default only this machine can reach it",
    },
  },
  databaseUrl: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must start with postgres://")
      .optional(),
    describe: {
      zh: "已有 PostgreSQL（15 及以上）的连接串；不填则自带一个",
      en: "Connection string of an existing PostgreSQL (15 or newer); without it the hub runs its own",
    },
    secret: true,
  },
  lake: {
    schema: z
      .string()
      .regex(/^duckdb$/, "only duckdb is built in")
      .default("duckdb"),
    describe: { zh: "数据湖引擎", en: "Lake engine" },
  },
  lakeMemoryMb: {
    schema: sizeMb.default(2048),
    describe: { zh: "数据湖引擎可用内存（MB）", en: "Memory the lake engine may use (MB)" },
  },
  lakeThreads: {
    schema: z.coerce.number().int().positive().optional(),
    describe: {
      zh: "数据湖引擎线程数；默认等于处理器核数",
      en: "Threads of the lake engine; the number of cores by default",
    },
  },
  adminPassword: {
    schema: z.string().min(8).optional(),
    describe: {
      zh: "首个管理员 admin 的口令（至少 8 个字符）；不填则生成一个，打印一次，首次登录必须改",
      en: "Password of the first administrator `admin` (8 characters or more); without it one is made, printed once, and must be changed",
    },
    secret: true,
  },
  sample: {
    schema: z
      .enum(["0", "1"])
      .default("1")
      .transform((value) => value === "1"),
    describe: {
      zh: "1 装入示例部门和数据；0 从空库开始",
      en: "1 loads the sample departments and data; 0 starts empty",
    },
  },
  samplePeople: {
    schema: z.coerce.number().int().min(100).max(50_000_000).default(20_000),
    describe: { zh: "示例数据的人口数", en: "People in the sample" },
  },
  sampleSystems: {
    schema: z
      .enum(["0", "1"])
      .default("1")
      .transform((value) => value === "1"),
    describe: {
      zh: "1 示例部门另有一个在运行的业务系统数据库（PostgreSQL，约占 60 MB 内存），供跟踪演示；0 不启动",
      en: "1 gives sample departments a running database of their own systems (PostgreSQL, about 60 MB of memory) to be followed; 0 does not",
    },
  },
  nodeName: {
    schema: z.string().max(40).default("示例市数据局"),
    describe: { zh: "本节点名称，显示在每一页顶部", en: "Name of this node, shown at the top of every page" },
  },
  publicUrl: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    describe: {
      zh: "公众访问本站的地址，如 https://data.city.gov.cn；写进给其他平台的目录。不填则按请求里的主机名",
      en: "Address under which the public reaches this site, such as https://data.city.gov.cn; it stands in catalogs for others. Without it, the host of each request",
    },
  },
  uploadLimitMb: {
    schema: sizeMb.default(20_480),
    describe: { zh: "单个上传文件的上限（MB）", en: "Largest single upload (MB)" },
  },
  watchedFolders: {
    schema: z.string().max(4000).default(""),
    describe: {
      zh: "允许监视的目录（绝对路径，用逗号分隔），到达其中的文件可以自动归集；不填则不监视任何目录",
      en: "Folders whose arriving files may be loaded (absolute paths, apart by commas); none unless said",
    },
  },
  sourceHosts: {
    schema: z.string().max(4000).default(""),
    describe: {
      zh: "允许归集连接的主机：主机名（可写 *.gov.cn）、地址或网段，用逗号分隔；不填则允许除云平台元数据和自动配置地址以外的所有主机",
      en: "Hosts that sources may be on: names (also *.gov.cn), addresses or networks, apart by commas; without it every host but metadata and link-local addresses",
    },
  },
  agentPort: {
    schema: z.coerce.number().int().min(0).max(65535).optional(),
    describe: {
      zh: "归集代理（weir agent）连接的端口，双向 TLS；不填则不监听，0 表示任选一个空闲端口",
      en: "Port that agents (`weir agent`) connect to, mutual TLS; without it the hub does not listen, 0 takes any free one",
    },
  },
  agentHosts: {
    schema: z
      .string()
      .max(1000)
      .default("localhost,127.0.0.1")
      .transform((text) =>
        text
          .split(",")
          .map((host) => host.trim())
          .filter((host) => host !== ""),
      ),
    describe: {
      zh: "代理用来访问本节点的主机名和地址，用逗号分隔，写进该端口的证书；第一个写进登记命令",
      en: "Names and addresses agents reach this hub by, apart by commas; they stand in that port's certificate, the first in the command to enrol",
    },
  },
  sessionHours: {
    schema: z.coerce.number().int().min(1).max(168).default(10),
    describe: { zh: "登录有效小时数", en: "Hours a sign-in stays valid" },
  },
  secureCookies: {
    schema: z
      .enum(["0", "1"])
      .default("0")
      .transform((value) => value === "1"),
    describe: {
      zh: "1 表示前面有 HTTPS，Cookie 加 Secure 标记",
      en: "1 when HTTPS stands in front: cookies are marked Secure",
    },
  },
  smtpUrl: {
    schema: z
      .string()
      .regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")
      .optional(),
    describe: {
      zh: "发通知邮件的服务器，如 smtp://用户:口令@主机:587；不填则只在系统内通知",
      en: "Mail server for notices, such as smtp://user:password@host:587; without it notices stay in the product",
    },
    secret: true,
  },
  mailFrom: {
    schema: z.string().max(200).default("weir@localhost"),
    describe: { zh: "通知邮件的发件地址", en: "Sender address of notices by mail" },
  },
  assistantCallsPerMinute: {
    schema: z.coerce.number().int().min(1).max(100_000).default(60),
    describe: {
      zh: "智能助手（/mcp）每人或每个系统一分钟最多提问几次，按进程计",
      en: "Questions an assistant (/mcp) may ask a minute for one person or program, in each process",
    },
  },
  workers: {
    schema: z.coerce.number().int().min(0).max(64).default(2),
    describe: {
      zh: "本进程同时运行的后台任务数；0 表示只服务网页",
      en: "Background jobs this process runs at once; 0 serves pages only",
    },
  },
  logLevel: {
    schema: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("warn"),
    describe: { zh: "日志级别", en: "Log level" },
  },
  url: {
    schema: z.url().optional(),
    describe: {
      zh: "命令行要连接的远程节点地址（只供 weir 命令使用）",
      en: "Address of a remote hub for the command line (only `weir` uses it)",
    },
  },
  token: {
    schema: z.string().optional(),
    describe: {
      zh: "命令行访问远程节点的令牌（只供 weir 命令使用）",
      en: "Token for a remote hub (only `weir` uses it)",
    },
    secret: true,
  },
} satisfies Record<string, Option>;

type OptionName = keyof typeof options;
export type Config = { readonly [Name in OptionName]: z.output<(typeof options)[Name]["schema"]> };

export interface ConfigFault {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
}

/** Thrown with every fault at once, so that one restart mends them all. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];
  constructor(faults: readonly ConfigFault[]) {
    super(faults.map((fault) => `${fault.zh}\n${fault.en}`).join("\n"));
    this.name = "ConfigError";
    this.faults = faults;
  }
}

/** Reads `WEIR_*` names from the environment. Unknown names are refused: a misspelt setting must not be silently ignored. */
export function loadConfig(environment: Record<string, string | undefined>, overrides: Partial<Config> = {}): Config {
  const faults: ConfigFault[] = [];
  const known = new Map(optionNames().map((name) => [environmentName(name), name]));
  for (const name of Object.keys(environment)) {
    if (!name.startsWith("WEIR_") || name.startsWith("WEIR_TEST_") || known.has(name)) continue;
    const near = nearest(name, [...known.keys()]);
    faults.push({
      name,
      zh: `没有 ${name} 这个设置，您是不是想写 ${near}？运行 weir config 可看全部设置。`,
      en: `There is no setting ${name}. Did you mean ${near}? \`weir config\` lists them all.`,
    });
  }
  const values: Record<string, unknown> = {};
  for (const [variable, name] of known) {
    const parsed = options[name].schema.safeParse(environment[variable]);
    if (parsed.success) values[name] = parsed.data;
    else {
      const reason = parsed.error.issues.map((issue) => issue.message).join("; ");
      faults.push({
        name: variable,
        zh: `${variable} 的值不对：${reason}。${options[name].describe.zh}。`,
        en: `${variable} is not right: ${reason}. ${options[name].describe.en}.`,
      });
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return { ...(values as unknown as Config), ...overrides };
}

/** What `weir config` prints: one row per setting, secrets shown as `***`. */
export function explainConfig(config: Config, environment: Record<string, string | undefined>) {
  return optionNames().map((name) => {
    const value = config[name];
    const option: Option = options[name];
    return {
      name: environmentName(name),
      value: value === undefined ? "" : option.secret ? "***" : String(value),
      isSet: environment[environmentName(name)] !== undefined,
      describe: option.describe,
    };
  });
}

const optionNames = (): OptionName[] => Object.keys(options) as OptionName[];

/** `databaseUrl` → `WEIR_DATABASE_URL`. */
const environmentName = (name: string): string =>
  `WEIR_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

function nearest(word: string, candidates: readonly string[]): string {
  const scored = candidates.map((candidate) => ({ candidate, distance: editDistance(word, candidate) }));
  return scored.toSorted((a, b) => a.distance - b.distance)[0]?.candidate ?? "";
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
