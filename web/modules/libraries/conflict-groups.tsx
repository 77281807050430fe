import { type ConflictCount, type Library, librariesRoutes, type RunFigures } from "#contract/libraries";
import {
  allOf,
  AppLink,
  type Column,
  DataTable,
  Section,
  Sparkline,
  useAnswer,
  useFilters,
  useFormat,
  useTable,
  useText,
  useWords,
} from "#kit";
import { useDepartments } from "#shell";
import { conflictFilters } from "./filters.ts";
import { recordWords } from "./record-words.ts";

const runsShown = 30;
const keyOf = ({ field, resourceId }: ConflictCount) => `${field}/${resourceId}`;
/** What is only written differently is listed, and counts for nothing. */
const differing = ({ stale, contradictory }: ConflictCount) => stale + contradictory;

/** Conflicts by field and pair of departments, the most first, each with how it went over the runs. */
export function ConflictGroups({ library, figures }: { library: Library; figures: RunFigures }) {
  const words = useWords(recordWords).conflicts;
  const [{ field, resourceId }] = useFilters(conflictFilters);
  const { data } = useAnswer(librariesRoutes.listRuns, { params: { name: library.name }, query: { limit: runsShown } });
  const earlier = (data?.items ?? []).flatMap((run) => run.figures ?? []).toReversed();
  const lines = figures.conflictCounts
    .filter((line) => differing(line) + line.format > 0)
    .toSorted((a, b) => differing(b) - differing(a) || b.format - a.format);
  const table = useTable("libraries.conflict-groups", useColumns(library, earlier));
  if (lines.length === 0) return null;
  const page = `/libraries/${library.name}/conflicts`;
  return (
    <Section title={words.groups} note={words.groupsNote}>
      <DataTable
        label={words.groups}
        table={{ ...table, isDense: true }}
        source={allOf(lines)}
        keyOf={keyOf}
        nameOf={(line) => line.field}
        hrefOf={(line) => `${page}?field=${line.field}&resourceId=${line.resourceId}`}
        currentKey={field === undefined ? undefined : `${field}/${resourceId ?? ""}`}
        empty={null}
      />
    </Section>
  );
}

function useColumns(library: Library, earlier: readonly RunFigures[]): readonly Column<ConflictCount>[] {
  const words = useWords(recordWords).conflicts;
  const text = useText();
  const format = useFormat();
  const { nameOf } = useDepartments();
  const nameOfField = (field: string) => {
    const own = library.fields.find((one) => one.field === field);
    return own ? text(own.name) : field;
  };
  const trendOf = (line: ConflictCount) =>
    earlier.flatMap(({ conflictCounts }) => {
      const own = conflictCounts.find((one) => keyOf(one) === keyOf(line));
      return own ? [differing(own)] : [];
    });
  const page = `/libraries/${library.name}/conflicts`;
  return [
    {
      key: "field",
      title: words.field,
      render: (line) => (
        <AppLink href={`${page}?field=${line.field}&resourceId=${line.resourceId}`} className="l1">
          {nameOfField(line.field)}
        </AppLink>
      ),
    },
    {
      key: "pair",
      title: words.pair,
      render: ({ authority, department }) =>
        `${authority ? nameOf(authority.department) : words.unknownAuthority} → ${nameOf(department)}`,
    },
    ...(["contradictory", "stale", "format"] as const).map((kind) => ({
      key: kind,
      title: words.kinds[kind],
      isFigure: true,
      width: 90,
      render: (line: ConflictCount) => format.number(line[kind]),
    })),
    {
      key: "compared",
      title: words.compared,
      isFigure: true,
      width: 90,
      render: ({ compared }) => format.number(compared),
    },
    {
      key: "share",
      title: words.share,
      isFigure: true,
      width: 80,
      render: (line) => format.percent(differing(line) / Math.max(1, line.compared)),
    },
    {
      key: "trend",
      title: words.trend,
      width: 90,
      render: (line) => <Sparkline values={trendOf(line)} low={0} />,
    },
  ];
}
