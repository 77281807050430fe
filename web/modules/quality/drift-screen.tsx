import { type DriftWarning, profileMeasureNames, qualityProfileRoutes } from "#contract/quality-profile";
import {
  Answered,
  AppLink,
  EmptyState,
  Moment,
  PageHead,
  PlainTable,
  QueryStrip,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip } from "#shell";
import { driftFilters } from "./filters.ts";
import { scoreWords } from "./score-words.ts";
import "./quality.css";

/** What in the latest checks is not as it used to be. */
export function DriftScreen() {
  const words = useWords(scoreWords).drift;
  const format = useFormat();
  const [search, setSearch] = useFilters(driftFilters);
  const answer = useAnswer(qualityProfileRoutes.listDrift, { query: search }, { keepsLast: true });
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={answer.data ? words.note(format.number(answer.data.items.length)) : undefined}
        lede={words.lede}
      />
      <QueryStrip>
        <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
      </QueryStrip>
      <Answered answer={answer} what={words.what} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
          ) : (
            <Warnings items={items} showsResource />
          )
        }
      </Answered>
    </div>
  );
}

export function Warnings({
  items,
  showsResource = false,
}: {
  items: readonly DriftWarning[];
  showsResource?: boolean;
}) {
  const words = useWords(scoreWords).drift;
  const text = useText();
  const profileOf = ({ resourceId, field }: DriftWarning) =>
    `/quality/resources/${resourceId}/profile${field === null ? "" : `?column=${field}`}`;
  return (
    <PlainTable
      label={words.title}
      columns={[
        { title: words.text },
        ...(showsResource ? [{ title: words.resource, width: "22%" }] : []),
        { title: words.column, width: 160 },
        { title: words.measure, width: 110 },
        { title: words.at, width: 140 },
      ]}
      rows={items.map((item) => ({
        key: `${item.runId} ${item.field ?? ""} ${item.measure}`,
        cells: [
          text(item.text),
          ...(showsResource
            ? [
                <AppLink key="resource" href={`/quality/resources/${item.resourceId}`}>
                  {item.resourceName}
                </AppLink>,
              ]
            : []),
          <AppLink key="column" href={profileOf(item)}>
            {item.name === null ? (item.field ?? words.whole) : text(item.name)}
          </AppLink>,
          text(profileMeasureNames[item.measure]),
          <Moment key="at" at={item.ranAt} />,
        ],
      }))}
    />
  );
}
