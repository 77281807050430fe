import { Button } from "antd";
import { type ComponentState, operationsRoutes, type SystemStatus } from "#contract/operations";
import {
  Answered,
  Chart,
  Facts,
  type IconName,
  LinkIfThere,
  Moment,
  None,
  PageHead,
  PlainTable,
  Section,
  StateWord,
  type Tone,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { operationsWords } from "./words.ts";

const refreshMs = 30_000;
const megabyte = 1_048_576;

/** Is the node well, what does it hold, how much room does it take. */
export function StatusScreen() {
  const words = useWords(operationsWords).status;
  const format = useFormat();
  const answer = useAnswer(operationsRoutes.status, {}, { every: refreshMs });
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={answer.data ? words.note(format.moment(answer.data.checkedAt)) : undefined}
        actions={
          <Button size="small" onClick={answer.refetch}>
            {words.recheck}
          </Button>
        }
      />
      <Answered answer={answer} what={words.what} rows={6}>
        {(status) => (
          <>
            <Components components={status.components} />
            <Figures status={status} />
            <Node status={status} />
            <Storage storage={status.storage} />
          </>
        )}
      </Answered>
    </div>
  );
}

const looks: Readonly<Record<ComponentState["state"], { icon: IconName; tone: Tone }>> = {
  good: { icon: "check", tone: "good" },
  warning: { icon: "info", tone: "fault" },
  bad: { icon: "fault", tone: "fault" },
};

function Components({ components }: { components: readonly ComponentState[] }) {
  const words = useWords(operationsWords).status;
  const text = useText();
  const format = useFormat();
  const toMend = components.filter((component) => component.state !== "good").length;
  return (
    <Section isMajor title={words.components} note={words.componentsNote(format.number(toMend))}>
      <PlainTable
        label={words.components}
        columns={[
          { title: words.part, width: 200 },
          { title: words.state, width: 110 },
          { title: words.detail },
          { title: words.mend },
        ]}
        rows={components.map((component) => ({
          key: component.name,
          cells: [
            <b key="name">{text(component.title)}</b>,
            <StateWord key="state" {...looks[component.state]}>
              {words.states[component.state]}
            </StateWord>,
            text(component.detail),
            component.mend ? text(component.mend) : <None key="mend" />,
          ],
        }))}
      />
    </Section>
  );
}

function Figures({ status }: { status: SystemStatus }) {
  const words = useWords(operationsWords).status;
  const text = useText();
  const format = useFormat();
  return (
    <Section title={words.counts}>
      <dl className="sums">
        {status.counts.map((count) => (
          <div key={count.name}>
            <dt>{text(count.title)}</dt>
            <dd>
              {count.href ? (
                <LinkIfThere href={count.href}>{format.number(count.value)}</LinkIfThere>
              ) : (
                format.number(count.value)
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Node({ status: { node, memory } }: { status: SystemStatus }) {
  const words = useWords(operationsWords).status;
  const format = useFormat();
  const megabytes = (value: number) => format.bytes(value * megabyte);
  return (
    <Section title={words.node}>
      <Facts
        items={[
          { key: words.name, value: node.name },
          { key: words.version, value: node.version },
          { key: words.startedAt, value: <Moment at={node.startedAt} /> },
          { key: words.hubMemory, value: megabytes(memory.hubMb) },
          {
            key: words.databaseMemory,
            value: memory.databaseMb === null ? words.unknown : megabytes(memory.databaseMb),
          },
          { key: words.sample, value: node.isSample ? words.sampleOn : words.sampleOff },
        ]}
      />
    </Section>
  );
}

function Storage({ storage }: { storage: SystemStatus["storage"] }) {
  const words = useWords(operationsWords).status;
  const text = useText();
  const format = useFormat();
  const sorted = storage.toSorted((a, b) => a.sizeBytes - b.sizeBytes);
  const total = storage.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <div className="section">
      <Chart
        title={words.storage}
        note={words.storageNote(format.bytes(total))}
        height={48 + sorted.length * 34}
        option={{
          grid: { left: 0, right: 72, top: 8, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "all" },
          xAxis: { type: "value", min: 0, name: "MB", nameLocation: "end", nameGap: 28 },
          yAxis: { type: "category", data: sorted.map(({ title }) => text(title)) },
          tooltip: { valueFormatter: (value: number) => format.bytes(value * megabyte) },
          series: [
            {
              type: "bar",
              barWidth: 14,
              data: sorted.map(({ sizeBytes }) => Math.round((sizeBytes / megabyte) * 100) / 100),
              label: {
                show: true,
                position: "right",
                formatter: ({ value }: { value: number }) => format.bytes(value * megabyte),
              },
            },
          ],
        }}
        table={{
          columns: [words.store, words.size],
          rows: sorted.toReversed().map(({ title, sizeBytes }) => [text(title), format.bytes(sizeBytes)]),
        }}
      />
    </div>
  );
}
