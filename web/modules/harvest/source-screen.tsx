import { Button } from "antd";
import { harvestKindNames, harvestRoutes, type HarvestSource } from "#contract/harvest";
import {
  AnsweredPage,
  AppLink,
  ErrorState,
  Facts,
  LoadingState,
  Moment,
  NextActions,
  PageHead,
  PlainTable,
  Section,
  Tag,
  useAddressPart,
  useAnswer,
  useChange,
  useConfirm,
  useFormat,
  useGo,
  usePages,
  useText,
  useToast,
  useWords,
} from "#kit";
import { ObjectStory, useHasRole } from "#shell";
import { keepers } from "./keepers.ts";
import { RunStateWord } from "./run-state.tsx";
import { harvestWords } from "./words.ts";

/** One portal: how it is harvested, what can be done now, its runs. */
export function SourceScreen() {
  const words = useWords(harvestWords).source;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(harvestRoutes.source, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(source) => <SourcePage source={source} />}
      </AnsweredPage>
    </div>
  );
}

function SourcePage({ source }: { source: HarvestSource }) {
  const all = useWords(harvestWords);
  const words = all.source;
  const text = useText();
  const format = useFormat();
  const hasRole = useHasRole();
  return (
    <>
      <PageHead
        title={source.name}
        crumbs={[{ label: all.sources.title, href: "/harvest" }]}
        tags={<Tag tone="line">{text(harvestKindNames[source.kind])}</Tag>}
        actions={
          <AppLink href={`/harvest/entries?sourceId=${source.id}`}>
            {all.sources.entries} {format.number(source.entries)}
          </AppLink>
        }
      />
      {hasRole(keepers) ? <Acts source={source} /> : <p className="t13 m">{words.mayNot}</p>}
      <Section title={words.facts}>
        <Facts
          items={[
            source.url === null
              ? { key: words.file, value: source.fileName }
              : { key: words.address, value: <span className="mono">{source.url}</span> },
            { key: words.licence, value: source.licence },
            source.kind === "ckan" ? { key: words.filter, value: <span className="mono">{source.filter}</span> } : null,
            {
              key: all.sources.every,
              value: source.everyDays === null ? all.sources.byHand : all.sources.days(format.number(source.everyDays)),
            },
            source.nextAt === null ? null : { key: words.next, value: <Moment at={source.nextAt} /> },
          ]}
        />
      </Section>
      <Runs source={source} />
      <Section title={words.story}>
        <ObjectStory kind="harvest-source" id={source.id} />
      </Section>
    </>
  );
}

function Acts({ source }: { source: HarvestSource }) {
  const words = useWords(harvestWords).source;
  const go = useGo();
  const toast = useToast();
  const ask = useConfirm();
  const start = useChange(harvestRoutes.startRun, ["operations", "ledger"]);
  const remove = useChange(harvestRoutes.removeSource, ["ledger", "search"]);
  const params = { id: source.id };
  const harvest = async (mode: "incremental" | "full") => {
    const run = await start.send({ params, body: { mode } });
    if (!run) return;
    toast(words.started);
    go(`/harvest/runs/${run.id}`);
  };
  const takeAway = async () => {
    const title = words.removeTitle(source.name);
    if (!(await ask({ title, text: words.removeText, action: words.remove, isDanger: true }))) return;
    if (!(await remove.send({ params }))) return;
    toast(words.removed(source.name));
    go("/harvest");
  };
  return (
    <>
      <NextActions
        label={words.now}
        actions={[
          {
            key: "harvest",
            button: (
              <Button type="primary" loading={start.isSending} onClick={() => void harvest("incremental")}>
                {words.harvest}
              </Button>
            ),
            text: words.harvestText,
          },
          {
            key: "full",
            button: <Button onClick={() => void harvest("full")}>{words.full}</Button>,
            text: words.fullText,
          },
          {
            key: "edit",
            button: <Button onClick={() => go(`/harvest/sources/${source.id}/edit`)}>{words.edit}</Button>,
            text: words.editText,
          },
          {
            key: "remove",
            button: (
              <Button danger onClick={() => void takeAway()}>
                {words.remove}
              </Button>
            ),
            text: words.removeText,
          },
        ]}
      />
      {start.problem ? <ErrorState error={start.problem} /> : null}
      {remove.problem ? <ErrorState error={remove.problem} /> : null}
    </>
  );
}

function Runs({ source }: { source: HarvestSource }) {
  const all = useWords(harvestWords);
  const words = all.source;
  const format = useFormat();
  const runs = usePages(harvestRoutes.runs, { params: { id: source.id }, query: {} }, { pageSize: 20 });
  const outcomes = ["created", "changed", "unchanged", "refused", "gone"] as const;
  return (
    <Section title={words.runs}>
      {runs.error ? <ErrorState error={runs.error} retry={runs.refetch} /> : null}
      {runs.isLoading ? <LoadingState what={words.runs} rows={3} /> : null}
      {runs.rows.length === 0 && !runs.isLoading ? (
        <p className="t13 m">{words.noRuns}</p>
      ) : (
        <PlainTable
          label={words.runs}
          columns={[
            { title: words.run },
            { title: words.state },
            ...outcomes.map((outcome) => ({ title: all.outcomes[outcome], isFigure: true })),
            { title: words.at },
          ]}
          rows={runs.rows.map((run) => ({
            key: run.id,
            cells: [
              <AppLink key="run" href={`/harvest/runs/${run.id}`}>
                {words.number(format.number(run.number))} · {all.modes[run.mode]}
              </AppLink>,
              <RunStateWord key="state" state={run.state} />,
              ...outcomes.map((outcome) => format.number(run[outcome])),
              <Moment key="at" at={run.endedAt ?? run.createdAt} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}
