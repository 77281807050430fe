import path from "node:path";
import type { Pace } from "./pace.ts";

/** A file as a place lists it. */
export interface PlacedFile {
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly modifiedAt: Date | null;
  /** Changes whenever the file does: its entity tag, or its size and time. */
  readonly mark: string;
}

export interface BroughtFile {
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface BringOptions {
  readonly signal: AbortSignal;
  readonly pace?: Pace | undefined;
}

/**
 * Where files arrive. A name is never a path out of the place. Errors are `Problem`s with a sentence for whoever registered it.
 */
export interface FilePlace extends AsyncDisposable {
  /** Of an SFTP server: what it shows itself by. */
  readonly hostKey: string | null;
  /** Files whose names fit; nothing that is plainly on its way (`isOnItsWay`). */
  list(pattern: string, signal: AbortSignal): Promise<PlacedFile[]>;
  /** Writes the file to `to`; undefined where it is no longer the one that was listed, or changed while it was read. */
  bring(file: PlacedFile, to: string, options: BringOptions): Promise<BroughtFile | undefined>;
}

const onItsWay = /^[.~]|~$|\.(tmp|temp|part|partial|filepart|crdownload|swp|writing|uploading)$/i;

/** Names by which writers tell that a file is not whole yet. */
export const isOnItsWay = (name: string): boolean => onItsWay.test(name);

/** `*`, `?`, `[…]` and `{a,b}` as in a shell; an empty pattern fits every name. */
export const fitsName = (pattern: string, name: string): boolean =>
  !isOnItsWay(name) && (pattern === "" || path.posix.matchesGlob(name, pattern));

export const markOf = (sizeBytes: number, modifiedMs: number): string => `${sizeBytes}@${Math.round(modifiedMs)}`;
