import { useState } from "react";
import { shareClassNames } from "#contract/catalog";
import {
  caseStateNames,
  disputeStateNames,
  orderStateNames,
  type Request,
  requestKindNames,
  requestStateNames,
  sharingRoutes,
} from "#contract/sharing";
import {
  AppLink,
  Columns,
  CopyCode,
  Day,
  KeyValues,
  PageHead,
  Section,
  Tag,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { type IssuedKey, KeyOnce } from "./commit-form.tsx";
import { ExtensionDecision } from "./extension-decision.tsx";
import { FilePage, Waiting } from "./file-page.tsx";
import { FileStory } from "./file-story.tsx";
import { requestPageFilters } from "./filters.ts";
import { PromiseLeft, Promises, useCommitments } from "./promises.tsx";
import { RequestActForm } from "./request-act.tsx";
import { RequestAnswer } from "./request-answer.tsx";
import { RequestFacts, RequestNotes } from "./request-facts.tsx";
import { RequestSteps } from "./request-steps.tsx";
import { RequestEnd, RequestGrants, RequestUseRecords } from "./request-use.tsx";
import { requestWords } from "./request-words.ts";
import { FileState, FileStateTag } from "./state-tag.tsx";
import { sharingWords } from "./words.ts";

/** One request with its whole file, as who asked, who provides, and the bureau see it. */
export function RequestScreen() {
  const words = useWords(requestWords).page;
  return (
    <FilePage route={sharingRoutes.getRequest} what={words.what}>
      {(request) => <RequestPage request={request} />}
    </FilePage>
  );
}

function RequestPage({ request }: { request: Request }) {
  const words = useWords(requestWords).page;
  const [{ do: act }, setSearch] = useFilters(requestPageFilters);
  const [issued, setIssued] = useState<IssuedKey | null>(null);
  const close = () => setSearch({ do: undefined });
  return (
    <>
      <Head request={request} />
      <Standing request={request} />
      {issued === null ? null : <KeyOnce issued={issued} grants={request.grants} onClose={() => setIssued(null)} />}
      <RequestNotes request={request} />
      <ExtensionDecision request={request} />
      <RequestSteps request={request} />
      {act ? (
        <RequestActForm
          key={act}
          act={act}
          request={request}
          onClose={close}
          onSigned={(key) => {
            setIssued(key);
            close();
            scrollTo({ top: 0 });
          }}
        />
      ) : null}
      <Columns aside={<Aside request={request} />}>
        <RequestAnswer request={request} />
        <RequestGrants request={request} />
        <RequestFacts request={request} />
        {request.promises.length === 0 ? null : (
          <Section title={words.promises} note={words.promisesNote}>
            <Promises promises={request.promises} />
          </Section>
        )}
        <RequestUseRecords request={request} />
        <RequestEnd request={request} />
      </Columns>
    </>
  );
}

function Head({ request }: { request: Request }) {
  const { page: words, list } = useWords(requestWords);
  const { comma } = useWords(sharingWords);
  const text = useText();
  return (
    <PageHead
      title={request.title || list.unnamed}
      crumbs={[{ label: words.crumbs, href: "/sharing/requests" }]}
      tags={
        <>
          <FileStateTag state={request.state} names={requestStateNames} />
          <Tag tone="line">{text(shareClassNames[request.shareClass])}</Tag>
          {request.kind === "new" ? null : <Tag tone="line">{text(requestKindNames[request.kind])}</Tag>}
          {request.isInvented ? <Tag tone="ink">{words.invented}</Tag> : null}
        </>
      }
      lede={request.resourceNames.join(comma)}
      meta={
        <>
          <CopyCode code={request.number} />
          <span className="row g1">
            <span>{words.asker}</span>
            <DepartmentName code={request.department} />
          </span>
          <span className="row g1">
            <span>{words.provider}</span>
            <DepartmentName code={request.provider} />
          </span>
        </>
      }
    />
  );
}

function Standing({ request }: { request: Request }) {
  const commitments = useCommitments();
  const { promise } = request;
  return (
    <Waiting waiting={request.waiting}>
      {promise === null ? null : <PromiseLeft promise={promise} commitment={commitments.get(promise.id)} />}
    </Waiting>
  );
}

function Aside({ request }: { request: Request }) {
  return (
    <>
      <FromNeed request={request} />
      <FileStory lines={request.story} />
      <Related request={request} />
    </>
  );
}

const dayMs = 86_400_000;

/** How long it took from the signature to the first record: D4 wants it seen, and falling. */
function FromNeed({ request }: { request: Request }) {
  const words = useWords(requestWords).how;
  const format = useFormat();
  const first = request.grants
    .map((grant) => grant.firstDeliveryAt)
    .filter((at) => at !== null)
    .toSorted()[0];
  if (first === undefined) return null;
  const days = Math.max(1, Math.ceil((Date.parse(first) - Date.parse(request.requesterSigned.at)) / dayMs));
  return (
    <Section title={words.title} note={words.note}>
      <p className="sub">{words.days(format.number(days))}</p>
      <KeyValues
        items={[
          { key: words.signed, value: <Day on={request.requesterSigned.at} /> },
          { key: words.answered, value: <Day on={request.answeredAt} /> },
          { key: words.first, value: <Day on={first} /> },
        ]}
      />
    </Section>
  );
}

function Related({ request }: { request: Request }) {
  const words = useWords(requestWords).page;
  const orders = useAnswer(sharingRoutes.listOrders, { query: { subject: request.id, limit: 20 } });
  const resourceId = request.lines[0]?.resourceId ?? "";
  const groups = [
    { title: words.disputes, folder: "disputes", names: disputeStateNames, files: request.disputes },
    { title: words.cases, folder: "cases", names: caseStateNames, files: request.cases },
    {
      title: words.orders,
      folder: "orders",
      names: orderStateNames,
      files: (orders.data?.items ?? []).filter((order) => order.subject?.id === request.id),
    },
  ];
  return (
    <Section title={words.related}>
      {groups
        .filter(({ files }) => files.length > 0)
        .map(({ title, folder, names, files }) => (
          <div key={folder}>
            <h3 className="t12 m">{title}</h3>
            <ul className="plain-list">
              {files.map((file) => (
                <li key={file.id}>
                  <AppLink href={`/sharing/${folder}/${file.id}`}>{file.number}</AppLink>
                  <FileState state={file.state} names={names} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      <p>
        <AppLink href={`/sharing/corrections?resource=${resourceId}`}>{words.corrections}</AppLink>
      </p>
      {request.commitment === null ? null : (
        <p>
          <AppLink href={`/sharing/corrections/new?resource=${resourceId}&request=${request.id}`}>
            {words.reportError}
          </AppLink>
        </p>
      )}
    </Section>
  );
}
