import { type Follow, followRoutes, type Reconciliation } from "#contract/intake-follow";
import { Answered, AppLink, CopyCode, Moment, None, PlainTable, Section, useAnswer, useFormat, useWords } from "#kit";
import { pageWords } from "./page-words.ts";
import { EqualWord } from "./parts.tsx";

const shown = 10;
const renewMs = 15_000;

/** Every comparison with the source: its numbers, and the ticket of a difference. */
export function Reconciliations({ follow }: { follow: Follow }) {
  const words = useWords(pageWords);
  const answer = useAnswer(
    followRoutes.listReconciliations,
    { params: { id: follow.id }, query: { limit: shown } },
    { every: renewMs },
  );
  return (
    <Section title={words.reconciliations} note={words.reconciliationsNote}>
      <Answered answer={answer} what={words.reconciliations} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{follow.plan.reconciles ? words.noReconciliations : words.reconcilesNot}</p>
          ) : (
            <ReconciliationTable items={items} />
          )
        }
      </Answered>
    </Section>
  );
}

export function ReconciliationTable({ items }: { items: readonly Reconciliation[] }) {
  const words = useWords(pageWords);
  const format = useFormat();
  return (
    <PlainTable
      label={words.reconciliations}
      columns={[
        { title: words.result, width: 100 },
        { title: words.at, width: 120 },
        { title: words.sourceCount, width: 110, isFigure: true },
        { title: words.lakeCount, width: 110, isFigure: true },
        { title: words.rejected, width: 80, isFigure: true },
        { title: words.sums },
        { title: words.ticket, width: 170 },
      ]}
      rows={items.map((one) => ({
        key: one.id,
        cells: [
          <EqualWord key="result" result={one} />,
          <Moment key="at" at={one.at} />,
          format.number(one.sourceCount),
          format.number(one.lakeCount),
          one.rejectedCount === 0 ? <None key="rejected" /> : format.number(one.rejectedCount),
          <Checksums key="sums" one={one} />,
          <Ticket key="ticket" one={one} />,
        ],
      }))}
    />
  );
}

function Checksums({ one }: { one: Reconciliation }) {
  const words = useWords(pageWords);
  if (one.sourceChecksum === null && one.lakeChecksum === null) return <span className="m">{words.noSum}</span>;
  const sum = (value: string | null) =>
    value === null ? <span className="m">{words.noSum}</span> : <CopyCode code={value} />;
  return (
    <details>
      <summary>{words.sumsOpen}</summary>
      <div className="checksums">
        <span>
          {words.sourceSum} {sum(one.sourceChecksum)}
        </span>
        <span>
          {words.lakeSum} {sum(one.lakeChecksum)}
        </span>
        {one.columns.length > 0 ? <span className="m break">{words.ofColumns(one.columns.join(", "))}</span> : null}
      </div>
    </details>
  );
}

function Ticket({ one: { ticket } }: { one: Reconciliation }) {
  const words = useWords(pageWords);
  const format = useFormat();
  if (ticket === null) return <None />;
  return (
    <>
      <AppLink href={`/clock/commitments/${ticket.commitmentId}`} className="l1">
        {words.ticketOpen}
      </AppLink>
      <span className="l2">
        {ticket.isOpen
          ? ticket.dueAt === null
            ? null
            : words.ticketDue(format.day(ticket.dueAt))
          : words.ticketClosed}
      </span>
    </>
  );
}
