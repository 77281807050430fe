import { Button } from "antd";
import { Chart } from "../chart.tsx";
import { Facts, KeyValues } from "../key-values.tsx";
import { useFormat, useWords } from "../language.tsx";
import { ApiProblem } from "../problem.ts";
import { Progress } from "../progress.tsx";
import { EmptyState, ErrorState, LoadingState } from "../states.tsx";
import { Story } from "../story.tsx";
import { Wizard } from "../wizard.tsx";
import { galleryWords } from "./words.ts";

export function States() {
  const words = useWords(galleryWords);
  const refused = new ApiProblem({ status: 409, code: "registry.bad-credit-code", detail: words.refusal });
  const unreachable = new ApiProblem({ status: 0, code: "web.network", detail: words.network });
  return (
    <div className="form-grid">
      <div className="field">
        <EmptyState title={words.emptyTitle} action={<Button size="small">{words.emptyAction}</Button>}>
          {words.emptyText}
        </EmptyState>
      </div>
      <div className="field">
        <ErrorState error={unreachable} retry={() => {}} />
      </div>
      <div className="field">
        <div data-example>
          <LoadingState what={words.sections.table} rows={3} />
        </div>
      </div>
      <div className="field">
        <ErrorState error={refused} />
      </div>
    </div>
  );
}

export function ProgressBars() {
  const words = useWords(galleryWords);
  return (
    <div className="stack g3">
      <Progress
        done={1_437_560}
        total={2_318_640}
        bad={14}
        badText={words.badRows}
        phase={words.phase}
        label={words.phase}
      />
      <Progress done={796_000} total={null} label={words.phase} />
      <Progress done={796_000} total={2_318_640} isRunning={false} label={words.phase} />
    </div>
  );
}

const at = ["2026-03-18T01:20:00Z", "2026-03-03T03:05:00Z", "2026-03-02T07:31:00Z"] as const;
const kinds = ["waits", "paused", undefined] as const;

export function Stories() {
  const words = useWords(galleryWords);
  const format = useFormat();
  const facts = words.facts.map((key, index) => ({ key, value: words.factValues[index] ?? null }));
  return (
    <div className="form-grid">
      <Story
        steps={words.stories.map((text, index) => ({
          key: text,
          at: at[index] ?? null,
          kind: kinds[index],
          text,
          proof: <a href="#story">{format.entry(48_213 - index * 311)}</a>,
        }))}
      />
      <KeyValues items={facts} />
      <div className="wide">
        <Facts items={facts} />
      </div>
    </div>
  );
}

const loads = [1482, 1366, 1504, 980, 1120, 1475, 1505];

export function SampleChart() {
  const words = useWords(galleryWords);
  const format = useFormat();
  const days = loads.map((_, index) => format.day(`2026-03-${12 + index}`));
  return (
    <Chart
      title={words.chartTitle}
      note={words.chartNote}
      option={{
        grid: { left: 0, right: 8, top: 24, bottom: 0, outerBoundsMode: "same", outerBoundsContain: "all" },
        xAxis: { type: "category", data: days },
        yAxis: { type: "value", min: 0, name: words.rowsUnit },
        tooltip: {},
        series: [{ type: "bar", data: loads, barWidth: 18 }],
      }}
      table={{
        columns: [words.day, words.rowsUnit],
        rows: loads.map((value, index) => [days[index], format.number(value)]),
      }}
    />
  );
}

export function SampleWizard() {
  const words = useWords(galleryWords);
  const current = words.steps[2] ?? "";
  return (
    <Wizard
      title={words.wizardTitle}
      note={words.wizardNote}
      current={current}
      isPart
      steps={words.steps.map((title, index) => ({
        key: title,
        title,
        note: index === 2 ? words.stepNote : undefined,
        isDone: index < 2,
        ...(index < 2 ? { onOpen: () => {} } : {}),
      }))}
    >
      <p className="s">{words.stepNote}</p>
    </Wizard>
  );
}
