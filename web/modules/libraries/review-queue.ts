import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type DoubtfulPair, librariesRoutes, type verdicts } from "#contract/libraries";
import { callApi, keyOf, useAnswer } from "#kit";

type Verdict = (typeof verdicts)[number];

/** One step of this sitting; an answer is known by its id as soon as the hub has kept it. */
type Step =
  | { readonly kind: "answer"; readonly pair: DoubtfulPair; readonly verdict: Verdict; readonly kept: Promise<string> }
  | { readonly kind: "skip"; readonly pair: DoubtfulPair };

export interface ReviewQueue {
  readonly pair: DoubtfulPair | undefined;
  readonly left: number;
  readonly counts: { readonly same: number; readonly different: number; readonly skipped: number };
  readonly isLoading: boolean;
  readonly problem: Error | null;
  readonly canUndo: boolean;
  readonly answer: (pair: DoubtfulPair, verdict: Verdict) => void;
  readonly skip: (pair: DoubtfulPair) => void;
  readonly undo: () => void;
  readonly seeSkipped: () => void;
  readonly refetch: () => void;
}

const atOnce = 50;

/**
 * The pairs that wait, one at a time. An answer is sent and the next pair shown at once: who decides fifty pairs does not
 * wait fifty times. What the hub refuses comes back as the pair that is up. `undo` takes back step after step.
 */
export function useReviewQueue(name: string): ReviewQueue {
  const client = useQueryClient();
  const asked = { params: { name }, query: { limit: atOnce } };
  const source = useAnswer(librariesRoutes.listPairs, asked, { keepsLast: true });
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [again, setAgain] = useState<DoubtfulPair | null>(null);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const passed = new Set(steps.map(({ pair }) => pair.id));
  const rows = source.data?.items ?? [];
  const open = rows.filter(({ id }) => !passed.has(id));
  const answered = steps.filter((step) => step.kind === "answer");
  const refreshAnswers = () => client.invalidateQueries({ queryKey: [librariesRoutes.listAnswers.operation] });
  const refetchPairs = () => client.invalidateQueries({ queryKey: keyOf(librariesRoutes.listPairs, asked) });
  const without = (pair: DoubtfulPair) => setSteps((now) => now.filter((step) => step.pair.id !== pair.id));

  const keep = async (pair: DoubtfulPair, verdict: Verdict): Promise<string> => {
    const params = { name, id: pair.id };
    const { id } = await callApi(librariesRoutes.answerPair, { params, body: { verdict, reason: "" } });
    return id;
  };
  const answer: ReviewQueue["answer"] = (pair, verdict) => {
    setRefusal(null);
    setAgain(null);
    const kept = keep(pair, verdict);
    setSteps((now) => [...now, { kind: "answer", pair, verdict, kept }]);
    const finish = async () => {
      try {
        await kept;
        if (open.length <= 1) await refetchPairs();
        await refreshAnswers();
      } catch (error) {
        without(pair);
        setRefusal(error as Error);
      }
    };
    void finish();
  };
  const undo = async () => {
    const last = steps.at(-1);
    if (!last) return;
    setRefusal(null);
    try {
      if (last.kind === "answer") {
        const id = await last.kept;
        await callApi(librariesRoutes.withdrawAnswer, { params: { name, id } });
        await refreshAnswers();
      }
      setAgain(last.pair);
      without(last.pair);
    } catch (error) {
      setRefusal(error as Error);
    }
  };
  return {
    pair: again ?? open[0],
    left: Math.max(0, (source.data?.total ?? 0) - answered.filter(({ pair }) => isIn(rows, pair)).length),
    counts: {
      same: answered.filter(({ verdict }) => verdict === "same").length,
      different: answered.filter(({ verdict }) => verdict === "different").length,
      skipped: steps.length - answered.length,
    },
    isLoading: source.isLoading,
    problem: refusal ?? source.error,
    canUndo: steps.length > 0,
    answer,
    skip(pair) {
      setAgain(null);
      setSteps((now) => [...now, { kind: "skip", pair }]);
    },
    undo: () => void undo(),
    seeSkipped: () => setSteps((now) => now.filter(({ kind }) => kind === "answer")),
    refetch: source.refetch,
  };
}

/** A pair that is not listed any more is not counted in the list's total either. */
const isIn = (rows: readonly DoubtfulPair[], pair: DoubtfulPair): boolean => rows.some(({ id }) => id === pair.id);
