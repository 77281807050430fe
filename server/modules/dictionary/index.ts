import { dayOf } from "./calendar.ts";
import type { DictionaryDeps, Parts } from "./deps.ts";
import type { Dictionary } from "./door.ts";
import { installPack } from "./install-pack.ts";
import { propose } from "./propose.ts";
import { codeListOn, createReading } from "./reading.ts";
import { dictionaryRouteTable } from "./routes.ts";

export { checkValue, sqlCheckOf } from "./check-value.ts";
export { cleanValue } from "./clean-value.ts";
export type { DictionaryDeps } from "./deps.ts";
export type * from "./door.ts";
export { cleaningKinds } from "./door.ts";
export { checkFacts, type Judgement, judgeValue } from "./judge-value.ts";
export { maskValue } from "./mask-value.ts";
export { createPackProposer, type PackProposal } from "./pack-proposals.ts";
export { problems as dictionaryProblems } from "./problems.ts";

export function createDictionary(deps: DictionaryDeps): Dictionary {
  const parts: Parts = { ...deps, reading: createReading() };
  return {
    routes: dictionaryRouteTable(parts),
    open: (call) => installPack(call, parts),
    elements: async (call) => (await parts.reading.current(call)).elements,
    async codeList(call, id, version) {
      const snapshot = await parts.reading.current(call);
      return version === undefined
        ? codeListOn(snapshot, id, dayOf(call.now))
        : snapshot.versions.get(id)?.find((one) => one.version === version);
    },
    propose: (call, columns) => propose(call, parts, columns),
  };
}
