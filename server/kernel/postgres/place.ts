import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { newId } from "../id.ts";

/** Who runs the PostgreSQL server: this user, or, when the hub runs as root, an unprivileged one (PostgreSQL refuses root). */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where the cluster and the programs are, all reachable by the server's user. */
export interface Place {
  readonly user: ServerUser | null;
  readonly cluster: string;
  readonly native: string;
  readonly socketFolder: string;
}

/** Shared by every data folder on this machine; used only when root's own folder cannot be entered by the server's user. */
const systemFolder = "/var/lib/weir";
/** `sun_path` holds 108 bytes on Linux and 104 on macOS; `/.s.PGSQL.5432` takes 14 of them. */
const longestSocketFolder = 88;

/**
 * Decides where the cluster lives. Run as an ordinary user: under the data folder. Run as root: the files belong to an
 * unprivileged system user, still under the data folder where that user can reach it; where it cannot (a clone in
 * root's home, mode 700) the cluster and a copy of the programs go to `/var/lib/weir`, and `postgres.path` in the data
 * folder says so. Root's own folders are never opened up.
 */
export function placeFor(dataFolder: string, native: string, version: string): Place {
  const user = process.getuid?.() === 0 ? serverUser() : null;
  const mayEnterData = user === null || canEnter(dataFolder, user);
  const home = mayEnterData ? dataFolder : systemHome(dataFolder);
  const reachable = user === null || canEnter(native, user) ? native : copyPrograms(native, version);
  const cluster = path.join(home, "postgres");
  ownFolder(cluster, user);
  return { user, cluster, native: reachable, socketFolder: socketFolderFor(cluster, dataFolder, user) };
}

function systemHome(dataFolder: string): string {
  const home = path.join(systemFolder, folderId(dataFolder));
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  mkdirSync(home, { recursive: true, mode: 0o711 });
  writeFileSync(path.join(dataFolder, "postgres.path"), `${home}\n`);
  return home;
}

function socketFolderFor(cluster: string, dataFolder: string, user: ServerUser | null): string {
  const inside = path.join(path.dirname(cluster), "run");
  const folder = inside.length <= longestSocketFolder ? inside : path.join("/tmp", `weir-${folderId(dataFolder)}`);
  ownFolder(folder, user);
  return folder;
}

function ownFolder(folder: string, user: ServerUser | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!user) return;
  chmodSync(path.dirname(folder), statSync(path.dirname(folder)).mode | 0o011);
  chownSync(folder, user.uid, user.gid);
}

/** A name for the data folder that survives moves of nothing but itself. */
function folderId(dataFolder: string): string {
  const file = path.join(dataFolder, "folder.id");
  if (!existsSync(file)) writeFileSync(file, newId());
  return readFileSync(file, "utf8").trim();
}

function copyPrograms(native: string, version: string): string {
  const target = path.join(systemFolder, `postgresql-${version}`);
  if (existsSync(path.join(target, ".complete"))) return target;
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  cpSync(native, target, { recursive: true, verbatimSymlinks: true });
  writeFileSync(path.join(target, ".complete"), "");
  return target;
}

/** True where every folder from the root down lets this user pass. */
export function canEnter(folder: string, user: ServerUser): boolean {
  const parts = path.resolve(folder).split(path.sep);
  return parts.every((_, index) => {
    const status = statSync(parts.slice(0, index + 1).join(path.sep) || path.sep, { throwIfNoEntry: false });
    if (!status) return true;
    if (status.uid === user.uid) return (status.mode & 0o100) !== 0;
    if (status.gid === user.gid) return (status.mode & 0o010) !== 0;
    return (status.mode & 0o001) !== 0;
  });
}

/** The system user `weir`, made if it can be; else `postgres`; else `nobody`. */
function serverUser(): ServerUser {
  const found = userNamed("weir");
  if (found) return found;
  try {
    execFileSync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "weir"], {
      stdio: "ignore",
    });
  } catch {
    // Small images have no useradd; an existing unprivileged user serves.
  }
  const user = userNamed("weir") ?? userNamed("postgres") ?? userNamed("nobody");
  if (!user)
    throw new Error("Running as root, and no unprivileged user (weir, postgres, nobody) exists to run PostgreSQL.");
  return user;
}

function userNamed(name: string): ServerUser | null {
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }).toString());
    return { name, uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}
