import { useRouterState } from "@tanstack/react-router";
import { Button } from "antd";
import { AppLink, EmptyState, ErrorState, PageHead, useWords } from "#kit";
import { shellWords } from "./words.ts";

/** An address nobody answers to. */
export function NotFoundScreen() {
  const words = useWords(shellWords).notFound;
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <main className="page">
      <PageHead title={words.title} />
      <p className="s" style={{ margin: "4px 0 12px" }}>
        {words.text(path)}
      </p>
      <AppLink href="/">{words.home}</AppLink>
    </main>
  );
}

/** A screen that failed to draw, or whose file has gone because the hub was updated meanwhile. */
export function FailureScreen({ error: thrown }: { error: unknown }) {
  const words = useWords(shellWords).failure;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const isGone = /dynamically imported module|Importing a module script failed/i.test(error.message);
  const reload = () => location.reload();
  return (
    <main className="page">
      <PageHead title={words.title} />
      <div style={{ marginTop: 12 }}>
        {isGone ? (
          <EmptyState title={words.newer} action={<Button onClick={reload}>{words.reload}</Button>} />
        ) : (
          <ErrorState error={error} retry={reload} />
        )}
      </div>
    </main>
  );
}
