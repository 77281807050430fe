// Set-up shared by `npm start`, `npm test` and `weir`: plain JavaScript, because it runs on whatever Node (>= 20) the
// machine has, before the pinned Node and its TypeScript are installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const windows = process.platform === "win32";

/** The pinned Node 24 from the npm package `node`, or this Node when it is new enough and the package is absent. */
export function nodeBinary() {
  const pinned = path.join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  throw new Error("The pinned Node 24 is not installed. Run `npm ci` with install scripts allowed, then try again.");
}

/** Installs dependencies when the lock file has changed since the last install. Progress goes to standard error. */
export function ensureInstalled() {
  const stamp = path.join(root, "node_modules", ".weir-installed");
  const wanted = hashOf([path.join(root, "package-lock.json")]);
  if (installedByHand() || (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted)) return;
  say("Installing what the hub needs (once) …");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { shell: windows });
  writeFileSync(stamp, wanted);
}

/** True where somebody ran `npm install` after the lock file last changed. */
function installedByHand() {
  const hidden = path.join(root, "node_modules", ".package-lock.json");
  const pinned = path.join(root, "node_modules", "node", "bin");
  return (
    existsSync(hidden) &&
    existsSync(pinned) &&
    statSync(hidden).mtimeMs >= statSync(path.join(root, "package-lock.json")).mtimeMs
  );
}

/** Builds the web pages when their sources have changed since the last build. */
export function ensureBuilt() {
  const stamp = path.join(root, "dist", "web", ".built-from");
  const sources = [...filesUnder("web"), ...filesUnder("contract"), "vite.config.ts", "package-lock.json"];
  const wanted = hashOf(sources.map((file) => path.resolve(root, file)));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("Building the web pages (once) …");
  run(nodeBinary(), [path.join("node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"]);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs a TypeScript entry under the pinned Node, hands it the signals this process gets, and ends with its code. */
export function runServer(entry, args) {
  const child = spawn(nodeBinary(), ["--disable-warning=ExperimentalWarning", path.join(root, entry), ...args], {
    stdio: "inherit",
    // Node keeps what it made of the sources, which halves the time a second start or command takes to load them.
    // React writes public pages in half the time where it does not look after developers.
    env: {
      NODE_ENV: "production",
      NODE_COMPILE_CACHE: path.join(root, "node_modules", ".cache", "weir"),
      ...process.env,
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 128 + 15 : (code ?? 1)));
}

export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ["inherit", 2, "inherit"], ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function filesUnder(folder) {
  const full = path.join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((name) => statSync(path.join(root, name)).isFile())
    .sort();
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) if (existsSync(file)) hash.update(path.relative(root, file)).update(readFileSync(file));
  return hash.digest("hex");
}
