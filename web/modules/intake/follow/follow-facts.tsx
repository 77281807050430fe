import type { Follow } from "#contract/intake-follow";
import { AppLink, Facts, KeyValues, Moment, Section, useFormat, useText, useWords } from "#kit";
import { pageWords } from "./page-words.ts";
import { EqualWord, Lag, RunStateWord } from "./parts.tsx";
import { usePlanWords } from "./plan-in-words.ts";
import { useScheduleWords } from "./schedule-words.ts";
import { followWords } from "./words.ts";

/** How a follow stands now; every figure leads to what it was counted from. */
export function FollowFacts({ follow }: { follow: Follow }) {
  const all = useWords(followWords);
  const words = useWords(pageWords);
  const format = useFormat();
  const { lastRun, lastReconciliation, lag } = follow;
  const text = useText();
  const place = follow.positionText;
  return (
    <Section title={words.state}>
      <Facts
        items={[
          {
            key: words.lag,
            value: lag === null ? <span className="m">{words.noLag}</span> : <Lag lag={lag} lags={follow.lags} />,
          },
          lag?.bytes ? { key: words.logTitle, value: format.bytes(lag.bytes) } : null,
          {
            key: words.rows,
            value:
              follow.rowCount === null ? null : (
                <AppLink href={`/catalog/${follow.resourceId}`}>{format.number(follow.rowCount)}</AppLink>
              ),
          },
          {
            key: words.lastRun,
            value: lastRun ? (
              <AppLink href={`/intake/runs/${lastRun.id}`} className="row g2">
                <RunStateWord state={lastRun.state} /> {all.run(format.number(lastRun.followNumber))}
              </AppLink>
            ) : null,
          },
          {
            key: words.lastReconciled,
            value: (
              <EqualWord
                result={lastReconciliation}
                {...(lastReconciliation?.runId ? { href: `/intake/runs/${lastReconciliation.runId}` } : {})}
              />
            ),
          },
          {
            key: words.next,
            value: follow.nextRunAt ? <Moment at={follow.nextRunAt} /> : <span className="m">{words.noNext}</span>,
          },
          {
            key: words.dirty,
            value:
              lastRun && lastRun.counts.rejected > 0 ? (
                <AppLink href={`/intake/loads?resourceId=${follow.resourceId}&hasDirty=true`}>
                  {all.list.rejected(format.number(lastRun.counts.rejected))}
                </AppLink>
              ) : (
                <span className="m">{words.noDirty}</span>
              ),
          },
          {
            key: words.position,
            isWide: true,
            value: place ? <span className="break">{text(place)}</span> : <span className="m">{words.noPosition}</span>,
          },
        ]}
      />
    </Section>
  );
}

/** What a person decided about following it. */
export function FollowPlanFacts({ follow }: { follow: Follow }) {
  const all = useWords(followWords);
  const words = useWords(pageWords);
  const sayWhen = useScheduleWords();
  const say = usePlanWords(follow.plan);
  const { plan } = follow;
  return (
    <Section title={words.plan}>
      <KeyValues
        items={[
          {
            key: all.list.source,
            value: <AppLink href={`/intake/sources/${follow.sourceId}`}>{follow.sourceName}</AppLink>,
          },
          {
            key: words.resource,
            value: <AppLink href={`/catalog/${follow.resourceId}`}>{follow.resourceName}</AppLink>,
          },
          { key: words.mode, value: all.modes[plan.mode] },
          { key: words.schedule, value: sayWhen(follow) },
          plan.key.length === 0
            ? null
            : { key: words.key, value: <span className="break">{plan.key.join("、")}</span> },
          plan.watermark ? { key: words.watermark, value: say.watermark } : null,
          { key: words.history, value: plan.keepsHistory ? words.keeps : words.keepsNot },
          { key: words.retry, value: say.retry },
          { key: words.dirtyLimit, value: say.dirtyLimit },
          { key: words.drift, value: plan.drift === "stop" ? words.driftStops : words.driftGoesOn },
          { key: words.reconcile, value: plan.reconciles ? words.reconcileYes : words.reconcileNo },
        ]}
      />
    </Section>
  );
}
