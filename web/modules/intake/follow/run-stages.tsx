import type { Run, RunStage } from "#contract/intake-follow";
import { Moment, None, PlainTable, StateWord, useFormat, useWords } from "#kit";
import { runWords } from "./run-words.ts";
import { followWords } from "./words.ts";

/** The stages of a run in their order: when each began, how long it took, how many rows went through. */
export function RunStages({ run }: { run: Run }) {
  const all = useWords(followWords);
  const words = useWords(runWords);
  const format = useFormat();
  if (run.stages.length === 0) return <p className="t13 m">{words.noStages}</p>;
  return (
    <PlainTable
      label={words.stages}
      columns={[
        { title: words.stage },
        { title: words.state, width: 130 },
        { title: words.started, width: 130 },
        { title: words.took, width: 120, isFigure: true },
        { title: words.rows, width: 130, isFigure: true },
      ]}
      rows={run.stages.map((stage) => ({
        key: `${stage.name} ${stage.startedAt}`,
        ...(isUnderWay(run, stage) ? { tone: "current" as const } : {}),
        cells: [
          <b key="name">{all.stages[stage.name]}</b>,
          <StageState key="state" run={run} stage={stage} />,
          <Moment key="at" at={stage.startedAt} />,
          stage.endedAt === null ? (
            <None key="took" />
          ) : (
            format.duration(Date.parse(stage.endedAt) - Date.parse(stage.startedAt))
          ),
          stage.rows === null ? <None key="rows" /> : format.number(stage.rows),
        ],
      }))}
    />
  );
}

const isUnderWay = (run: Run, stage: RunStage): boolean => stage.endedAt === null && run.endedAt === null;

/** A stage that never ended in a run that did is where it stopped. */
function StageState({ run, stage }: { run: Run; stage: RunStage }) {
  const all = useWords(followWords);
  const words = useWords(runWords);
  if (isUnderWay(run, stage))
    return (
      <StateWord icon="running" tone="good">
        {words.underWay}
      </StateWord>
    );
  if (stage.endedAt === null && run.state !== "done")
    return (
      <StateWord icon={run.state === "failed" ? "fault" : "pause"} tone={run.state === "failed" ? "fault" : "plain"}>
        {all.runStates[run.state]}
      </StateWord>
    );
  return (
    <StateWord icon="check" light>
      {all.runStates.done}
    </StateWord>
  );
}
