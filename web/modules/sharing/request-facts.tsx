import { shareModeNames } from "#contract/catalog";
import { networkZoneNames } from "#contract/registry";
import { type Request, requestKindNames } from "#contract/sharing";
import { AppLink, Facts, Moment, Note, Section, useFormat, useText, useWords } from "#kit";
import { DepartmentName } from "#shell";
import { BasisTexts } from "./application-parts.tsx";
import { applicationWords } from "./application-words.ts";
import { requestWords } from "./request-words.ts";

/** Basis, scene, scope, mode, time limit (Order 809 art. 20), and the signatures of both sides. */
export function RequestFacts({ request }: { request: Request }) {
  const { page: words } = useWords(requestWords);
  const { facts } = useWords(applicationWords);
  const text = useText();
  const format = useFormat();
  const { fromOn, untilOn, requesterSigned, providerSigned } = request;
  return (
    <Section title={words.facts} note={words.factsNote}>
      <Facts
        items={[
          { key: words.asker, value: <DepartmentName code={request.department} /> },
          { key: words.provider, value: <DepartmentName code={request.provider} /> },
          {
            key: words.application,
            value: (
              <>
                <AppLink href={`/sharing/applications/${request.applicationId}`}>{request.applicationNumber}</AppLink>{" "}
                <span className="m">{text(requestKindNames[request.kind])}</span>
              </>
            ),
          },
          { key: facts.basis, value: <BasisTexts basis={request.basisTexts} />, isWide: true },
          { key: facts.scene, value: request.scene, isWide: true },
          { key: facts.purpose, value: request.purpose, isWide: true },
          { key: facts.mode, value: text(shareModeNames[request.mode]) },
          {
            key: facts.period,
            value:
              untilOn === null
                ? null
                : facts.periodText(fromOn === null ? facts.now : format.date(fromOn), format.date(untilOn)),
          },
          {
            key: facts.calls,
            value: request.dailyCalls === null ? null : facts.callsText(format.number(request.dailyCalls)),
          },
          { key: facts.zone, value: text(networkZoneNames[request.zone]) },
          { key: facts.system, value: request.systemName },
          { key: words.handler, value: request.handler ?? words.noHandler },
          {
            key: words.requesterSigned,
            value: (
              <>
                {facts.signedText(requesterSigned.by)} <Moment at={requesterSigned.at} />
              </>
            ),
          },
          {
            key: words.providerSigned,
            value:
              providerSigned === null ? (
                words.notSigned
              ) : (
                <>
                  {facts.signedText(providerSigned.by)} <Moment at={providerSigned.at} />
                  {providerSigned.isByRule ? <span className="m"> {words.byRule}</span> : null}
                </>
              ),
          },
          request.precedes === null
            ? null
            : {
                key: words.precedes,
                value: <AppLink href={`/sharing/requests/${request.precedes}`}>{words.openPrecedes}</AppLink>,
              },
        ]}
      />
    </Section>
  );
}

/** What went back and forth before the answer: supplements, returned answers, extensions, aggregation. */
export function RequestNotes({ request }: { request: Request }) {
  const { page: words } = useWords(requestWords);
  const text = useText();
  const format = useFormat();
  const { supplement, answerReturned, extensions, aggregationWarnings } = request;
  return (
    <>
      {answerReturned === null ? null : (
        <div style={{ marginTop: 12 }}>
          <Note tone="fault" title={words.returnedTitle(answerReturned.by, answerReturned.isBureau)}>
            {answerReturned.reason} <Moment at={answerReturned.at} />
          </Note>
        </div>
      )}
      {aggregationWarnings.length === 0 ? null : (
        <div style={{ marginTop: 12 }}>
          <Note tone="fault" title={words.aggregation}>
            {words.aggregationText}
            <ul>
              {aggregationWarnings.map((warning) => (
                <li key={warning.zh}>{text(warning)}</li>
              ))}
            </ul>
          </Note>
        </div>
      )}
      {supplement === null ? null : (
        <div style={{ marginTop: 12 }}>
          <Note title={words.supplementTitle(supplement.by)}>
            <ul>
              {supplement.asked.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <p className="break">
              {supplement.answer === null ? (
                words.supplementWaits
              ) : (
                <>
                  <b>{words.supplementAnswer}</b> {supplement.answer} <Moment at={supplement.answeredAt} />
                </>
              )}
            </p>
          </Note>
        </div>
      )}
      {extensions.length === 0 ? null : (
        <div style={{ marginTop: 12 }}>
          <Note title={words.extension}>
            {extensions.map((one) => (
              <p key={one.id} className="break">
                {words.extensionLine(format.number(one.workingDays), one.askedBy)}（{one.reason}）
                {one.state === "asked"
                  ? words.extensionAsked
                  : one.state === "agreed"
                    ? words.extensionAgreed(format.number(one.agreedDays ?? 0), one.decidedBy ?? "")
                    : words.extensionDeclined(one.decidedBy ?? "")}
                {one.note === "" ? "" : ` · ${one.note}`}
              </p>
            ))}
          </Note>
        </div>
      )}
    </>
  );
}
