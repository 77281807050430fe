import { intakeRoutes, type Load } from "#contract/intake";
import { useChange, useConfirm, useFormat, useToast, useWords } from "#kit";
import { dirtyWords } from "./dirty-words.ts";

const alsoChanged = ["catalog", "quality", "ledger", "home"];

/** What can be done with rejected rows of a load, many or few; each tells what came of it. */
export function useDirtyChanges(load: Pick<Load, "id">) {
  const words = useWords(dirtyWords);
  const format = useFormat();
  const toast = useToast();
  const ask = useConfirm();
  const adopting = useChange(intakeRoutes.adoptSuggestions, alsoChanged);
  const retrying = useChange(intakeRoutes.retryDirty, alsoChanged);
  const returning = useChange(intakeRoutes.returnDirty, alsoChanged);
  const params = { id: load.id };
  return {
    isBusy: adopting.isSending || retrying.isSending || returning.isSending,
    problem: adopting.problem ?? retrying.problem ?? returning.problem,
    adopt: async (which: { rule?: string; column?: string; rows?: number[] }) => {
      const done = await adopting.send({ params, body: which });
      if (done) toast(words.adopted(format.number(done.mended)));
      return done;
    },
    /** Without `rows`: every mended row. */
    retry: async (rows?: number[]) => {
      const done = await retrying.send({ params, body: rows ? { rows } : {} });
      if (done) toast(words.retried(format.number(done.loaded), format.number(done.stillBad)));
      return done;
    },
    /** Without `rows`: every row that is not settled. */
    giveBack: async (count: number, rows?: number[]) => {
      const isSure = await ask({
        title: words.returnTitle(format.number(count)),
        text: words.returnText,
        action: words.returnAction,
        isDanger: true,
      });
      if (!isSure) return null;
      const done = await returning.send({ params, body: rows ? { rows } : {} });
      if (done) toast(words.returned(format.number(done.returned)));
      return done;
    },
  };
}
