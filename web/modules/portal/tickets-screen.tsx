import {
  portalVisitorRoutes,
  type Ticket,
  ticketKindNames,
  ticketKinds,
  ticketOutcomeNames,
  ticketOutcomes,
  type TicketOutcome,
} from "#contract/portal-visitors";
import {
  AppLink,
  CheckField,
  ChoiceField,
  type Column,
  DataTable,
  Day,
  EmptyState,
  FilterChip,
  Form,
  None,
  PageHead,
  QueryStrip,
  Section,
  TableTools,
  TextField,
  useChange,
  useFilters,
  useForm,
  useFormat,
  usePages,
  useTable,
  useText,
  useToast,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { ticketFilters } from "./filters.ts";
import { portalWords } from "./words.ts";

/** What visitors ask, with its clock; the department answers here. */
export function TicketsScreen() {
  const words = useWords(portalWords).tickets;
  const format = useFormat();
  const text = useText();
  const [search, setSearch] = useFilters(ticketFilters);
  const { answer, ...query } = search;
  const source = usePages(portalVisitorRoutes.listTickets, { query });
  const table = useTable(
    "portal.tickets",
    useColumns((id) => setSearch({ answer: id })),
  );
  const chosen = source.rows.find(({ id, may }) => id === answer && may.answer);
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <FilterChip
          label={words.state}
          value={search.state}
          choices={(["waiting", "answered"] as const).map((value) => ({ value, label: words[value] }))}
          onChange={(state) => setSearch({ state: state as typeof search.state })}
        />
        <FilterChip
          label={words.what}
          value={search.kind}
          choices={ticketKinds.map((value) => ({ value, label: text(ticketKindNames[value]) }))}
          onChange={(kind) => setSearch({ kind: kind as typeof search.kind })}
        />
      </QueryStrip>
      {chosen ? <AnswerForm key={chosen.id} ticket={chosen} onClose={() => setSearch({ answer: undefined })} /> : null}
      <DataTable
        label={words.title}
        table={table}
        source={source}
        keyOf={(ticket) => ticket.id}
        nameOf={(ticket) => ticket.title}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </div>
  );
}

function useColumns(onAnswer: (id: string) => void): readonly Column<Ticket>[] {
  const words = useWords(portalWords).tickets;
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "what",
      title: words.what,
      render: (ticket) => (
        <div>
          <b>
            {text(ticketKindNames[ticket.kind])} · {ticket.title}
          </b>
          <div className="t13">{ticket.body}</div>
          {ticket.dataset === null ? null : (
            <AppLink href={`/portal/${ticket.dataset.id}`}>{ticket.dataset.title}</AppLink>
          )}
          {ticket.outcome === null ? null : (
            <div className="t13 m">
              {text(ticketOutcomeNames[ticket.outcome])} {ticket.answer}
            </div>
          )}
        </div>
      ),
    },
    {
      key: "who",
      title: words.who,
      width: 150,
      render: (ticket) => <DepartmentName code={ticket.department} />,
    },
    {
      key: "due",
      title: words.due,
      width: 170,
      render: (ticket) =>
        ticket.state === "answered" || ticket.remainingDays === null ? (
          <None />
        ) : (
          <span>
            {ticket.dueOn === null ? null : <Day on={ticket.dueOn} />}{" "}
            {ticket.remainingDays >= 0
              ? words.left(format.number(ticket.remainingDays))
              : words.over(format.number(-ticket.remainingDays))}
          </span>
        ),
    },
    {
      key: "contact",
      title: words.contact,
      width: 160,
      render: (ticket) =>
        ticket.contact === null ? <None /> : `${ticket.contact.name} ${ticket.contact.contact}`.trim(),
    },
    {
      key: "state",
      title: words.state,
      width: 110,
      render: (ticket) =>
        ticket.may.answer ? (
          <button type="button" className="linklike" onClick={() => onAnswer(ticket.id)}>
            {words.answer}
          </button>
        ) : (
          words[ticket.state]
        ),
    },
  ];
}

const unanswered: { outcome: TicketOutcome; answer: string; isPublic: boolean } = {
  outcome: "done",
  answer: "",
  isPublic: true,
};

function AnswerForm({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const words = useWords(portalWords).tickets;
  const text = useText();
  const toast = useToast();
  const change = useChange(portalVisitorRoutes.answerTicket, ["clock", "ledger", "home"]);
  const form = useForm({
    id: "answer",
    initial: unanswered,
    send: (body) => change.sendOrThrow({ params: { id: ticket.id }, body }),
  });
  return (
    <Section title={`${words.answer} · ${ticket.title}`} isMajor>
      <p className="t13">{ticket.body}</p>
      <Form
        form={form}
        action={words.send}
        onCancel={onClose}
        onDone={() => {
          toast(words.sent);
          onClose();
        }}
      >
        <ChoiceField
          form={form}
          name="outcome"
          label={words.outcome}
          isRequired
          choices={ticketOutcomes.map((value) => ({ value, label: text(ticketOutcomeNames[value]) }))}
        />
        <TextField form={form} name="answer" label={words.text} lines={4} isRequired maxLength={4000} />
        <CheckField form={form} name="isPublic" label={words.isPublic} />
      </Form>
    </Section>
  );
}
