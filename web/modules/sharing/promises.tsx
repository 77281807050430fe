import type { ReactNode } from "react";
import type { z } from "zod";
import { type Commitment, clockRoutes } from "#contract/clock";
import type { PromiseView } from "#contract/sharing";
import {
  Day,
  LinkIfThere,
  None,
  PlainTable,
  PromiseBar,
  PromiseWord,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { promiseOf, promiseStateOfColour, usePlainText } from "#shell";
import { sharingWords } from "./words.ts";

export type PromiseOfFile = z.infer<typeof PromiseView>;

const atOnce = 500;
const openStates: ReadonlySet<string> = new Set(["running", "paused", "missed"]);

/**
 * The open commitments of shared files by id, for the bars of a list: the list says whose turn it is, the clock how many
 * days there were. A row whose commitment is not among them shows its days in words, without a bar.
 */
export function useCommitments(): ReadonlyMap<string, Commitment> {
  const { data } = useAnswer(clockRoutes.listCommitments, { query: { subjectModule: "sharing", limit: atOnce } });
  return new Map((data?.items ?? []).map((commitment) => [commitment.id, commitment]));
}

/** Working days left, as the bar where the clock has told how many there were. */
export function PromiseLeft({
  promise,
  commitment,
}: {
  promise: PromiseOfFile | null;
  commitment: Commitment | undefined;
}) {
  const words = useWords(sharingWords).promise;
  const format = useFormat();
  const plain = usePlainText();
  if (promise === null) return <None />;
  const due = promise.dueOn === null ? words.noDue : words.due(format.day(promise.dueOn));
  if (commitment) return <PromiseBar facts={promiseOf(commitment)} title={`${due} · ${plain(promise.basis)}`} />;
  const left = promise.workingDaysLeft;
  return (
    <PromiseWord state={promiseStateOfColour(promise.colour)}>
      {left === null ? words.paused : left < 0 ? words.late(format.number(-left)) : words.left(format.number(left))}
    </PromiseWord>
  );
}

/** Two lines of a list: who waits, who owes; only the two names where nobody waits any more. */
export function Parties({ waits, owes, isOver = false }: { waits: ReactNode; owes: ReactNode; isOver?: boolean }) {
  const words = useWords(sharingWords).promise;
  return (
    <>
      <span className="l1">
        {waits} {isOver ? null : <span className="m">{words.waits}</span>}
      </span>
      <span className="l2">
        {owes} {isOver ? null : <span className="m">{words.owes}</span>}
      </span>
    </>
  );
}

/** Due day and basis of a promise, one below the other. */
export function DueAndBasis({ promise }: { promise: PromiseOfFile | null }) {
  const words = useWords(sharingWords).promise;
  const plain = usePlainText();
  if (promise === null) return <None />;
  return (
    <>
      <span className="l1">{promise.dueOn === null ? words.noDue : <Day on={promise.dueOn} />}</span>
      <span className="l2">{plain(promise.basis)}</span>
    </>
  );
}

/** Every promise of a file: who waits, for what, until when, on which basis. */
export function Promises({ promises }: { promises: readonly PromiseOfFile[] }) {
  const words = useWords(sharingWords).promise;
  const text = useText();
  const format = useFormat();
  const plain = usePlainText();
  const commitments = useCommitments();
  const { data: kinds } = useAnswer(clockRoutes.listKinds, {});
  const kindName = (code: string) => {
    const kind = kinds?.items.find((one) => one.code === code);
    return kind ? text(kind.name) : code;
  };
  if (promises.length === 0) return null;
  return (
    <PlainTable
      label={words.title}
      isDense={false}
      columns={[
        { title: words.what },
        { title: words.parties, width: "26%" },
        { title: words.leftTitle, width: 190 },
        { title: words.dueAndBasis, width: "28%" },
      ]}
      rows={promises.map((promise) => {
        const isOpen = openStates.has(promise.state);
        return {
          key: promise.id,
          cells: [
            <LinkIfThere key="what" href={`/clock/commitments/${promise.id}`} className="l1">
              {kindName(promise.kind)}
            </LinkIfThere>,
            <Parties key="parties" waits={promise.owedToName} owes={promise.owedByName} />,
            isOpen ? (
              <PromiseLeft key="left" promise={promise} commitment={commitments.get(promise.id)} />
            ) : (
              <PromiseWord key="left" state={promise.state === "met-late" ? "missed" : "met"}>
                {promise.state === "dropped" ? words.dropped : promise.state === "met-late" ? words.metLate : words.met}
              </PromiseWord>
            ),
            <span key="due">
              <span className="l1">{promise.dueOn === null ? words.noDue : format.day(promise.dueOn)}</span>
              <span className="l2">{plain(promise.basis)}</span>
            </span>,
          ],
        };
      })}
    />
  );
}
