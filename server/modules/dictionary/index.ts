export { checkValue, sqlCheckOf } from "./check-value.ts";
export { cleanValue } from "./clean-value.ts";
export type * from "./door.ts";
export { cleaningKinds } from "./door.ts";
export { maskValue } from "./mask-value.ts";
