import type { Source } from "#contract/intake";
import { followRoutes } from "#contract/intake-follow";
import { AppLink, NameCell, PlainTable, Section, useAnswer, useFormat, useWords } from "#kit";
import { EqualWord, HealthWord, Lag } from "./parts.tsx";
import { useScheduleWords } from "./schedule-words.ts";
import { followWords } from "./words.ts";

const shown = 12;

/** Tables of one source that are followed, the worst first. */
export function FollowsOfSource({ source }: { source: Source }) {
  const all = useWords(followWords);
  const words = all.list;
  const format = useFormat();
  const sayWhen = useScheduleWords();
  const { data } = useAnswer(followRoutes.listFollows, { query: { sourceId: source.id, limit: shown } });
  if (!data || data.total === 0) return null;
  return (
    <Section
      title={words.what}
      more={
        <AppLink href={`/intake/follows?sourceId=${source.id}`}>{all.alerts.all(format.number(data.total))}</AppLink>
      }
    >
      <PlainTable
        label={words.what}
        columns={[
          { title: words.name },
          { title: words.mode, width: 190 },
          { title: words.state, width: 110 },
          { title: words.lag, width: 150 },
          { title: words.reconciled, width: 110 },
        ]}
        rows={data.items.map((follow) => ({
          key: follow.id,
          cells: [
            <NameCell
              key="name"
              name={follow.resourceName}
              href={`/intake/follows/${follow.id}`}
              note={<span className="mono break">{follow.table}</span>}
            />,
            <span key="mode">
              {all.modes[follow.plan.mode]} <span className="m">{sayWhen(follow)}</span>
            </span>,
            <HealthWord key="state" health={follow.health} />,
            <Lag key="lag" lag={follow.lag} lags={follow.lags} />,
            <EqualWord key="equal" result={follow.lastReconciliation} />,
          ],
        }))}
      />
    </Section>
  );
}
