import type { GateMode, GrantState, GrantStatus, GrantTerms } from "#contract/gate";
import { gateModeNames, publicReader } from "#contract/gate";
import type { ValueKind } from "#contract/dictionary";
import { type NetworkZone, networkZoneNames } from "#contract/registry";
import { type AskedCondition, askedOf, namedValues, satisfies } from "./conditions.ts";
import { type Denial, deny } from "./refusals.ts";

/** What a decision knows of the resource now. */
export interface ResourceFacts {
  readonly name: string;
  readonly isWithdrawn: boolean;
  /** Every item, by field. */
  readonly kinds: ReadonlyMap<string, ValueKind>;
  readonly keys: readonly string[];
  /** Granted items whose values leave masked. */
  readonly masked: ReadonlySet<string>;
}

export interface GrantFacts {
  readonly code: string;
  readonly state: GrantState;
  readonly stateReason: string;
  readonly terms: GrantTerms;
  /** Division code of the department it was given to. */
  readonly ownDivision: string;
}

export interface Asked {
  readonly department: string;
  /** The service client, or null for a person. */
  readonly client: string | null;
  readonly mode: GateMode;
  readonly zone: NetworkZone;
  /** `YYYY-MM-DD`, China Standard Time. */
  readonly today: string;
  /** Items to be delivered; empty stands for all that are granted. */
  readonly items: readonly string[];
  readonly conditions: readonly AskedCondition[];
}

/** Where a grant stands on a day. */
export function statusOn({ state, terms }: Pick<GrantFacts, "state" | "terms">, today: string): GrantStatus {
  if (state !== "active") return state;
  if (today < terms.validFrom) return "not-yet";
  return terms.validUntil !== null && today > terms.validUntil ? "expired" : "active";
}

/**
 * The one decision about data on its way out: null allows, anything else is the first rule broken. Nothing here looks at
 * a clock, a database or the network; what it is not told cannot change its mind.
 */
export function decide(grant: GrantFacts, resource: ResourceFacts, asked: Asked): Denial | null {
  return (
    whyNotStanding(grant, asked) ??
    (resource.isWithdrawn ? deny("resource-withdrawn", { name: resource.name }) : null) ??
    whyNotPlace(grant, asked) ??
    whyNotItems(grant, resource, asked) ??
    whyNotConditions(grant, resource, asked)
  );
}

function whyNotStanding(grant: GrantFacts, asked: Asked): Denial | null {
  const { code, terms, stateReason } = grant;
  if (asked.department !== terms.department)
    return deny("grant-unknown", { department: asked.department, grant: code });
  const status = statusOn(grant, asked.today);
  switch (status) {
    case "prepared":
      return deny("grant-prepared", { grant: code });
    case "not-yet":
      return deny("grant-not-yet", { grant: code, from: terms.validFrom });
    case "expired":
      return deny("grant-expired", { grant: code, until: terms.validUntil ?? "" });
    case "suspended":
    case "ended":
      return deny(`grant-${status}`, { grant: code, reason: stateReason });
    case "active":
      return null;
  }
}

function whyNotPlace({ code, terms }: GrantFacts, { client, mode, zone }: Asked): Denial | null {
  // A department's person may try what its clients are named for; somebody of the public is nobody but the client named.
  const isNamed = client === null ? terms.department !== publicReader : terms.clients.includes(client);
  if (terms.clients.length > 0 && !isNamed) return deny("client-not-named", { grant: code, client: client ?? "" });
  if (!terms.modes.includes(mode)) return deny("mode-not-granted", { grant: code, mode: gateModeNames[mode].zh });
  if (terms.zones.length > 0 && !terms.zones.includes(zone)) {
    const zones = terms.zones.map((one) => networkZoneNames[one].zh).join("、");
    return deny("zone-not-granted", { grant: code, zones, zone: networkZoneNames[zone].zh });
  }
  return null;
}

function whyNotItems({ code, terms }: GrantFacts, { name, kinds }: ResourceFacts, asked: Asked): Denial | null {
  const touched = [...asked.items, ...asked.conditions.map((condition) => condition.item)];
  const unknown = touched.filter((item) => !kinds.has(item));
  if (unknown.length > 0) return deny("item-unknown", { name, items: unknown.join("、") });
  const missing = touched.filter((item) => !terms.items.some(({ field }) => field === item));
  return missing.length === 0 ? null : deny("item-not-granted", { grant: code, items: missing.join("、") });
}

/**
 * A filter may only narrow, and may not be a way to guess what is masked: what is masked may be named whole where it is
 * the key (whoever has it knows it), and nothing else. Somebody of the public may have made it up: for everybody a key is
 * as hidden as any.
 */
function whyNotConditions(grant: GrantFacts, { kinds, keys, masked }: ResourceFacts, asked: Asked): Denial | null {
  for (const condition of asked.conditions) {
    const isWholeKey =
      condition.op === "in" && keys.includes(condition.item) && grant.terms.department !== publicReader;
    if (masked.has(condition.item) && !isWholeKey) return deny("filter-on-masked", { items: condition.item });
    const kind = kinds.get(condition.item) ?? "text";
    for (const granted of grant.terms.rows.filter((row) => row.item === condition.item)) {
      const outside = namedValues(condition).find((value) => !satisfies(granted, kind, value, grant.ownDivision));
      if (outside !== undefined)
        return deny("filter-widens", { grant: grant.code, item: condition.item, value: outside ?? "null" });
    }
  }
  return null;
}

/** The grant's own conditions in the form they are compiled from. */
export const grantedConditions = ({ terms, ownDivision }: GrantFacts): AskedCondition[] =>
  terms.rows.map((row) => askedOf(row, ownDivision));
