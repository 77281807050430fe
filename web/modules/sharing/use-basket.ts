import { type Application, type Candidate, sharingRoutes } from "#contract/sharing";
import { useAnswer, useChange, useToast, useWords } from "#kit";
import { useHasRole, useSession } from "#shell";
import { askers } from "./askers.ts";
import { needWords } from "./need-words.ts";

export interface Basket {
  /** False where this person, for this department, does not ask for data. */
  readonly mayAsk: boolean;
  readonly application: Application | null;
  readonly has: (resourceId: string) => boolean;
  readonly add: (resource: Pick<Candidate, "resourceId" | "name">, demandId?: string) => Promise<void>;
  readonly isAdding: boolean;
  readonly problem: Error | null;
}

/** The person's basket: the draft of one application across departments. */
export function useBasket(): Basket {
  const words = useWords(needWords).find;
  const toast = useToast();
  const hasRole = useHasRole();
  const { department } = useSession();
  const mayAsk = hasRole(askers) && department !== null;
  const { data } = useAnswer(sharingRoutes.basket, {}, { isReady: mayAsk });
  const change = useChange(sharingRoutes.addToBasket, ["ledger"]);
  const application = data?.application ?? null;
  return {
    mayAsk,
    application,
    has: (resourceId) => application?.lines.some((line) => line.resourceId === resourceId) ?? false,
    add: async ({ resourceId, name }, demandId) => {
      const body = { resourceId, ...(demandId === undefined ? {} : { demandId }) };
      if (await change.send({ body })) toast(words.added(name));
    },
    isAdding: change.isSending,
    problem: change.problem,
  };
}
