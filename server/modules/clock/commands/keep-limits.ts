import type { Limit, NewLimit } from "#contract/clock";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { ceilingBroken, covers, type LimitRow } from "../limits.ts";
import { type ClockParts, kindName, type Today, todayOf } from "../parts.ts";
import { problems } from "../problems.ts";
import { endLimit, insertLimit, limits, lockLimits } from "../rule-store.ts";

export function limitView(today: Today, call: Call, row: LimitRow): Limit {
  const { version: _version, ...fields } = row;
  const home = [...today.departments.values()].find((one) => one.division === row.division);
  return {
    ...fields,
    version: row.version,
    kindName: kindName(today, row.kind),
    divisionName: home?.divisionName ?? null,
    may: {
      end: row.division !== null && row.endsOn === null && mayKeep(today, call, row.division),
    },
  };
}

/** A data officer keeps the limits of the own division and of those below it. */
function mayKeep(today: Today, call: Call, division: string): boolean {
  if (!call.actor.roles.some((role) => role === "data-officer" || role === "hub")) return false;
  const own = ownDivision(today, call);
  return own === null ? call.actor.departments === "all" : covers(own, division);
}

const ownDivision = ({ departments }: Today, { actor }: Call): string | null =>
  actor.department === null ? null : (departments.get(actor.department)?.division ?? null);

export const mayAddLimits = (call: Call): boolean => call.actor.roles.includes("data-officer");

export async function addLimit(parts: ClockParts, call: Call, asked: NewLimit): Promise<Limit> {
  await lockLimits(call.db);
  const today = await todayOf(parts, call);
  const { division } = asked;
  const kind = today.kinds.get(asked.kind);
  if (!kind || kind.form === "agreed") throw problem(problems["kind-unknown"], { kind: asked.kind });
  if (!mayKeep(today, call, division))
    throw problem(problems["division-outside"], { own: ownDivision(today, call) ?? "", division });
  const known = await limits(call.db, asked.kind);
  const wider = ceilingBroken(known, asked);
  if (wider)
    throw problem(problems["limit-laxer"], {
      kind: kind.name.zh,
      kindEn: kind.name.en,
      days: asked.workingDays,
      extension: asked.maxExtension,
      basis: wider.basis,
      most: wider.workingDays,
      mostExtension: wider.maxExtension,
    });
  const other = known.find(
    (limit) => limit.division === division && (limit.endsOn === null || limit.endsOn >= asked.effectiveOn),
  );
  if (other) throw problem(problems["limit-exists"], { division, kind: kind.name.zh, from: other.effectiveOn });
  const row: LimitRow = { id: newId(call.now), ...asked, needsConsent: true, endsOn: null, version: 1 };
  await insertLimit(call.db, row, call.now);
  recordLimit(parts, call, "clock.add-limit", row, kind.name.zh);
  return limitView(today, call, row);
}

export async function endRegionalLimit(
  parts: ClockParts,
  call: Call,
  asked: { readonly id: string; readonly endsOn: string; readonly version: number | null },
): Promise<Limit> {
  await lockLimits(call.db);
  const today = await todayOf(parts, call);
  const row = (await limits(call.db)).find(({ id }) => id === asked.id);
  if (!row) throw problem(problems["limit-not-found"], { id: asked.id });
  if (row.division === null) throw problem(problems["limit-national"]);
  if (!mayKeep(today, call, row.division))
    throw problem(problems["division-outside"], { own: ownDivision(today, call) ?? "", division: row.division });
  refuseStale(asked.version, row.version);
  // What was promised under it stays; the past is not rewritten.
  const yesterday = dayOf(new Date(call.now.getTime() - 86_400_000));
  const earliest = row.effectiveOn > yesterday ? row.effectiveOn : yesterday;
  if (asked.endsOn < earliest) throw problem(problems["limit-end-wrong"], { endsOn: asked.endsOn, earliest });
  await endLimit(call.db, row.id, asked.endsOn);
  const ended = { ...row, endsOn: asked.endsOn, version: row.version + 1 };
  recordLimit(parts, call, "clock.end-limit", ended, kindName(today, row.kind).zh);
  return limitView(today, call, ended);
}

function recordLimit(parts: ClockParts, call: Call, action: string, row: LimitRow, name: string): void {
  const { division, workingDays, maxExtension, effectiveOn, endsOn, basis } = row;
  parts.ledger.record(call, {
    action,
    object: { kind: "limit", id: row.id, name },
    owner: call.actor.department,
    facts: { division, workingDays, maxExtension, effectiveOn, endsOn, basis },
  });
}
