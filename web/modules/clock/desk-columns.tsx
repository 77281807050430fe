import type { Commitment } from "#contract/clock";
import {
  AppLink,
  type Column,
  Day,
  Moment,
  NameCell,
  None,
  PromiseBar,
  PromiseWord,
  Tag,
  today,
  useFormat,
  useLanguage,
  useText,
  useWords,
} from "#kit";
import { DepartmentName, promiseOf, promiseStateOf, usePlainText } from "#shell";
import { LevelWord } from "./level-word.tsx";
import { usePromiseTitle } from "./promise-title.ts";
import { clockWords } from "./words.ts";

/** Who waits, who owes, days left, due, basis: together and in this order. */
export function useDeskColumns(hrefOf: (id: string) => string): readonly Column<Commitment>[] {
  const words = useWords(clockWords).desk;
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const plain = usePlainText();
  const titleOf = usePromiseTitle();
  const isWordy = language === "en";
  return [
    {
      key: "what",
      title: words.columns.what,
      render: (commitment) => (
        <NameCell
          name={`${commitment.subject.title} · ${text(commitment.kindName)}`}
          href={hrefOf(commitment.id)}
          {...(commitment.subject.number === "" ? {} : { code: commitment.subject.number })}
          note={<Marks commitment={commitment} />}
        />
      ),
    },
    {
      key: "who",
      title: words.columns.who,
      width: isWordy ? 170 : 140,
      render: ({ owedBy, owedTo, owedToName }) => (
        <span className="clock-who">
          <span>
            {owedTo === null ? owedToName : <DepartmentName code={owedTo} isPlain />} <i>{words.waits}</i>
          </span>
          <span>
            <DepartmentName code={owedBy} isPlain /> <i>{words.owes}</i>
          </span>
        </span>
      ),
    },
    {
      key: "left",
      title: words.columns.left,
      width: 184,
      render: (commitment) =>
        commitment.state === "dropped" ? (
          <None />
        ) : (
          <PromiseBar facts={promiseOf(commitment)} title={titleOf(commitment)} />
        ),
    },
    {
      key: "due",
      title: words.columns.due,
      width: isWordy ? 104 : 98,
      render: (commitment) => <Due commitment={commitment} />,
    },
    {
      key: "basis",
      title: words.columns.basis,
      width: isWordy ? 150 : 136,
      render: (commitment) => (
        <span className="clock-basis">
          <AppLink href={`/clock/limits?kind=${commitment.kind}`}>{plain(commitment.basis)}</AppLink>
          <span className="l2">
            {commitment.workingDays === null
              ? words.agreed
              : words.days(format.number(commitment.workingDays - commitment.extendedDays))}
            {commitment.extendedDays > 0 ? ` · ${words.extended(format.number(commitment.extendedDays))}` : ""}
          </span>
        </span>
      ),
    },
    {
      key: "assignee",
      title: words.columns.assignee,
      width: 90,
      isHidden: true,
      render: ({ assignee }) => assignee?.name ?? <None />,
    },
    {
      key: "started",
      title: words.columns.started,
      width: 120,
      isHidden: true,
      render: ({ startedAt }) => <Moment at={startedAt} />,
    },
  ];
}

function Marks({ commitment }: { commitment: Commitment }) {
  const words = useWords(clockWords).desk;
  const { state, level, calledIn, asksExtension, assignee } = commitment;
  return (
    <>
      {state === "met" || state === "met-late" ? <PromiseWord state={promiseStateOf(commitment)} /> : null}
      {level === null ? null : <LevelWord level={level} />}
      {calledIn && level === null ? <Tag tone="line">{words.calledIn}</Tag> : null}
      {asksExtension ? <Tag tone="water">{words.asks}</Tag> : null}
      {assignee === null ? null : <span className="m"> {assignee.name}</span>}
    </>
  );
}

function Due({ commitment }: { commitment: Commitment }) {
  const words = useWords(clockWords).desk;
  const { dueOn, state, endedAt } = commitment;
  if (state === "paused") return words.afterPapers;
  if (endedAt !== null) return <Moment at={endedAt} />;
  if (dueOn === null) return <None />;
  return dueOn === today() ? <b>{words.today}</b> : <Day on={dueOn} />;
}
