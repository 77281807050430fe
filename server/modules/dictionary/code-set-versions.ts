import type { CodeSetVersion } from "./code-set-store.ts";

/** The version in force on a day: the newest of those that have begun; undefined before the first begins. */
export function versionOn(versions: readonly CodeSetVersion[], day: string): CodeSetVersion | undefined {
  const begun = versions.filter((version) => version.effectiveOn <= day);
  return begun.reduce<CodeSetVersion | undefined>(
    (newest, version) => (newest === undefined || isNewer(version, newest) ? version : newest),
    undefined,
  );
}

const isNewer = (a: CodeSetVersion, b: CodeSetVersion): boolean =>
  a.effectiveOn === b.effectiveOn ? a.version > b.version : a.effectiveOn > b.effectiveOn;
