import { eventType } from "#kernel/jobs/events";
import type { FirstDelivery, GrantEnding, GrantExpired } from "./door.ts";

export const firstDelivery = eventType<FirstDelivery>("gate.first-delivered");
export const grantEnding = eventType<GrantEnding>("gate.grant-ending");
export const grantExpired = eventType<GrantExpired>("gate.grant-expired");
