import type { Connection, DatabaseKind } from "#contract/intake";
import { usualPorts } from "#contract/intake";
import type { Place } from "#contract/intake-place";
import { CommandFailure, exitCodes } from "./output.ts";

/** What `weir load` is given, once understood. */
export type SourceGiven =
  | { readonly is: "file" }
  | {
      readonly is: "database";
      readonly kind: DatabaseKind;
      readonly connection: Connection & { readonly password: string };
    }
  | {
      readonly is: "place";
      readonly place: Place;
      readonly secret: string;
      /** A file or a pattern of names that the address ends with; empty where it names the place only. */
      readonly pattern: string;
    };

const databases: Readonly<Record<string, DatabaseKind>> = {
  "postgres:": "postgres",
  "postgresql:": "postgres",
  "kingbase:": "postgres",
  "opengauss:": "postgres",
  "mysql:": "mysql",
  "mariadb:": "mysql",
  "oracle:": "oracle",
  "sqlserver:": "sqlserver",
  "mssql:": "sqlserver",
  "dm:": "dm",
};

/**
 * A path or a web address is a file that is loaded once; with `isFollowed` a folder or a web address is a place that files
 * arrive in. A password may stand in the address or, where other users of the machine should not see it, in `password`.
 *
 * @throws CommandFailure where the address cannot be read
 */
export function readSource(source: string, password: string, isFollowed: boolean): SourceGiven {
  const protocol = /^[a-z]+:(?=\/\/)/.exec(source)?.[0] ?? "";
  const kind = databases[protocol];
  if (kind !== undefined) return { is: "database", kind, connection: connectionOf(source, kind, password) };
  switch (protocol) {
    case "sftp:":
      return sftpOf(urlOf(source), password);
    case "nats:":
    case "tls:":
      return natsOf(urlOf(source), password);
    case "kafka:":
    case "kafkas:":
      return kafkaOf(urlOf(source), password);
    case "http:":
    case "https:":
      return isFollowed ? httpOf(urlOf(source), password) : { is: "file" };
    case "":
      return isFollowed ? folderOf(source) : { is: "file" };
    default:
      throw new CommandFailure(
        `不认得 ${protocol}// 这种地址。可用：文件路径、http(s)、postgres、mysql、oracle、sqlserver、dm、sftp、nats、kafka。\n${protocol}// is no address this reads: a path, http(s), postgres, mysql, oracle, sqlserver, dm, sftp, nats, kafka.`,
        exitCodes.usage,
      );
  }
}

function connectionOf(source: string, kind: DatabaseKind, password: string): Connection & { password: string } {
  const url = urlOf(source);
  return {
    // A folder of sockets is given as PostgreSQL's own clients take it: ?host=/run/postgresql.
    host: url.searchParams.get("host") ?? hostOf(url),
    port: Number(url.port) || usualPorts[kind],
    // 达梦 has one database to a server; the field is a name for it.
    database: word(url.pathname.slice(1)) || (kind === "dm" ? "DAMENG" : ""),
    user: word(url.username),
    password: word(url.password) || password,
    schema: url.searchParams.get("schema") ?? "",
  };
}

/** `sftp://user@host/folder/*.csv`: the last part is a pattern where it is not a folder's name with `/` behind it. */
function sftpOf(url: URL, password: string): SourceGiven {
  const { folder, pattern } = folderAndPattern(word(url.pathname));
  return {
    is: "place",
    secret: word(url.password) || password,
    pattern,
    place: {
      kind: "sftp",
      host: hostOf(url),
      port: Number(url.port) || 22,
      user: word(url.username),
      path: folder,
      hostKey: url.searchParams.get("hostKey"),
    },
  };
}

/** The file's own name is what is followed, the address above it the place. */
function httpOf(url: URL, password: string): SourceGiven {
  const { folder, pattern } = folderAndPattern(url.pathname);
  return {
    is: "place",
    secret: word(url.password) || password,
    pattern: word(pattern),
    place: { kind: "http", url: `${url.protocol}//${url.host}${folder}`, user: word(url.username) },
  };
}

function folderOf(source: string): SourceGiven {
  const { folder, pattern } = folderAndPattern(source);
  return { is: "place", secret: "", pattern, place: { kind: "folder", path: folder } };
}

function natsOf(url: URL, password: string): SourceGiven {
  return {
    is: "place",
    secret: word(url.password) || password,
    pattern: word(url.pathname.slice(1)),
    place: {
      kind: "nats",
      host: hostOf(url),
      port: Number(url.port) || 4222,
      user: word(url.username),
      isEncrypted: url.protocol === "tls:",
    },
  };
}

function kafkaOf(url: URL, password: string): SourceGiven {
  const mechanism = url.searchParams.get("mechanism");
  return {
    is: "place",
    secret: word(url.password) || password,
    pattern: word(url.pathname.slice(1)),
    place: {
      kind: "kafka",
      host: hostOf(url),
      port: Number(url.port) || 9092,
      user: word(url.username),
      isEncrypted: url.protocol === "kafkas:",
      mechanism: mechanism === "scram-sha-256" || mechanism === "scram-sha-512" ? mechanism : "plain",
    },
  };
}

/** What stands behind the last `/` is looked for inside what stands before it. */
function folderAndPattern(whole: string): { folder: string; pattern: string } {
  const cut = whole.lastIndexOf("/") + 1;
  const folder = whole.slice(0, cut);
  return { folder: folder.length > 1 ? folder.replace(/\/$/, "") : folder || ".", pattern: whole.slice(cut) };
}

function urlOf(source: string): URL {
  if (URL.canParse(source)) return new URL(source);
  // What was given may hold a password: it is not said again.
  throw new CommandFailure(
    "地址写得不对，应像 postgres://账号@主机:端口/库。账号、口令里的特殊字符要写成 %XX。\nThat is no address like postgres://user@host:port/database; special characters of user and password are written %XX.",
    exitCodes.usage,
  );
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");
const word = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
