import type { FollowMode } from "#contract/intake-follow";

/** Followed all the time by a run that waits for what comes next, rather than at moments. */
export const isContinuous = (mode: FollowMode): mode is "capture" | "stream" => mode === "capture" || mode === "stream";
