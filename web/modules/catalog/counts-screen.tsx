import {
  type CatalogCounts,
  catalogRoutes,
  shareClasses,
  shareClassNames,
  stageNames,
  stages,
  updateCycleNames,
  updateCycles,
} from "#contract/catalog";
import { dataGrades } from "#contract/dictionary";
import {
  AnsweredPage,
  AppLink,
  Chart,
  EmptyState,
  PageHead,
  PlainTable,
  Section,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { dataWords, DepartmentName, useDepartments } from "#shell";
import { type BarLine, BarChart } from "./bar-chart.tsx";
import { catalogWords } from "./words.ts";
import "./catalog.css";

/** The one count (一本账): every figure summed from the same rows as the list, and leading to them. */
export function CountsScreen() {
  const words = useWords(catalogWords).counts;
  const answer = useAnswer(catalogRoutes.counts, {});
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.title}>
        {(counts) => <CountsPage counts={counts} />}
      </AnsweredPage>
    </div>
  );
}

function CountsPage({ counts }: { counts: CatalogCounts }) {
  const all = useWords(catalogWords);
  const words = all.counts;
  const { grade } = useWords(dataWords);
  const format = useFormat();
  const text = useText();
  const line = (key: string, name: string, value: number, filter: string): BarLine => ({
    key,
    name,
    value,
    href: `/catalog?${filter}`,
  });
  return (
    <>
      <PageHead title={words.title} note={words.note(format.moment(counts.asOf))} />
      {counts.total === 0 ? (
        <EmptyState title={all.list.emptyTitle}>{all.list.emptyText}</EmptyState>
      ) : (
        <>
          <Sums counts={counts} />
          <DepartmentChart counts={counts} />
          <DepartmentTable counts={counts} />
          <div className="chart-grid">
            <BarChart
              title={words.shareTitle}
              note={words.unit}
              head={all.list.shareClass}
              lines={shareClasses.map((one) =>
                line(one, text(shareClassNames[one]), counts.byShareClass[one], `shareClass=${one}`),
              )}
            />
            <BarChart
              title={words.stageTitle}
              note={words.unit}
              head={all.list.stage}
              lines={stages
                .filter((one) => counts.byStage[one] > 0)
                .map((one) => line(one, text(stageNames[one]), counts.byStage[one], `stage=${one}`))}
            />
            <BarChart
              title={words.gradeTitle}
              note={words.unit}
              head={all.list.grade}
              lines={dataGrades
                .filter((one) => counts.byGrade[one] > 0)
                .map((one) => line(one, grade(one), counts.byGrade[one], `grade=${one}`))}
            />
            <BarChart
              title={words.cycleTitle}
              note={words.unit}
              head={all.list.cycle}
              lines={updateCycles
                .filter((one) => counts.byUpdateCycle[one] > 0)
                .map((one) => line(one, text(updateCycleNames[one]), counts.byUpdateCycle[one], `updateCycle=${one}`))}
            />
            <BarChart
              title={words.themeTitle}
              note={words.unit}
              head={all.list.theme}
              lines={counts.byTheme.map(({ theme, total }) =>
                theme === ""
                  ? { key: "", name: words.noTheme, value: total, href: null }
                  : line(theme, theme, total, `theme=${encodeURIComponent(theme)}`),
              )}
            />
          </div>
        </>
      )}
    </>
  );
}

function Sums({ counts }: { counts: CatalogCounts }) {
  const words = useWords(catalogWords).counts;
  const format = useFormat();
  const loaded = counts.byDepartment.reduce((sum, row) => sum + row.loaded, 0);
  const figures = [
    { name: words.total, value: counts.total, href: "/catalog" },
    { name: words.published, value: counts.byStage.published, href: "/catalog?stage=published" },
    { name: words.loaded, value: loaded, href: "/catalog?hasData=true" },
    { name: words.rows, value: counts.rowCount, href: "/catalog?sort=rows" },
    { name: words.items, value: counts.itemCount, href: "/catalog" },
  ];
  return (
    <dl className="sums" style={{ marginTop: 16 }}>
      {figures.map(({ name, value, href }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <AppLink href={href}>{format.number(value)}</AppLink>
          </dd>
        </div>
      ))}
      <div>
        <dt>{words.mapped}</dt>
        <dd>
          <AppLink href="/dictionary/elements">{format.number(counts.mappedItemCount)}</AppLink>
          <span className="t13 m">
            {" "}
            {words.share(format.percent(counts.mappedItemCount / Math.max(1, counts.itemCount)))}
          </span>
        </dd>
      </div>
    </dl>
  );
}

function DepartmentChart({ counts }: { counts: CatalogCounts }) {
  const words = useWords(catalogWords).counts;
  const format = useFormat();
  const { nameOf } = useDepartments();
  const sorted = counts.byDepartment.toSorted((a, b) => a.total - b.total);
  const bar = (name: string, of: (row: (typeof sorted)[number]) => number) => ({
    name,
    type: "bar",
    stack: "resources",
    barWidth: 14,
    data: sorted.map(of),
  });
  return (
    <div className="section">
      <Chart
        title={words.departmentTitle}
        note={words.unit}
        height={56 + sorted.length * 24}
        option={{
          grid: { left: 0, right: 24, top: 28, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "all" },
          legend: { left: 0, top: 0, itemWidth: 14, itemHeight: 8 },
          xAxis: { type: "value", min: 0, minInterval: 1 },
          yAxis: { type: "category", data: sorted.map((row) => nameOf(row.department)), axisTick: { show: false } },
          tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
          series: [
            bar(words.published, (row) => row.published),
            bar(words.underway, (row) => row.total - row.published),
          ],
        }}
        table={{
          columns: [words.department, words.published, words.underway],
          rows: sorted
            .toReversed()
            .map((row) => [
              nameOf(row.department),
              format.number(row.published),
              format.number(row.total - row.published),
            ]),
        }}
      />
    </div>
  );
}

function DepartmentTable({ counts }: { counts: CatalogCounts }) {
  const words = useWords(catalogWords).counts;
  const format = useFormat();
  const figure = (department: string, value: number, filter: string) =>
    value === 0 ? (
      <span key={filter} className="m">
        0
      </span>
    ) : (
      <AppLink key={filter} href={`/catalog?department=${department}${filter}`}>
        {format.number(value)}
      </AppLink>
    );
  return (
    <Section title={words.tableTitle} note={words.tableNote}>
      <PlainTable
        label={words.tableTitle}
        columns={[
          { title: words.department },
          { title: words.total, isFigure: true, width: 130 },
          { title: words.published, isFigure: true, width: 130 },
          { title: words.loaded, isFigure: true, width: 130 },
          { title: words.rows, isFigure: true, width: 150 },
        ]}
        rows={counts.byDepartment
          .toSorted((a, b) => b.total - a.total)
          .map(({ department, total, published, loaded, rowCount }) => ({
            key: department,
            cells: [
              <DepartmentName key="name" code={department} />,
              figure(department, total, ""),
              figure(department, published, "&stage=published"),
              figure(department, loaded, "&hasData=true"),
              figure(department, rowCount, "&sort=rows"),
            ],
          }))}
      />
    </Section>
  );
}
