import { Button } from "antd";
import { useState } from "react";
import { intakeRoutes, type Source } from "#contract/intake";
import { registryRoutes } from "#contract/registry";
import {
  AnsweredPage,
  AppLink,
  Columns,
  CopyCode,
  ErrorState,
  Facts,
  Icon,
  LoadingState,
  NextActions,
  None,
  PageHead,
  PlainTable,
  Section,
  Tag,
  useAddressPart,
  useAnswer,
  useFormat,
  useGo,
  useWords,
} from "#kit";
import { DepartmentName, ObjectStory } from "#shell";
import { useBegin } from "./begin-load.ts";
import { FollowsOfSource } from "./follow/follows-of-source.tsx";
import { SourceLimits } from "./follow/source-limits.tsx";
import { SourceZone } from "./follow/source-zone.tsx";
import { LoadList } from "./load-list.tsx";
import { PlaceFacts, Things } from "./place-facts.tsx";
import { intakeWords } from "./words.ts";

/** One registered source: how it is reached, what can be read there, what was loaded from it. */
export function SourceScreen() {
  const words = useWords(intakeWords).source;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(intakeRoutes.getSource, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(source) => <SourcePage source={source} />}
      </AnsweredPage>
    </div>
  );
}

function SourcePage({ source }: { source: Source }) {
  const all = useWords(intakeWords);
  const words = all.source;
  const [isTesting, setIsTesting] = useState(false);
  return (
    <>
      <PageHead
        title={source.name}
        crumbs={[{ label: all.sources.title, href: "/intake" }]}
        tags={
          <>
            <Tag tone="line">{all.kinds[source.kind]}</Tag>
            {source.isInvented ? <Tag tone="line">{all.invented}</Tag> : null}
          </>
        }
        meta={
          <>
            <DepartmentName code={source.department} />
            <CopyCode code={source.id} />
          </>
        }
      />
      <Actions source={source} onTest={() => setIsTesting(true)} />
      <Columns
        aside={
          <Section title={words.story}>
            <ObjectStory kind="source" id={source.id} />
          </Section>
        }
      >
        {isTesting ? <Readable source={source} /> : null}
        {source.place ? <PlaceFacts place={source.place} /> : <Connection source={source} />}
        {source.connection ? <SourceZone source={source} /> : null}
        {source.kind === "files" ? null : <SourceLimits source={source} />}
        <FollowsOfSource source={source} />
        <Section title={words.loads} more={<AllLoads source={source} />}>
          <LoadList query={{ sourceId: source.id }} empty={words.noLoads} />
        </Section>
      </Columns>
    </>
  );
}

function Actions({ source, onTest }: { source: Source; onTest: () => void }) {
  const words = useWords(intakeWords).source;
  const go = useGo();
  const begin = useBegin(null);
  const { edit, load } = source.may;
  const lock = <Icon name="lock" />;
  return (
    <>
      <NextActions
        label={words.now}
        actions={[
          {
            key: "load",
            button: (
              <Button
                type="primary"
                disabled={!load}
                icon={load ? undefined : lock}
                loading={begin.doing !== null}
                onClick={() => void begin.fromSource(source)}
              >
                {words.load}
              </Button>
            ),
            text: load ? words.loadText : words.mayNot,
          },
          ...(source.kind === "files"
            ? []
            : [
                {
                  key: "follow",
                  button: (
                    <Button
                      disabled={!load}
                      icon={load ? undefined : lock}
                      onClick={() => go(`/intake/follows/new?source=${source.id}`)}
                    >
                      {words.follow}
                    </Button>
                  ),
                  text: load ? words.followText : words.mayNot,
                },
              ]),
          {
            key: "test",
            button: (
              <Button disabled={!load} icon={load ? undefined : lock} onClick={onTest}>
                {words.test}
              </Button>
            ),
            text: load ? words.testText : words.mayNot,
          },
          {
            key: "edit",
            button: (
              <Button
                disabled={!edit}
                icon={edit ? undefined : lock}
                onClick={() => go(`/intake/sources/${source.id}/edit`)}
              >
                {words.edit}
              </Button>
            ),
            text: edit ? words.editText : words.mayNot,
          },
        ]}
      />
      {begin.refusal ? <ErrorState error={begin.refusal.error} /> : null}
    </>
  );
}

const Readable = ({ source }: { source: Source }) =>
  source.place ? <Things source={source} /> : <Tables source={source} />;

function Tables({ source }: { source: Source }) {
  const words = useWords(intakeWords).source;
  const format = useFormat();
  const { data, error, refetch } = useAnswer(intakeRoutes.testSource, { params: { id: source.id } });
  return (
    <Section title={words.tables} note={data ? words.tablesNote(format.number(data.tables.length)) : undefined} isMajor>
      {error ? <ErrorState error={error} retry={refetch} /> : null}
      {!data && !error ? <LoadingState what={words.testing} /> : null}
      {data?.tables.length === 0 ? <p className="t13 s">{words.noTables}</p> : null}
      {data && data.tables.length > 0 ? (
        <PlainTable
          label={words.tables}
          columns={[
            { title: words.table },
            { title: words.columns, width: 90, isFigure: true },
            { title: words.rows, width: 130, isFigure: true },
          ]}
          rows={data.tables.map((table) => ({
            key: table.path,
            cells: [
              table.name,
              table.columnCount === null ? <None key="columns" /> : format.number(table.columnCount),
              table.rowCount === null ? (
                <span key="rows" className="m">
                  {words.unknownRows}
                </span>
              ) : (
                format.number(table.rowCount)
              ),
            ],
          }))}
        />
      ) : null}
    </Section>
  );
}

function Connection({ source: { connection, ...source } }: { source: Source }) {
  const words = useWords(intakeWords).source;
  return (
    <Section title={words.facts}>
      <Facts
        items={[
          { key: words.host, value: connection?.host },
          { key: words.port, value: connection?.port },
          { key: words.database, value: connection?.database },
          { key: words.schema, value: connection?.schema },
          { key: words.user, value: connection?.user },
          { key: words.password, value: <span className="s">{words.passwordKept}</span> },
          {
            key: words.system,
            value: <SystemName id={source.systemId} department={source.department} />,
          },
        ]}
      />
    </Section>
  );
}

function SystemName({ id, department }: { id: string | null; department: string }) {
  const words = useWords(intakeWords).source;
  const { data } = useAnswer(
    registryRoutes.listSystems,
    { query: { department, limit: 500 } },
    { isReady: id !== null },
  );
  if (id === null) return <span className="m">{words.noSystem}</span>;
  const name = data?.items.find((system) => system.id === id)?.name;
  return <AppLink href={`/registry/systems?department=${department}`}>{name ?? id}</AppLink>;
}

function AllLoads({ source }: { source: Source }) {
  const words = useWords(intakeWords).source;
  const format = useFormat();
  const { data } = useAnswer(intakeRoutes.listLoads, { query: { sourceId: source.id, limit: 1 } });
  if (!data || data.total === 0) return null;
  return <AppLink href={`/intake/loads?sourceId=${source.id}`}>{words.allLoads(format.number(data.total))}</AppLink>;
}
