import { Button } from "antd";
import { useState } from "react";
import { type InclusionProof, type LedgerEntry, ledgerRoutes } from "#contract/ledger";
import {
  AppLink,
  callApi,
  CopyCode,
  ErrorState,
  Icon,
  Moment,
  Note,
  saveText,
  StateWord,
  useFormat,
  useWords,
} from "#kit";
import { type Remembered, recallCheckpoint, rememberCheckpoint } from "./remembered.ts";
import { onlyGrew, type Verdict, verifyEntry } from "./verify.ts";
import { ledgerWords } from "./words.ts";

interface Outcome {
  readonly proof: InclusionProof;
  readonly verdict: Verdict;
  readonly memory: Memory;
}

/** How the ledger stands to what this browser verified before. */
type Memory =
  | { readonly kind: "first" }
  | { readonly kind: "compared"; readonly before: Remembered; readonly isSameKey: boolean; readonly grew: boolean };

async function prove(entry: LedgerEntry): Promise<Outcome> {
  const proof = await callApi(ledgerRoutes.proveEntry, { params: { number: entry.number } });
  const verdict = verifyEntry(entry, proof);
  const memory = await compare(proof);
  const isTrusted = verdict.isGood && (memory.kind === "first" || (memory.isSameKey && memory.grew));
  if (isTrusted) rememberCheckpoint(proof.checkpoint);
  return { proof, verdict, memory };
}

async function compare({ checkpoint }: InclusionProof): Promise<Memory> {
  const before = recallCheckpoint();
  if (!before) return { kind: "first" };
  const isSameKey = before.verifier === checkpoint.verifier;
  if (before.size > checkpoint.size || !isSameKey) return { kind: "compared", before, isSameKey, grew: false };
  if (before.size === checkpoint.size)
    return { kind: "compared", before, isSameKey, grew: before.root === checkpoint.root };
  const consistency = await callApi(ledgerRoutes.proveConsistency, {
    query: { from: before.size, to: checkpoint.size },
  });
  return { kind: "compared", before, isSameKey, grew: onlyGrew(before, checkpoint, consistency) };
}

/** Fetches the proof and computes everything in this browser, step by step, each said in words. */
export function VerifyEntry({ entry }: { entry: LedgerEntry }) {
  const words = useWords(ledgerWords).verify;
  const [state, setState] = useState<"idle" | "running" | Outcome | Error>("idle");
  const start = async () => {
    setState("running");
    try {
      setState(await prove(entry));
    } catch (error) {
      setState(error as Error);
    }
  };
  const isDone = typeof state === "object" && !(state instanceof Error);
  return (
    <section className="ledger-verify" aria-label={words.title}>
      <h3 className="sub">{words.title}</h3>
      <p className="t12 m">{words.intro}</p>
      <div className="row g3 wrap" style={{ margin: "8px 0" }}>
        <Button
          type={isDone ? "default" : "primary"}
          icon={<Icon name="shield" />}
          loading={state === "running"}
          onClick={() => void start()}
        >
          {isDone ? words.again : words.action}
        </Button>
        <AppLink href="/ledger/how-to-verify" className="t13">
          {words.howTo}
        </AppLink>
      </div>
      <output>
        {state === "running" ? <p className="t13 s">{words.running}</p> : null}
        {state instanceof Error ? <ErrorState error={state} retry={() => void start()} /> : null}
        {isDone ? <VerdictView entry={entry} outcome={state} /> : null}
      </output>
    </section>
  );
}

function VerdictView({ entry, outcome }: { entry: LedgerEntry; outcome: Outcome }) {
  const words = useWords(ledgerWords).verify;
  const format = useFormat();
  const { verdict, proof, memory } = outcome;
  const number = format.entry(entry.number);
  const lines = [
    ...verdict.steps.map(({ name, isGood }) => ({
      key: name as string,
      isGood,
      text: name === "path" ? words.steps.path(verdict.pathLength) : words.steps[name],
    })),
    ...useMemoryLines(memory, proof),
  ];
  const isGood = lines.every((line) => line.isGood);
  return (
    <>
      <Note
        tone={isGood ? "plain" : "fault"}
        title={
          isGood
            ? words.good(number, format.number(verdict.size), verdict.pathLength, verdict.signer)
            : words.bad(number)
        }
      >
        <span className="t12">
          <Moment at={proof.checkpoint.at} isFull />
        </span>
      </Note>
      <ol className="ledger-steps">
        {lines.map((line) => (
          <li key={line.key}>
            <StateWord icon={line.isGood ? "check" : "fault"} tone={line.isGood ? "good" : "fault"}>
              {line.isGood ? words.passed : words.failed}
            </StateWord>
            <span>{line.text}</span>
          </li>
        ))}
      </ol>
      <ProofDetails proof={proof} />
      <button
        type="button"
        className="plain-button t13"
        onClick={() =>
          saveText(JSON.stringify(proof, null, 2), `ledger-proof-${entry.number}.json`, "application/json")
        }
      >
        {words.download}
      </button>
    </>
  );
}

function useMemoryLines(memory: Memory, proof: InclusionProof) {
  const { steps } = useWords(ledgerWords).verify;
  const format = useFormat();
  if (memory.kind === "first") return [{ key: "first", isGood: true, text: steps.firstKey }];
  const [from, to] = [memory.before.size, proof.checkpoint.size];
  const text =
    from > to
      ? steps.shrunk(format.number(from), format.number(to))
      : from === to
        ? steps.same(format.number(to))
        : steps.grown(format.number(from), format.number(to));
  return [
    { key: "same-key", isGood: memory.isSameKey, text: steps.sameKey },
    { key: "grown", isGood: memory.grew, text },
  ];
}

function ProofDetails({ proof }: { proof: InclusionProof }) {
  const words = useWords(ledgerWords).verify;
  const { checkpoint } = proof;
  return (
    <details className="ledger-details">
      <summary>{words.details}</summary>
      <dl>
        <dt>{words.leafHash}</dt>
        <dd>
          <CopyCode code={proof.leafHash} />
        </dd>
        <dt>{words.root}</dt>
        <dd>
          <CopyCode code={checkpoint.root} />
        </dd>
        <dt>{words.key}</dt>
        <dd>
          <CopyCode code={checkpoint.verifier} />
        </dd>
        <dt>{words.note}</dt>
        <dd>
          <pre>{checkpoint.note}</pre>
        </dd>
        <dt>{words.leaf}</dt>
        <dd>
          <pre>{proof.leaf}</pre>
        </dd>
      </dl>
    </details>
  );
}
