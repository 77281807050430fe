import { AppLink, EmptyState, LoadingState, PageHead, useAnswer, useWords } from "#kit";
import { sharingRoutes } from "#contract/sharing";
import { ApplicationPage } from "./application-screen.tsx";
import { applicationWords } from "./application-words.ts";
import { useBasket } from "./use-basket.ts";
import { needWords } from "./need-words.ts";
import "./sharing.css";

/** The draft application, wherever one comes from; empty, it says how to begin. */
export function BasketScreen() {
  const { basket: words, list } = useWords(applicationWords);
  const { find } = useWords(needWords);
  const { mayAsk } = useBasket();
  const answer = useAnswer(sharingRoutes.basket, {}, { isReady: mayAsk });
  if (answer.data?.application) return <ApplicationPage application={answer.data.application} />;
  return (
    <div className="page">
      <PageHead title={words.title} />
      <div style={{ marginTop: 16 }}>
        {!mayAsk ? (
          <EmptyState title={words.refused}>{find.cannotAskText}</EmptyState>
        ) : answer.data ? (
          <EmptyState title={words.emptyTitle} action={<AppLink href="/sharing">{list.find}</AppLink>}>
            {words.emptyText}
          </EmptyState>
        ) : (
          <LoadingState what={words.what} />
        )}
      </div>
    </div>
  );
}
