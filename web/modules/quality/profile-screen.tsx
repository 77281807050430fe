import { catalogRoutes, type Resource } from "#contract/catalog";
import { type ColumnProfile, qualityProfileRoutes } from "#contract/quality-profile";
import {
  Answered,
  AnsweredPage,
  AppLink,
  EmptyState,
  PageHead,
  PlainTable,
  Section,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { dataWords } from "#shell";
import { ColumnDetail } from "./column-detail.tsx";
import { Warnings } from "./drift-screen.tsx";
import { profileFilters } from "./filters.ts";
import { useResourceName } from "./resource-name.ts";
import { scoreWords } from "./score-words.ts";
import { SmallBars } from "./small-bars.tsx";
import "./quality.css";

/** Every column at a glance, one of them opened, and what is not as it used to be. */
export function ProfileScreen() {
  const words = useWords(scoreWords).profile;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(catalogRoutes.getResource, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(resource) => <ProfilePage resource={resource} />}
      </AnsweredPage>
    </div>
  );
}

function ProfilePage({ resource }: { resource: Resource }) {
  const words = useWords(scoreWords).profile;
  const format = useFormat();
  const name = useResourceName()(resource);
  const [{ column }] = useFilters(profileFilters);
  const answer = useAnswer(qualityProfileRoutes.profile, { params: { id: resource.id } });
  return (
    <>
      <PageHead
        title={words.title(name)}
        crumbs={[
          { label: words.crumb, href: "/quality" },
          { label: name, href: `/quality/resources/${resource.id}` },
        ]}
        note={
          answer.data?.ranAt
            ? words.note(format.number(answer.data.rowCount), format.number(answer.data.sampledRows))
            : undefined
        }
        isRecord
      />
      <Answered answer={answer} what={words.what} rows={8}>
        {({ columns, warnings, ranAt }) => {
          if (ranAt === null) return <EmptyState title={words.neverTitle}>{words.neverText}</EmptyState>;
          const chosen = columns.find(({ field }) => field === column);
          return (
            <>
              <Section title={words.warnings} note={words.warningsNote}>
                {warnings.length === 0 ? <p className="t13 m">{words.noWarnings}</p> : <Warnings items={warnings} />}
              </Section>
              {chosen ? <ColumnDetail key={chosen.field} resourceId={resource.id} column={chosen} /> : null}
              <Section title={words.what} isMajor>
                <ColumnTable columns={columns} current={column} />
              </Section>
            </>
          );
        }}
      </Answered>
    </>
  );
}

function ColumnTable({ columns, current }: { columns: readonly ColumnProfile[]; current: string | undefined }) {
  const words = useWords(scoreWords).profile;
  const kinds = useWords(dataWords).kinds;
  const text = useText();
  const format = useFormat();
  return (
    <PlainTable
      label={words.what}
      columns={[
        { title: words.column },
        { title: words.filled, width: 100, isFigure: true },
        { title: words.distinct, width: 120, isFigure: true },
        { title: words.histogram, width: 150 },
        { title: words.range, width: "22%" },
        { title: words.top, width: "22%" },
      ]}
      rows={columns.map((column) => ({
        key: column.field,
        ...(column.field === current ? { tone: "current" as const } : {}),
        cells: [
          <span key="name" className="in-text">
            <AppLink href={`?column=${column.field}`}>{text(column.name)}</AppLink>
            <span className="l2 mono">
              {column.field} {kinds[column.kind]}
            </span>
          </span>,
          column.rows === 0 ? "—" : format.percent(column.filled / column.rows),
          column.isExact ? format.number(column.distinct) : words.about(format.number(column.distinct)),
          <SmallBars key="bars" values={column.histogram.map(({ count }) => count)} />,
          column.isMasked ? (
            <span key="range" className="m">
              {words.masked}
            </span>
          ) : (
            <span key="range" className="break">
              {column.min === null ? "—" : `${column.min} – ${column.max ?? ""}`}
            </span>
          ),
          <span key="top" className="break">
            {column.top
              .slice(0, 3)
              .map(({ value }) => value)
              .join("、") || "—"}
          </span>,
        ],
      }))}
    />
  );
}
