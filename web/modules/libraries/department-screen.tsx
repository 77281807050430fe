import { type DepartmentPortrait, librariesRoutes } from "#contract/libraries";
import { qualityRoutes } from "#contract/quality";
import {
  AnsweredPage,
  AppLink,
  Chart,
  Columns,
  EmptyState,
  KeyValues,
  Moment,
  PageHead,
  PlainTable,
  Score,
  Section,
  useAddressPart,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { useDepartments } from "#shell";
import { portraitWords } from "./portrait-words.ts";
import "./libraries.css";

/** One department: what it gives and how it agrees, how good its data are, what it uses. */
export function DepartmentScreen() {
  const words = useWords(portraitWords).department;
  const code = useAddressPart("code") ?? "";
  const answer = useAnswer(librariesRoutes.departmentPortraits, {});
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what} rows={6}>
        {({ items }) => <DepartmentPage code={code} portrait={items.find(({ department }) => department === code)} />}
      </AnsweredPage>
    </div>
  );
}

function DepartmentPage({ code, portrait }: { code: string; portrait: DepartmentPortrait | undefined }) {
  const words = useWords(portraitWords).department;
  const { nameOf } = useDepartments();
  return (
    <>
      <PageHead
        title={words.title(nameOf(code))}
        crumbs={[{ label: words.crumb, href: "/libraries/departments" }]}
        meta={<AppLink href={`/registry/departments/${code}`}>{nameOf(code)}</AppLink>}
      />
      {portrait ? (
        <Columns
          aside={
            <>
              <QualityOf code={code} />
              <UsesOf portrait={portrait} />
              <Links code={code} />
            </>
          }
        >
          <Gives portrait={portrait} />
          <Agreement portrait={portrait} />
        </Columns>
      ) : (
        <div className="section">
          <EmptyState title={words.noSuchTitle}>{words.noSuchText}</EmptyState>
        </div>
      )}
    </>
  );
}

function Gives({ portrait }: { portrait: DepartmentPortrait }) {
  const words = useWords(portraitWords).department;
  const text = useText();
  const format = useFormat();
  return (
    <Section title={words.gives}>
      {portrait.libraries.length === 0 ? (
        <p className="t13 m">{words.noGives}</p>
      ) : (
        <PlainTable
          label={words.gives}
          columns={[
            { title: words.library },
            { title: words.rows, isFigure: true },
            { title: words.share, isFigure: true },
            { title: words.compared, isFigure: true },
            { title: words.differing, isFigure: true },
            { title: words.loaded },
          ]}
          rows={portrait.libraries.map((one) => ({
            key: one.name,
            cells: [
              <AppLink key="name" href={`/libraries/${one.name}`}>
                {text(one.title)}
              </AppLink>,
              format.number(one.rows),
              format.percent(one.share),
              format.number(one.compared),
              <AppLink key="differing" href={`/libraries/${one.name}/conflicts`}>
                {format.number(one.differing)}
              </AppLink>,
              <Moment key="at" at={one.loadedAt} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

/** Share of its compared values that agree, per library; zero is shown, as for every bar. */
function Agreement({ portrait }: { portrait: DepartmentPortrait }) {
  const words = useWords(portraitWords).department;
  const text = useText();
  const format = useFormat();
  const lines = portrait.libraries.filter(({ compared }) => compared > 0);
  if (lines.length === 0) return null;
  const agreeing = ({ compared, differing }: (typeof lines)[number]) => (compared - differing) / compared;
  const upwards = lines.toReversed();
  return (
    <div className="section">
      <Chart
        title={words.agreement}
        height={28 + lines.length * 30}
        option={{
          grid: { left: 0, right: 64, top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
          xAxis: { type: "value", min: 0, max: 1, splitLine: { show: false }, axisLabel: { show: false } },
          yAxis: { type: "category", data: upwards.map(({ title }) => text(title)), axisTick: { show: false } },
          series: [
            {
              type: "bar",
              barWidth: 14,
              data: upwards.map(agreeing),
              label: {
                show: true,
                position: "right",
                formatter: ({ value }: { value: number }) => format.percent(value),
              },
            },
          ],
        }}
        table={{
          columns: [words.library, words.compared, words.differing, words.agreement],
          rows: lines.map((one) => [
            text(one.title),
            format.number(one.compared),
            format.number(one.differing),
            format.percent(agreeing(one)),
          ]),
        }}
      />
    </div>
  );
}

function QualityOf({ code }: { code: string }) {
  const words = useWords(portraitWords).department;
  const format = useFormat();
  const { data: league } = useAnswer(qualityRoutes.league, { query: { days: 30 } });
  const row = league?.rows.find(({ department }) => department === code);
  return (
    <Section title={words.quality}>
      {row && league ? (
        <KeyValues
          items={[
            {
              key: words.score,
              value: (
                <AppLink href={`/quality?department=${code}`}>
                  <Score score={row.score} agreed={league.agreed} />
                </AppLink>
              ),
            },
            { key: words.badRows, value: format.number(row.badRows) },
            { key: words.rankName, value: words.rank(format.number(row.rank), format.number(league.rows.length)) },
          ]}
        />
      ) : (
        <p className="t13 m">{words.noScore}</p>
      )}
    </Section>
  );
}

function UsesOf({ portrait }: { portrait: DepartmentPortrait }) {
  const words = useWords(portraitWords).department;
  const format = useFormat();
  const { open, closed } = portrait.corrections;
  return (
    <Section title={words.uses}>
      <p className="t13">{words.reads(format.number(portrait.reads))}</p>
      <KeyValues
        items={[
          {
            key: words.corrections,
            value: `${format.number(open)} ${words.open} · ${format.number(closed)} ${words.closed}`,
          },
          {
            key: words.again,
            value: <AppLink href="/libraries/collection?again=1">{format.number(portrait.again)}</AppLink>,
          },
        ]}
      />
    </Section>
  );
}

function Links({ code }: { code: string }) {
  const words = useWords(portraitWords).department;
  return (
    <Section title={words.links}>
      <ul className="plain-list">
        <li>
          <AppLink href={`/catalog?department=${code}`}>{words.catalog}</AppLink>
        </li>
        <li>
          <AppLink href={`/quality?department=${code}`}>{words.qualityPage}</AppLink>
        </li>
        <li>
          <AppLink href={`/sharing/corrections?provider=${code}`}>{words.correctionsPage}</AppLink>
        </li>
      </ul>
    </Section>
  );
}
