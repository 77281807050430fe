import { Button } from "antd";
import type { Draft } from "#contract/intake";
import { intakeRoutes } from "#contract/intake";
import { AnsweredPage, ApiProblem, ErrorState, useAddressPart, useAnswer, useFilters, useGo, useWords } from "#kit";
import { useDraftSaver, type DraftSaver } from "./draft-saver.ts";
import { useGiveUp } from "./drafts.tsx";
import { draftFilters, type DraftStep } from "./filters.ts";
import { LoadWay, SavedNote } from "./load-way.tsx";
import { MappingCounts } from "./mapping-counts.tsx";
import { MappingStep } from "./mapping-step.tsx";
import { PreviewStep } from "./preview-step.tsx";
import { tableName } from "./table-name.ts";
import { TrialStep } from "./trial-step.tsx";
import { wayWords } from "./way-words.ts";
import { intakeWords } from "./words.ts";

export interface StepProps {
  readonly draft: Draft;
  readonly saver: DraftSaver;
  readonly goTo: (step: DraftStep) => void;
}

/** A load being prepared: its contents, its mapping, its trial. Every step is saved; the address says which one is open. */
export function DraftScreen() {
  const words = useWords(wayWords);
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(intakeRoutes.getDraft, { params: { id } });
  if (answer.data) return <DraftWay key={id} draft={answer.data} />;
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.fresh}>
        {() => null}
      </AnsweredPage>
    </div>
  );
}

function DraftWay({ draft }: { draft: Draft }) {
  const words = useWords(wayWords);
  const [{ step: asked }, setSearch] = useFilters(draftFilters);
  const saver = useDraftSaver(draft);
  const go = useGo();
  const goTo = (next: DraftStep) => {
    go(`/intake/drafts/${draft.id}?step=${next}`);
    scrollTo({ top: 0 });
  };
  const step: DraftStep = draft.table === null ? "preview" : (asked ?? "preview");
  const notes = useNotes(draft);
  const isReady = draft.table !== null;
  return (
    <LoadWay
      title={words.title(draft.resourceName || draft.fileName || "")}
      current={step}
      note={
        saver.state instanceof Error ? (
          words.notSaved
        ) : saver.state === "saving" ? (
          words.saving
        ) : (
          <SavedNote at={draft.updatedAt} />
        )
      }
      notes={notes}
      onOpen={{
        preview: () => goTo("preview"),
        ...(isReady ? { mapping: () => goTo("mapping"), trial: () => goTo("trial") } : {}),
      }}
    >
      {saver.state instanceof Error ? (
        <div style={{ marginBottom: 12 }}>
          <ErrorState error={saver.state} title={words.notSaved} retry={() => void retry(saver)} />
        </div>
      ) : null}
      {step === "preview" ? <PreviewStep draft={draft} saver={saver} goTo={goTo} /> : null}
      {step === "mapping" ? (
        <MappingStep key={draft.table} draft={draft} saver={saver} goTo={goTo} onOnly={(only) => setSearch({ only })} />
      ) : null}
      {step === "trial" ? <TrialStep draft={draft} goTo={goTo} /> : null}
      <GiveUp draft={draft} />
    </LoadWay>
  );
}

/** What somebody else has saved since is read again; everything else is sent once more. */
async function retry(saver: DraftSaver): Promise<void> {
  if (saver.state instanceof ApiProblem && saver.state.status === 412) location.reload();
  else await saver.again();
}

/** What stands decided at each step, in a few words. */
function useNotes(draft: Draft) {
  const { preview } = useWords(wayWords);
  const { formatName } = useWords(intakeWords);
  const { inspection } = draft;
  const source = draft.fileName ?? formatName(inspection.format);
  const read = [
    inspection.encoding,
    draft.table !== null && inspection.tables.length > 1 ? tableName(draft.table, preview.outermost) : null,
  ];
  return {
    connect: <span className="break">{source}</span>,
    preview: <span className="break">{read.filter(Boolean).join(" · ") || formatName(inspection.format)}</span>,
    ...(draft.table === null
      ? {}
      : {
          mapping: <MappingCounts mapping={draft.mapping} />,
        }),
  };
}

function GiveUp({ draft }: { draft: Draft }) {
  const words = useWords(wayWords);
  const go = useGo();
  const giveUp = useGiveUp();
  const start = async () => {
    if (await giveUp.ask(draft)) go("/intake");
  };
  return (
    <div style={{ marginTop: 24 }}>
      <Button type="link" size="small" onClick={() => void start()}>
        {words.giveUp}
      </Button>
      {giveUp.problem ? <ErrorState error={giveUp.problem} /> : null}
    </div>
  );
}
