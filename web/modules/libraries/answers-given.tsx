import { Button } from "antd";
import { librariesRoutes, type StandingAnswer } from "#contract/libraries";
import {
  allOf,
  Answered,
  AppLink,
  type Column,
  DataTable,
  ErrorState,
  Moment,
  None,
  Section,
  StateWord,
  useAnswer,
  useChange,
  useConfirm,
  useFormat,
  useTable,
  useToast,
  useWords,
} from "#kit";
import { type Effect, effectOf } from "./answer-effect.ts";
import { recordWords } from "./record-words.ts";

const shown = 200;
/** Standing answers and un-merges, newest first, each with what it has changed; the bureau may take one back. */
export function AnswersGiven({ name }: { name: string }) {
  const words = useWords(recordWords).review;
  const format = useFormat();
  const answer = useAnswer(librariesRoutes.listAnswers, { params: { name }, query: { limit: shown } });
  return (
    <Section
      title={words.answers}
      isMajor
      note={answer.data ? words.answersNote(format.number(answer.data.total)) : undefined}
    >
      <Answered answer={answer} what={words.answers}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.noAnswers}</p>
          ) : (
            <>
              <ChangedCount answers={items} />
              <AnswerTable name={name} answers={items} />
            </>
          )
        }
      </Answered>
    </Section>
  );
}

function ChangedCount({ answers }: { answers: readonly StandingAnswer[] }) {
  const words = useWords(recordWords).review;
  const format = useFormat();
  const count = (...wanted: Effect[]) => format.number(answers.filter((one) => wanted.includes(effectOf(one))).length);
  return <p className="t13 s">{words.changedCount(count("joined", "parted"), count("agreed"), count("waiting"))}</p>;
}

function AnswerTable({ name, answers }: { name: string; answers: readonly StandingAnswer[] }) {
  const words = useWords(recordWords).review;
  const withdrawal = useWithdrawal(name);
  const table = useTable("libraries.answers", useColumns(name, withdrawal.withdraw));
  return (
    <>
      {withdrawal.problem ? <ErrorState error={withdrawal.problem} /> : null}
      <DataTable
        label={words.answers}
        table={{ ...table, isDense: true }}
        source={allOf(answers)}
        keyOf={({ id }) => id}
        nameOf={({ verdict }) => words.verdicts[verdict]}
        empty={null}
      />
    </>
  );
}

const icons = { joined: "plus", parted: "minus", agreed: "check", waiting: "clock", gone: "retired" } as const;

function useColumns(name: string, withdraw: (id: string) => Promise<void>): readonly Column<StandingAnswer>[] {
  const words = useWords(recordWords).review;
  return [
    { key: "verdict", title: words.verdict, width: 130, render: ({ verdict }) => words.verdicts[verdict] },
    {
      key: "sides",
      title: words.sides,
      render: ({ places }) =>
        places.length === 0 ? (
          <None />
        ) : (
          places.map(({ key, recordId, departmentName, resourceName }) => (
            <AppLink key={key} href={`/libraries/${name}/records/${recordId}`} className="l2">
              {departmentName} · {resourceName}
            </AppLink>
          ))
        ),
    },
    {
      key: "effect",
      title: words.effect,
      width: 220,
      render: (answer) => {
        const effect = effectOf(answer);
        const hasChanged = effect === "joined" || effect === "parted";
        return (
          <StateWord icon={icons[effect]} tone={hasChanged ? "good" : "plain"} light={!hasChanged}>
            {words.effects[effect]}
          </StateWord>
        );
      },
    },
    {
      key: "by",
      title: words.by,
      width: 200,
      render: ({ by, at, kind }) => (
        <>
          <span className="l1 plain">{by}</span>
          <span className="l2">
            {words.kinds[kind]} <Moment at={at} />
          </span>
        </>
      ),
    },
    { key: "reason", title: words.reason, width: 180, render: ({ reason }) => reason || <None /> },
    {
      key: "withdraw",
      title: words.withdraw,
      width: 80,
      render: ({ id, may }) =>
        may.withdraw ? (
          <Button size="small" type="link" onClick={() => void withdraw(id)}>
            {words.withdraw}
          </Button>
        ) : (
          <None />
        ),
    },
  ];
}

function useWithdrawal(name: string) {
  const words = useWords(recordWords).review;
  const ask = useConfirm();
  const toast = useToast();
  const change = useChange(librariesRoutes.withdrawAnswer, ["ledger"]);
  return {
    problem: change.problem,
    withdraw: async (id: string) => {
      const isSure = await ask({ title: words.withdrawTitle, text: words.withdrawText, action: words.withdraw });
      if (isSure && (await change.send({ params: { name, id } }))) toast(words.withdrawn);
    },
  };
}
