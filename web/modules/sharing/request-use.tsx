import { useState } from "react";
import { grantStatusNames } from "#contract/gate";
import { type Request, sharingRoutes } from "#contract/sharing";
import {
  Answered,
  AppLink,
  Day,
  Facts,
  KeyValues,
  LinkIfThere,
  Moment,
  NameCell,
  None,
  PlainTable,
  Section,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { requestWords } from "./request-words.ts";

const statusNames: Readonly<Record<string, { zh: string; en: string }>> = grantStatusNames;

/** What the answer gave: each grant with the way to try it, and whether anything was delivered yet. */
export function RequestGrants({ request }: { request: Request }) {
  const { grants: words } = useWords(requestWords);
  const text = useText();
  const format = useFormat();
  const { grants } = request;
  if (grants.length === 0) return null;
  return (
    <Section title={words.title} note={request.state === "committing" ? words.waits : words.note}>
      <PlainTable
        label={words.title}
        isDense={false}
        columns={[
          { title: words.resource },
          { title: words.items, width: "20%" },
          { title: words.state, width: 110 },
          { title: words.until, width: 140 },
          { title: words.first, width: 130 },
          { title: words.try, width: 150 },
        ]}
        rows={grants.map((grant) => {
          const state = statusNames[grant.state];
          return {
            key: grant.id,
            cells: [
              <NameCell
                key="resource"
                name={<LinkIfThere href={grant.href}>{grant.resourceName}</LinkIfThere>}
                {...(grant.resourceCode === null ? {} : { code: grant.resourceCode })}
              />,
              grant.masked.length > 0
                ? words.itemsText(format.number(grant.items.length), format.number(grant.masked.length))
                : words.itemsPlain(format.number(grant.items.length)),
              state ? text(state) : grant.state,
              <Day key="until" on={grant.validUntil} />,
              grant.firstDeliveryAt === null ? (
                <span key="first" className="m">
                  {words.notYet}
                </span>
              ) : (
                <Moment key="first" at={grant.firstDeliveryAt} />
              ),
              grant.state === "active" ? (
                <LinkIfThere key="try" href={`${grant.href}/try`}>
                  {words.try}
                </LinkIfThere>
              ) : (
                <None key="try" />
              ),
            ],
          };
        })}
      />
    </Section>
  );
}

/** The signed commitment, how the use ended, and the receipt of disposal. */
export function RequestEnd({ request }: { request: Request }) {
  const { page: words } = useWords(requestWords);
  const [isOpen, setOpen] = useState(false);
  const { commitment, ended, disposal } = request;
  return (
    <>
      {commitment === null ? null : (
        <Section title={words.commitment}>
          <KeyValues
            items={[
              {
                key: words.commitmentBy(commitment.by),
                value: <Moment at={commitment.at} />,
              },
              { key: words.client, value: <span className="mono">{commitment.clientId}</span> },
            ]}
          />
          <p style={{ margin: "8px 0" }}>
            <button type="button" className="plain-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? words.hideCommitment : words.openCommitment}
            </button>
          </p>
          {isOpen ? <div className="letter">{commitment.text}</div> : null}
        </Section>
      )}
      {ended === null ? null : (
        <Section title={words.ended} note={words.endedBy(ended.by)}>
          <p className="break">
            {ended.reason} <Moment at={ended.at} />
          </p>
          <p className="s break">{words.endedDemands(ended.demands)}</p>
        </Section>
      )}
      {disposal === null ? null : (
        <Section title={words.disposal} note={disposal.receipt}>
          <Facts
            items={[
              { key: words.receipt, value: disposal.receipt },
              { key: words.disposedOn, value: <Day on={disposal.disposedOn} /> },
              { key: words.witness, value: disposal.witness },
              { key: words.method, value: disposal.method, isWide: true },
              { key: words.systems, value: disposal.systems, isWide: true },
              { key: words.confirmed, value: disposal.confirmedBy ?? words.notConfirmed },
            ]}
          />
        </Section>
      )}
    </>
  );
}

/** The latest use records of this request. */
export function RequestUseRecords({ request }: { request: Request }) {
  const { use: words } = useWords(requestWords);
  const format = useFormat();
  const answer = useAnswer(sharingRoutes.listUseRecords, { query: { request: request.id, limit: 5 } });
  if (request.commitment === null && (answer.data?.total ?? 0) === 0) return null;
  return (
    <Section
      title={words.title}
      note={words.note}
      more={<AppLink href={`/sharing/use-records?request=${request.id}`}>{words.all}</AppLink>}
    >
      <Answered answer={answer} what={words.title}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 s">{words.none}</p>
          ) : (
            <PlainTable
              label={words.title}
              isDense={false}
              columns={[
                { title: words.period, width: "22%" },
                { title: words.effect },
                { title: words.calls, width: 80, isFigure: true },
                { title: words.rows, width: 90, isFigure: true },
                { title: words.by, width: 140 },
              ]}
              rows={items.map((record) => ({
                key: record.id,
                cells: [
                  `${format.date(record.fromOn)} – ${format.date(record.untilOn)}`,
                  record.effect,
                  format.number(record.calls),
                  format.number(record.rows),
                  <span key="by">
                    {record.by} <Moment at={record.at} />
                  </span>,
                ],
              }))}
            />
          )
        }
      </Answered>
    </Section>
  );
}
