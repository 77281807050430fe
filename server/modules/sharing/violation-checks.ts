import { any, type Check, late } from "./violation-evidence.ts";
import { noSource, notCoordinated } from "./violations-of-bureaus.ts";
import * as provider from "./violations-of-providers.ts";
import * as requester from "./violations-of-requesters.ts";

/** How each rule looks. */
export const checks: Readonly<Record<string, Check>> = {
  "39-1": provider.catalogNotKept,
  "39-2": provider.conditionsOfOwn,
  "39-3": provider.notKeptForSource,
  "39-4": provider.notInTime,
  "39-5": provider.notReturned,
  "39-6": late(["correction"]),
  "39-7": provider.stoppedSilently,
  "39-8": provider.notJoined,
  "40-1": requester.collectedAgain,
  "40-2": any(requester.refusedCalls, requester.casesOf("beyond-scope", "other-purpose")),
  "40-3": requester.casesOf("third-party"),
  "40-4": requester.notDisposed,
  "40-5": requester.useUnrecorded,
  "40-6": any(requester.casesOf("security"), requester.notRectified),
  "41-1": noSource,
  "41-2": notCoordinated,
};
