import { shareClassNames, shareModeNames } from "#contract/catalog";
import { networkZoneNames } from "#contract/registry";
import { type Application, type LineView, requestKindNames, requestStateNames } from "#contract/sharing";
import {
  AppLink,
  CopyCode,
  Facts,
  Moment,
  NameCell,
  PlainTable,
  Section,
  Tag,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { applicationWords } from "./application-words.ts";
import { useItemName, useScopeText } from "./row-scope.tsx";
import { FileState } from "./state-tag.tsx";
import { sharingWords } from "./words.ts";

/** Bases as they are cited; the text begins with its kind. */
export function BasisTexts({ basis }: { basis: Application["basisTexts"] }) {
  return (
    <ul>
      {basis.map((one) => (
        <li key={one.id}>
          <AppLink href={`/sharing/basis?open=${encodeURIComponent(one.id)}`}>{one.text}</AppLink>
        </li>
      ))}
    </ul>
  );
}

/** What is asked, in the order of Order 809 art. 20: basis, scene, scope, mode, time limit. */
export function ApplicationFacts({ application }: { application: Application }) {
  const words = useWords(applicationWords).facts;
  const text = useText();
  const format = useFormat();
  const { fromOn, untilOn } = application;
  return (
    <Facts
      items={[
        { key: words.department, value: <DepartmentName code={application.department} /> },
        { key: words.kind, value: text(requestKindNames[application.kind]) },
        { key: words.by, value: application.by },
        { key: words.basis, value: <BasisTexts basis={application.basisTexts} />, isWide: true },
        { key: words.scene, value: application.scene, isWide: true },
        { key: words.purpose, value: application.purpose, isWide: true },
        { key: words.mode, value: text(shareModeNames[application.mode]) },
        {
          key: words.period,
          value:
            untilOn === null
              ? null
              : words.periodText(fromOn === null ? words.now : format.date(fromOn), format.date(untilOn)),
        },
        {
          key: words.calls,
          value: application.dailyCalls === null ? null : words.callsText(format.number(application.dailyCalls)),
        },
        { key: words.zone, value: text(networkZoneNames[application.zone]) },
        { key: words.system, value: application.systemName },
        {
          key: words.signed,
          value:
            application.signedBy === null ? (
              words.notSigned
            ) : (
              <>
                {words.signedText(application.signedBy)} <Moment at={application.signedAt} />
              </>
            ),
        },
        application.precedes === null
          ? null
          : {
              key: words.precedes,
              value: <AppLink href={`/sharing/requests/${application.precedes}`}>{words.openPrecedes}</AppLink>,
            },
      ]}
    />
  );
}

/** Each resource with the items and rows that are asked for. */
export function AskedLines({ lines }: { lines: readonly LineView[] }) {
  const words = useWords(applicationWords).lines;
  const { comma } = useWords(sharingWords);
  const text = useText();
  const nameOf = useItemName();
  const scopeText = useScopeText();
  return (
    <Section title={words.title}>
      <PlainTable
        label={words.title}
        isDense={false}
        columns={[
          { title: words.resource, width: "28%" },
          { title: words.provider, width: "16%" },
          { title: words.items },
          { title: words.scope, width: "22%" },
        ]}
        rows={lines.map((line) => ({
          key: line.resourceId,
          cells: [
            <NameCell
              key="resource"
              name={line.resourceName}
              href={`/catalog/${line.resourceId}`}
              {...(line.resourceCode === null ? {} : { code: line.resourceCode })}
              note={<Tag tone="line">{text(shareClassNames[line.shareClass])}</Tag>}
            />,
            <DepartmentName key="provider" code={line.department} />,
            line.itemNames
              .filter((item) => line.items.includes(item.field))
              .map(nameOf)
              .join(comma),
            scopeText(line.scope, line.itemNames),
          ],
        }))}
      />
    </Section>
  );
}

/** The requests an application became, each at its own step. */
export function BecameRequests({ application }: { application: Application }) {
  const words = useWords(applicationWords).requests;
  if (application.requests.length === 0) return null;
  return (
    <Section title={words.title} note={words.note}>
      <PlainTable
        label={words.title}
        isDense={false}
        columns={[
          { title: words.number },
          { title: words.provider, width: "36%" },
          { title: words.state, width: "30%" },
        ]}
        rows={application.requests.map((request) => ({
          key: request.id,
          cells: [
            <span key="number">
              <AppLink href={`/sharing/requests/${request.id}`} className="l1">
                {request.number}
              </AppLink>
              <span className="l2">
                <CopyCode code={request.number} />
              </span>
            </span>,
            <DepartmentName key="provider" code={request.provider} />,
            <FileState key="state" state={request.state} names={requestStateNames} />,
          ],
        }))}
      />
    </Section>
  );
}
