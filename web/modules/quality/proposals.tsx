import { Button } from "antd";
import type { Resource } from "#contract/catalog";
import { proposalKindNames, qualityProposalRoutes, type RuleProposal } from "#contract/quality-proposals";
import {
  Answered,
  ErrorState,
  Moment,
  PlainTable,
  Section,
  today,
  useAnswer,
  useChange,
  useFormat,
  useText,
  useToast,
  useWords,
} from "#kit";
import { ruleWords } from "./rule-words.ts";

/** Rules that a table's own values speak for: accepted, they are written like any other; put aside, they stay at the end. */
export function Proposals({ resource }: { resource: Resource }) {
  const words = useWords(ruleWords).proposals;
  const format = useFormat();
  const toast = useToast();
  const answer = useAnswer(qualityProposalRoutes.listProposals, { params: { id: resource.id } });
  const accepting = useChange(qualityProposalRoutes.acceptProposal, ["ledger"]);
  const dismissing = useChange(qualityProposalRoutes.dismissProposal, ["ledger"]);
  const params = { id: resource.id };
  const accept = async ({ key, definition, text }: RuleProposal) => {
    const written = await accepting.send({ params, body: { key, definition, text, effectiveOn: today() } });
    if (written) toast(words.accepted);
  };
  const dismiss = async ({ key }: RuleProposal) => {
    if (await dismissing.send({ params, body: { key } })) toast(words.dismissed);
  };
  const problem = accepting.problem ?? dismissing.problem;
  return (
    <Section title={words.title} note={words.note} isMajor>
      {problem ? <ErrorState error={problem} /> : null}
      <Answered answer={answer} what={words.title} rows={3}>
        {({ items, sampledRows, may }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.none(format.number(sampledRows))}</p>
          ) : (
            <ProposalTable
              items={items}
              decide={{
                may: may.decide,
                isSending: accepting.isSending || dismissing.isSending,
                accept: (item) => void accept(item),
                dismiss: (item) => void dismiss(item),
              }}
            />
          )
        }
      </Answered>
    </Section>
  );
}

interface Decide {
  readonly may: boolean;
  readonly isSending: boolean;
  readonly accept: (item: RuleProposal) => void;
  readonly dismiss: (item: RuleProposal) => void;
}

function Acts({ item, decide }: { item: RuleProposal; decide: Decide }) {
  const words = useWords(ruleWords).proposals;
  const common = { size: "small", disabled: !decide.may, loading: decide.isSending } as const;
  return (
    <span className="row g2 no-print">
      <Button {...common} type={item.dismissed ? "default" : "primary"} onClick={() => decide.accept(item)}>
        {words.accept}
      </Button>
      {item.dismissed ? null : (
        <Button {...common} onClick={() => decide.dismiss(item)}>
          {words.dismiss}
        </Button>
      )}
    </span>
  );
}

function ProposalTable({ items, decide }: { items: readonly RuleProposal[]; decide: Decide }) {
  const words = useWords(ruleWords).proposals;
  const text = useText();
  const format = useFormat();
  return (
    <PlainTable
      label={words.title}
      columns={[
        { title: words.rule },
        { title: words.kind, width: 120 },
        { title: words.support, width: 90, isFigure: true },
        { title: words.exceptions, width: "22%" },
        { title: words.acts, width: 170 },
      ]}
      rows={items.map((item) => ({
        key: item.key,
        cells: [
          <span key="rule">
            {text(item.text)}
            {item.dismissed ? (
              <span className="m t12">
                {" "}
                {words.putAside(item.dismissed.by)} <Moment at={item.dismissed.at} /> {item.dismissed.reason}
              </span>
            ) : null}
          </span>,
          text(proposalKindNames[item.kind]),
          `${format.score(item.support * 100)}%`,
          words.rows(
            format.number(item.failed),
            item.rows
              .slice(0, 5)
              .map((row) => format.number(row))
              .join("、"),
          ),
          <Acts key="acts" item={item} decide={decide} />,
        ],
      }))}
    />
  );
}
