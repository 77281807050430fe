import { readFileSync } from "node:fs";
import path from "node:path";
import { doorsBelow, moduleOrder, type ModuleName } from "../../doors.ts";

export interface Fault {
  readonly file: string;
  readonly rule: string;
  readonly detail: string;
}

/**
 * Reads the imports of each file and says which ones its place does not allow. Text is enough: imports are static and
 * stand at the line's beginning (lint sees to both).
 */
export function faultsIn(root: string, files: readonly string[]): Fault[] {
  return files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    const imports = importsOf(text);
    const faults = imports.flatMap((specifier) => faultOf(file, specifier) ?? []);
    return [...faults.map((rule) => ({ file, ...rule })), ...tableFaults(file, text), ...rowFaults(file, text)];
  });
}

function importsOf(text: string): string[] {
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^"';]*?from\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

type Rule = Omit<Fault, "file">;

function faultOf(file: string, specifier: string): Rule | null {
  const target = specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
  const rule = ruleFor(file, target, specifier);
  return rule === null ? null : { rule, detail: specifier };
}

const isOurs = (target: string): boolean =>
  target.startsWith("#") || /^(contract|server|web|sample|test|bench)\//.test(target);

function ruleFor(file: string, target: string, specifier: string): string | null {
  const isTest = /\.test\.tsx?$|\/test-[\w-]+\.ts$/.test(file) || file.startsWith("test/") || file.startsWith("bench/");
  if (!isTest && (target.startsWith("test/") || target.startsWith("#test"))) return "nothing imports test";
  const [place = "", second = "", third = ""] = file.split("/");
  if (place === "contract") return contractRule(target);
  if (place === "web") return webRule(second, target);
  if (place === "server" && second === "kernel") return kernelRule(target, isTest);
  if (place === "server" && second === "modules") return moduleRule(third as ModuleName, target, specifier, isTest);
  if (
    place === "sample" &&
    !isTest &&
    isOurs(target) &&
    !target.startsWith("sample/") &&
    !target.startsWith("#contract/")
  )
    return "the sample imports only the contract";
  return null;
}

const contractRule = (target: string): string | null =>
  target === "zod" ||
  target.startsWith("contract/") ||
  target.startsWith("#contract/") ||
  target.startsWith("node:test") ||
  target.startsWith("node:assert")
    ? null
    : "contract imports only the schema library";

function webRule(part: string, target: string): string | null {
  if (target.startsWith("server/") || target.startsWith("#kernel") || isModuleDoor(target))
    return "web never imports server";
  if (
    part === "kit" &&
    isOurs(target) &&
    !target.startsWith("web/kit/") &&
    !/^(#contract\/|contract\/)(problem|page|route|text)/.test(target)
  ) {
    return "kit imports nothing of ours";
  }
  return null;
}

const isModuleDoor = (target: string): boolean => moduleOrder.some((module) => target === `#${module}`);

function kernelRule(target: string, isTest: boolean): string | null {
  if (isModuleDoor(target) || target.startsWith("server/modules/") || target === "#compose")
    return isTest ? null : "kernel imports no module";
  return null;
}

function moduleRule(module: ModuleName, target: string, specifier: string, isTest: boolean): string | null {
  if (target.startsWith(`server/modules/${module}/`)) return null;
  if (specifier.startsWith(".") && target.startsWith("server/"))
    return "only #kernel, #contract and doors, never another module's file";
  if (isTest) return null;
  const door = moduleOrder.find((name) => target === `#${name}`);
  if (door && !doorsBelow(module).includes(door)) return `${module} may not open #${door}`;
  if (["#compose", "#sample", "#kit", "#shell"].includes(target)) return `${module} may not open ${target}`;
  return null;
}

/** Naming a table of one's own schema is the store's business; a test may look. */
function tableFaults(file: string, text: string): Fault[] {
  const module = /^server\/modules\/(\w+)\//.exec(file)?.[1];
  if (!module || /store\.ts$|\.test\.ts$/.test(file)) return [];
  const named = new RegExp(
    `\\b(?:from|into|update|join|insertInto\\("|selectFrom\\("|updateTable\\("|deleteFrom\\(")\\s*"?${module}\\.[a-z_]+`,
  ).exec(text);
  return named ? [{ file, rule: "only a store names tables", detail: named[0] }] : [];
}

/** Who reads rows of data besides the gate, and why none of it leaves the hub ungated. */
export const rowReaders: readonly { readonly place: RegExp; readonly why: string }[] = [
  { place: /^server\/modules\/gate\//, why: "the one way out" },
  {
    place: /^server\/modules\/catalog\/rows\.ts$/,
    why: "a sample of a resource: masked by the rule the gate uses, on the ledger before it leaves, at most 1,000 rows",
  },
  {
    place: /^server\/modules\/intake\//,
    why: "brings rows in; shows a department its own rows that could not be typed",
  },
  {
    place: /^server\/modules\/quality\//,
    why: "counts and judges rows; shows a department its own failed rows, masked",
  },
  {
    place: /^server\/modules\/libraries\//,
    why: "matches rows and keeps golden records; shows them masked except to departments that hold the value, on the ledger",
  },
  { place: /^server\/modules\/registry\//, why: "administrative divisions, which are public" },
];

const readsRows = /\blake\.session\(|\breadLake\b|\binLakeTransaction\b|"serving"|\bserving\.r\d/;
const readsServed = /from "\.\/(?:stream-rows|stream-by-key)\.ts"|\b(?:selectRows|selectKeys|readByKey)\(/;
const emits =
  /from "\.\/(?:emit|write-export)\.ts"|export (?:async )?function\*? (?:selectRows|selectKeys|readByKey|streamRows|streamByKey)\b/;

/** Item values leave through the gate, and inside the gate through `emit.ts`. */
function rowFaults(file: string, text: string): Fault[] {
  if (!file.startsWith("server/modules/") || /\.test\.ts$|\/test-[\w-]+\.ts$/.test(file)) return [];
  const found = readsRows.exec(text);
  if (found && !rowReaders.some(({ place }) => place.test(file)))
    return [{ file, rule: "only the gate lets rows out", detail: found[0] }];
  if (file.startsWith("server/modules/gate/") && readsServed.test(text) && !emits.test(text))
    return [{ file, rule: "rows leave the gate through emit.ts", detail: file }];
  return [];
}
