export type * from "./door.ts";
export {
  firstDelivery as gateFirstDelivery,
  grantEnding as gateGrantEnding,
  grantExpired as gateGrantExpired,
} from "./events.ts";
