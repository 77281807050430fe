import { librariesRoutes, type Portrait } from "#contract/libraries";
import {
  AnsweredPage,
  AppLink,
  Chart,
  Columns,
  EmptyState,
  KeyValues,
  Moment,
  NameCell,
  PageHead,
  PlainTable,
  Section,
  useAddressPart,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { GroupPortraits } from "./group-portraits.tsx";
import { LibraryTrend } from "./library-trend.tsx";
import { portraitWords } from "./portrait-words.ts";
import { librariesWords } from "./words.ts";
import "./libraries.css";

/** A library in figures (画像): how full, fresh, sure and used it is, how that went, and which people are where. */
export function PortraitScreen() {
  const words = useWords(portraitWords).library;
  const name = useAddressPart("name") ?? "";
  const answer = useAnswer(librariesRoutes.portrait, { params: { name } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what} rows={6}>
        {(portrait) => <PortraitPage portrait={portrait} />}
      </AnsweredPage>
    </div>
  );
}

function PortraitPage({ portrait }: { portrait: Portrait }) {
  const words = useWords(portraitWords).library;
  const names = useWords(librariesWords).library;
  const text = useText();
  const format = useFormat();
  const page = `/libraries/${portrait.name}`;
  const { run } = portrait;
  return (
    <>
      <PageHead
        title={words.title(text(portrait.title))}
        crumbs={[
          { label: names.crumb, href: "/libraries" },
          { label: text(portrait.title), href: page },
        ]}
        meta={run?.endedAt ? <span>{names.asOf(format.moment(run.endedAt))}</span> : undefined}
      />
      {run?.figures ? (
        <Columns
          aside={
            <>
              <QualityFacts portrait={portrait} />
              <Users portrait={portrait} />
            </>
          }
        >
          <Coverage portrait={portrait} />
          <SourceShares portrait={portrait} />
          <LibraryTrend name={portrait.name} />
          <GroupPortraits name={portrait.name} />
        </Columns>
      ) : (
        <div className="section">
          <EmptyState title={words.neverTitle} action={<AppLink href={page}>{words.toLibrary}</AppLink>}>
            {words.neverText}
          </EmptyState>
        </div>
      )}
    </>
  );
}

function Coverage({ portrait }: { portrait: Portrait }) {
  const words = useWords(portraitWords).library;
  const text = useText();
  const format = useFormat();
  const upwards = portrait.coverage.toReversed();
  return (
    <div className="section">
      <Chart
        title={words.coverage}
        note={words.coverageNote}
        height={24 + upwards.length * 24}
        option={{
          grid: { left: 0, right: 64, top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
          xAxis: { type: "value", min: 0, max: 1, splitLine: { show: false }, axisLabel: { show: false } },
          yAxis: { type: "category", data: upwards.map(({ name }) => text(name)), axisTick: { show: false } },
          tooltip: { valueFormatter: (value: number) => format.percent(value) },
          series: [
            {
              type: "bar",
              barWidth: 12,
              data: upwards.map(({ share }) => share),
              label: {
                show: true,
                position: "right",
                formatter: ({ value }: { value: number }) => format.percent(value),
              },
            },
          ],
        }}
        table={{
          columns: [words.field, words.filled, words.trust],
          rows: portrait.coverage.map(({ name, share, confidence }) => [
            text(name),
            format.percent(share),
            format.percent(confidence),
          ]),
        }}
      />
    </div>
  );
}

function SourceShares({ portrait }: { portrait: Portrait }) {
  const words = useWords(portraitWords).library;
  const format = useFormat();
  return (
    <Section title={words.sources}>
      <PlainTable
        label={words.sources}
        isDense={false}
        columns={[
          { title: words.source },
          { title: words.share, isFigure: true, width: 110 },
          { title: words.loaded, width: 150 },
        ]}
        rows={portrait.sources.map(({ resourceId, resourceName, departmentName, share, loadedAt }) => ({
          key: resourceId,
          cells: [
            <NameCell key="name" name={resourceName} href={`/catalog/${resourceId}`} note={departmentName} />,
            format.percent(share),
            loadedAt === null ? words.never : <Moment key="at" at={loadedAt} />,
          ],
        }))}
      />
    </Section>
  );
}

function QualityFacts({ portrait }: { portrait: Portrait }) {
  const words = useWords(portraitWords).library;
  const format = useFormat();
  const { confidence, openPairs, conflicts, correcting, closed } = portrait.quality;
  const page = `/libraries/${portrait.name}`;
  const link = (to: string, count: number) => <AppLink href={`${page}/${to}`}>{format.number(count)}</AppLink>;
  return (
    <Section title={words.quality}>
      <KeyValues
        items={[
          { key: words.confidence, value: confidence === null ? null : format.percent(confidence) },
          { key: words.openPairs, value: link("review", openPairs) },
          { key: words.conflicts, value: link("conflicts", conflicts) },
          { key: words.correcting, value: link("conflicts", correcting) },
          { key: words.closed, value: link("conflicts", closed) },
        ]}
      />
    </Section>
  );
}

function Users({ portrait }: { portrait: Portrait }) {
  const words = useWords(portraitWords).library;
  const text = useText();
  const format = useFormat();
  const { users, hotItems } = portrait;
  return (
    <Section title={words.users} note={words.usersNote}>
      {users.length === 0 ? <p className="t13 m">{words.noUsers}</p> : null}
      <ul className="plain-list">
        {users.map(({ department, reads }) => (
          <li key={department}>
            <span>
              <DepartmentName code={department} isPlain />
            </span>
            <span>{words.reads(format.number(reads))}</span>
          </li>
        ))}
      </ul>
      {hotItems.length === 0 ? null : (
        <>
          <h3 className="sub portrait-hot">{words.hot}</h3>
          <ul className="plain-list">
            {hotItems.slice(0, 8).map(({ field, name, reads }) => (
              <li key={field}>
                <span>{text(name)}</span>
                <span>{words.reads(format.number(reads))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
