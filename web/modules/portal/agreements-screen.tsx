import { Button } from "antd";
import { type Agreement, agreementStates, portalVisitorRoutes } from "#contract/portal-visitors";
import {
  AppLink,
  type Column,
  DataTable,
  Day,
  EmptyState,
  FilterChip,
  Form,
  PageHead,
  QueryStrip,
  RadioField,
  Section,
  TableTools,
  TextField,
  useChange,
  useFilters,
  useForm,
  useFormat,
  usePages,
  useTable,
  useToast,
  useWords,
} from "#kit";
import { agreementFilters } from "./filters.ts";
import { portalWords } from "./words.ts";

/** Who applies for what is open by agreement; the department agrees, refuses or ends it. */
export function AgreementsScreen() {
  const words = useWords(portalWords).agreements;
  const format = useFormat();
  const [search, setSearch] = useFilters(agreementFilters);
  const { decide, ...query } = search;
  const source = usePages(portalVisitorRoutes.listAgreements, { query });
  const table = useTable(
    "portal.agreements",
    useColumns((id) => setSearch({ decide: id })),
  );
  const chosen = source.rows.find(({ id, may }) => id === decide && (may.decide || may.end));
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
          choices={agreementStates.map((value) => ({ value, label: words.states[value] }))}
          onChange={(state) => setSearch({ state: state as typeof search.state })}
        />
      </QueryStrip>
      {chosen ? <Decide key={chosen.id} agreement={chosen} onClose={() => setSearch({ decide: undefined })} /> : null}
      <DataTable
        label={words.title}
        table={table}
        source={source}
        keyOf={(agreement) => agreement.id}
        nameOf={(agreement) => `${agreement.dataset.title} ${agreement.party}`}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </div>
  );
}

function useColumns(onDecide: (id: string) => void): readonly Column<Agreement>[] {
  const words = useWords(portalWords).agreements;
  return [
    {
      key: "what",
      title: words.what,
      render: (agreement) => <AppLink href={`/portal/${agreement.dataset.id}`}>{agreement.dataset.title}</AppLink>,
    },
    {
      key: "party",
      title: words.party,
      width: 200,
      render: ({ party, creditCode, contact }) => (
        <div>
          {party}
          <div className="t12 m">
            {creditCode} {contact.name} {contact.contact}
          </div>
        </div>
      ),
    },
    { key: "purpose", title: words.purpose, render: (agreement) => agreement.purpose },
    { key: "measures", title: words.measures, render: (agreement) => agreement.measures },
    {
      key: "state",
      title: words.state,
      width: 160,
      render: ({ id, state, may, dueOn, validUntil }) => (
        <div>
          {words.states[state]} {dueOn === null ? null : <Day on={dueOn} />}
          {validUntil === null ? null : <Day on={validUntil} />}
          {may.decide || may.end ? (
            <Button size="small" onClick={() => onDecide(id)}>
              {may.decide ? `${words.agree} / ${words.refuse}` : words.end}
            </Button>
          ) : null}
        </div>
      ),
    },
  ];
}

function Decide({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const words = useWords(portalWords).agreements;
  const toast = useToast();
  const deciding = useChange(portalVisitorRoutes.decideAgreement, ["clock", "ledger", "gate"]);
  const ending = useChange(portalVisitorRoutes.endAgreement, ["ledger", "gate"]);
  const form = useForm({
    id: "decide",
    initial: { agrees: "yes", reason: "", validUntil: "" },
    send: ({ agrees, reason, validUntil }) =>
      agreement.may.end
        ? ending.sendOrThrow({ params: { id: agreement.id }, body: { reason } })
        : deciding.sendOrThrow({
            params: { id: agreement.id },
            body: { agrees: agrees === "yes", reason, validUntil: validUntil === "" ? null : validUntil },
          }),
  });
  return (
    <Section title={`${agreement.dataset.title} · ${agreement.party}`} isMajor>
      <p className="t13">{agreement.agreedText}</p>
      <Form
        form={form}
        action={words.send}
        onCancel={onClose}
        onDone={() => {
          toast(words.done);
          onClose();
        }}
      >
        {agreement.may.decide ? (
          <>
            <RadioField
              form={form}
              name="agrees"
              label={words.state}
              choices={[
                { value: "yes", label: words.agree },
                { value: "no", label: words.refuse },
              ]}
            />
            <TextField form={form} name="validUntil" label={words.until} placeholder="2027-12-31" maxLength={10} />
          </>
        ) : null}
        <TextField form={form} name="reason" label={words.reason} lines={2} isRequired maxLength={400} />
      </Form>
    </Section>
  );
}
