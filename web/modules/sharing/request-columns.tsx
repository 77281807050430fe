import { shareClassNames } from "#contract/catalog";
import { type RequestRow, requestStateNames } from "#contract/sharing";
import { type Column, Moment, NameCell, None, Tag, useFormat, useText, useWords } from "#kit";
import { DepartmentName } from "#shell";
import { DueAndBasis, Parties, PromiseLeft, useCommitments } from "./promises.tsx";
import { requestWords } from "./request-words.ts";
import { FileState } from "./state-tag.tsx";
import { sharingWords } from "./words.ts";

/** What is waited for, who waits and who owes, days left, due, basis: the order of every promise. */
export function useRequestColumns(): readonly Column<RequestRow>[] {
  const words = useWords(requestWords).list;
  const { comma } = useWords(sharingWords);
  const text = useText();
  const format = useFormat();
  const commitments = useCommitments();
  return [
    {
      key: "title",
      title: words.name,
      render: (row) => (
        <NameCell
          name={row.title || words.unnamed}
          href={`/sharing/requests/${row.id}`}
          code={row.number}
          note={<span> {words.items(row.resourceNames.join(comma), format.number(row.itemCount))}</span>}
        />
      ),
    },
    {
      key: "parties",
      title: words.parties,
      width: "18%",
      render: (row) => (
        <Parties
          isOver={row.promise === null}
          waits={
            row.promise !== null && row.promise.owedTo === null ? (
              row.promise.owedToName
            ) : (
              <DepartmentName code={row.promise?.owedTo ?? row.department} isPlain />
            )
          }
          owes={<DepartmentName code={row.promise?.owedBy ?? row.provider} isPlain />}
        />
      ),
    },
    {
      key: "state",
      title: words.state,
      width: 170,
      render: (row) => (
        <span title={row.waiting ? text(row.waiting) : undefined}>
          <FileState state={row.state} names={requestStateNames} />
        </span>
      ),
    },
    {
      key: "left",
      title: words.left,
      width: 190,
      render: (row) => (
        <PromiseLeft promise={row.promise} commitment={row.promise ? commitments.get(row.promise.id) : undefined} />
      ),
    },
    { key: "due", title: words.due, width: "19%", render: (row) => <DueAndBasis promise={row.promise} /> },
    {
      key: "shareClass",
      title: words.shareClass,
      width: 110,
      isHidden: true,
      render: (row) => <Tag tone="line">{text(shareClassNames[row.shareClass])}</Tag>,
    },
    {
      key: "handler",
      title: words.handler,
      width: 100,
      isHidden: true,
      render: (row) => row.handler ?? <span className="m">{words.noHandler}</span>,
    },
    { key: "sent", title: words.sent, width: 120, render: (row) => <Moment at={row.sentAt} /> },
    {
      key: "answered",
      title: words.answer,
      width: 120,
      isHidden: true,
      render: (row) => (row.answeredAt === null ? <None /> : <Moment at={row.answeredAt} />),
    },
  ];
}
