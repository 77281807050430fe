import type { ZoneRanges } from "#contract/gate";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { writeZoneSetting, zoneSetting } from "../live-store.ts";
import type { GateParts } from "../parts.ts";
import { ownProblems } from "../problems.ts";
import { parseRange } from "../zones.ts";

export async function setZones(
  parts: GateParts,
  call: Call,
  given: Omit<ZoneRanges, "version">,
  version: number | null,
): Promise<ZoneRanges> {
  const wrong = given.ranges.find(({ cidr }) => parseRange(cidr) === null);
  if (wrong) throw problem(ownProblems["zone-range-wrong"], { cidr: wrong.cidr });
  const before = await zoneSetting(call.db);
  refuseStale(version, before.version);
  const setting = { ...given, version: before.version + 1 };
  await writeZoneSetting(call.db, setting);
  parts.ledger.record(call, {
    action: "gate.set-zones",
    object: { kind: "zones", id: "zones", name: "网络区域" },
    facts: { ranges: given.ranges, otherwise: given.otherwise },
  });
  return setting;
}
