import { Button } from "antd";
import type { ReactNode } from "react";
import { useFormat, useWords } from "./language.tsx";
import { PageHead } from "./page-head.tsx";
import { ApiProblem } from "./problem.ts";
import { kitWords } from "./words.ts";

/** Nothing here: says why that is so, and what can be done. */
export const EmptyState = ({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) => (
  <div className="state">
    <b className="state-title">{title}</b>
    {children}
    {action ? <div className="row g2 wrap">{action}</div> : null}
  </div>
);

/** Says what is waited for; grey rows where a list will stand. */
export function LoadingState({ what, rows = 0 }: { what?: string; rows?: number }) {
  const words = useWords(kitWords);
  const text = `${words.loading(what ?? words.thisPage)}…`;
  if (rows === 0)
    return (
      <output className="t13 m" style={{ padding: "12px 0" }}>
        {text}
      </output>
    );
  return (
    <output className="state-rows">
      <span className="unseen">{text}</span>
      {Array.from({ length: rows }, (_, row) => (
        <i key={row} />
      ))}
    </output>
  );
}

/** A refusal or a failure: what happened, what to do next, and the code to quote when asking for help. */
export function ErrorState({ error, retry, title }: { error: Error; retry?: () => void; title?: string }) {
  const words = useWords(kitWords);
  const next = useNextStep(error);
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <div className="state error" role="alert">
      <b className="state-title break">{title ? `${title}${separator(title)}${error.message}` : error.message}</b>
      {next ? <span>{next}</span> : null}
      {problem && problem.errors.length > 0 ? (
        <ul>
          {problem.errors.map((field) => (
            <li key={field.pointer + field.detail}>{field.detail}</li>
          ))}
        </ul>
      ) : null}
      <div className="row g3 wrap">
        {retry ? (
          <Button size="small" onClick={retry}>
            {problem?.status === 412 ? words.reload : words.retry}
          </Button>
        ) : null}
        {problem ? (
          <span className="t12 m">
            {words.problemCode} <span className="mono">{problem.code}</span>
          </span>
        ) : null}
      </div>
    </div>
  );
}

const separator = (title: string) => (/^[\x20-\x7e]*$/.test(title) ? ": " : "：");

function useNextStep(error: Error): string | null {
  const words = useWords(kitWords).nextByStatus;
  const format = useFormat();
  if (!(error instanceof ApiProblem)) return words.defect;
  if (error.isNetwork) return words.network;
  if (error.status >= 500) return words.defect;
  switch (error.status) {
    case 403:
      return words.permission;
    case 404:
      return words.missing;
    case 412:
      return words.stale;
    case 429:
      return words.wait(format.number(Number(error.facts["retryAfterSeconds"] ?? 1)));
    default:
      return null;
  }
}

interface AnsweredProps<Data> {
  readonly answer: { data: Data | undefined; error: Error | null; refetch: () => void };
  /** What is being read, for the waiting sentence. */
  readonly what: string;
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}

/** What a part of a page shows until its answer is here: waiting, then the problem or the part. */
export function Answered<Data>({ answer, what, rows = 0, children }: AnsweredProps<Data>) {
  if (answer.data !== undefined) return children(answer.data);
  if (answer.error) return <ErrorState error={answer.error} retry={answer.refetch} />;
  return <LoadingState what={what} rows={rows} />;
}

/** The same for a whole record page: until the record is here, the heading says what it will be. */
export function AnsweredPage<Data>(props: AnsweredProps<Data>) {
  if (props.answer.data !== undefined) return <Answered {...props} />;
  return (
    <>
      <PageHead title={props.what} isRecord />
      <div style={{ marginTop: 12 }}>
        <Answered {...props} />
      </div>
    </>
  );
}
