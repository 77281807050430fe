import { Button } from "antd";
import { intakeRoutes, type Load } from "#contract/intake";
import {
  AnsweredPage,
  CopyCode,
  Icon,
  Moment,
  NextActions,
  PageHead,
  Section,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  useGo,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { loadPageFilters } from "./filters.ts";
import { FollowLoaded } from "./follow/follow-instead.tsx";
import { LoadFailure } from "./load-failure.tsx";
import { LoadList } from "./load-list.tsx";
import { LoadProgress } from "./load-progress.tsx";
import { LoadStateWord } from "./load-state.tsx";
import { LoadWay, StepHead } from "./load-way.tsx";
import { MappedColumns } from "./mapped-columns.tsx";
import { Cleaning, Evidence, Receipt, ReceiptEntry, ToResource } from "./receipt.tsx";
import { RepeatLoad } from "./repeat-load.tsx";
import { wayWords } from "./way-words.ts";
import { receiptWords } from "./receipt-words.ts";
import { intakeWords } from "./words.ts";

const pollMs = 2000;

/** One load: its progress while it runs, its receipt when it is done. Behind `way` it ends the wizard it comes from. */
export function LoadScreen() {
  const words = useWords(receiptWords).receipt;
  const id = useAddressPart("id") ?? "";
  const [{ way }] = useFilters(loadPageFilters);
  const answer = useAnswer(
    intakeRoutes.getLoad,
    { params: { id } },
    { every: (latest) => (latest && isUnderWay(latest) ? pollMs : 0) },
  );
  if (way && answer.data) return <WayEnd load={answer.data} />;
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(load) => <LoadPage load={load} />}
      </AnsweredPage>
    </div>
  );
}

const isUnderWay = (load: Load) => load.state === "queued" || load.state === "running";

function WayEnd({ load }: { load: Load }) {
  const words = useWords(wayWords);
  const all = useWords(intakeWords);
  const ends = useWords(receiptWords);
  const format = useFormat();
  const isDone = load.state === "published";
  return (
    <LoadWay
      title={words.title(load.resourceName)}
      current={isDone ? "receipt" : "load"}
      note={all.load(format.number(load.number))}
      notes={{ connect: <span className="break">{load.fileName ?? load.table}</span> }}
    >
      {isDone ? (
        <>
          <StepHead
            step="receipt"
            title={load.isReconciled ? ends.receipt.balanced : ends.receipt.notBalanced}
            note={<ReceiptEntry load={load} />}
            more={<PrintButton />}
          />
          <Receipt load={load} />
          <ToResource load={load} />
          <Done load={load} />
        </>
      ) : (
        <>
          <StepHead step="load" title={isUnderWay(load) ? ends.running.title : all.states[load.state]} />
          <Unfinished load={load} />
        </>
      )}
    </LoadWay>
  );
}

function LoadPage({ load }: { load: Load }) {
  const all = useWords(intakeWords);
  const words = useWords(receiptWords).receipt;
  const format = useFormat();
  const isDone = load.state === "published";
  return (
    <>
      <PageHead
        title={load.resourceName}
        crumbs={[{ label: words.crumb, href: "/intake/loads" }]}
        tags={
          <>
            <LoadStateWord state={load.state} />
            <span className="m">{all.load(format.number(load.number))}</span>
          </>
        }
        actions={isDone ? <PrintButton /> : undefined}
        meta={
          <>
            <DepartmentName code={load.department} />
            <span>
              <Moment at={load.startedAt ?? load.createdAt} /> {load.startedBy}
            </span>
            <CopyCode code={load.id} />
          </>
        }
      />
      {isDone ? (
        <>
          <Next load={load} />
          <Section
            isMajor
            title={load.isReconciled ? words.balanced : words.notBalanced}
            note={<ReceiptEntry load={load} />}
          >
            <Receipt load={load} />
          </Section>
          <Done load={load} />
        </>
      ) : (
        <Unfinished load={load} />
      )}
      <Section title={words.history}>
        <LoadList query={{ resourceId: load.resourceId }} empty="" currentId={load.id} />
      </Section>
    </>
  );
}

/** Below the figures: what they rest on, what cleaning did, where the columns went, and loading again. */
function Done({ load }: { load: Load }) {
  return (
    <>
      <Evidence load={load} />
      <Cleaning load={load} />
      <MappedColumns load={load} />
      <FollowLoaded load={load} />
      <RepeatLoad load={load} />
    </>
  );
}

function Unfinished({ load }: { load: Load }) {
  if (isUnderWay(load)) return <LoadProgress load={load} />;
  return (
    <>
      <LoadFailure load={load} />
      <RepeatLoad load={load} />
      <MappedColumns load={load} />
    </>
  );
}

function Next({ load }: { load: Load }) {
  const words = useWords(receiptWords).receipt;
  const go = useGo();
  const format = useFormat();
  const { entry } = load;
  return (
    <NextActions
      label={words.now}
      actions={[
        ...(load.dirtyOpen > 0
          ? [
              {
                key: "dirty",
                button: (
                  <Button type="primary" onClick={() => go(`/intake/dirty?load=${load.id}`)}>
                    {words.dirty(format.number(load.dirtyOpen))}
                  </Button>
                ),
                text: words.dirtyText,
              },
            ]
          : []),
        {
          key: "resource",
          button: <Button onClick={() => go(`/catalog/${load.resourceId}`)}>{words.resource}</Button>,
          text: words.resourceText,
        },
        ...(entry === null
          ? []
          : [
              {
                key: "ledger",
                button: (
                  <Button icon={<Icon name="shield" />} onClick={() => go(`/ledger/${entry}`)}>
                    {words.ledger}
                  </Button>
                ),
                text: words.ledgerText,
              },
            ]),
      ]}
    />
  );
}

function PrintButton() {
  const words = useWords(receiptWords).receipt;
  return (
    <Button size="small" onClick={() => print()}>
      {words.print}
    </Button>
  );
}
