import { Button } from "antd";
import { type Conflict, conflictKinds, type Library, librariesRoutes } from "#contract/libraries";
import {
  AnsweredPage,
  AppLink,
  type Column,
  Counts,
  DataTable,
  EmptyState,
  Moment,
  NameCell,
  PageHead,
  Section,
  StateWord,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { ConflictCorrections } from "./conflict-corrections.tsx";
import { ConflictGroups } from "./conflict-groups.tsx";
import { CorrectForm } from "./correct-form.tsx";
import { conflictFilters } from "./filters.ts";
import { recordWords } from "./record-words.ts";
import { ShownValue } from "./shown-value.tsx";
import { librariesWords } from "./words.ts";
import "./libraries.css";

/** Where other holders do not say what the authority says: by field and departments, then row by row, to the correction. */
export function ConflictsScreen() {
  const words = useWords(recordWords).conflicts;
  const name = useAddressPart("name") ?? "";
  const answer = useAnswer(librariesRoutes.getLibrary, { params: { name } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what} rows={6}>
        {(library) => <ConflictsPage library={library} />}
      </AnsweredPage>
    </div>
  );
}

function ConflictsPage({ library }: { library: Library }) {
  const words = useWords(recordWords).conflicts;
  const names = useWords(librariesWords).library;
  const text = useText();
  const format = useFormat();
  const run = library.latestRun;
  return (
    <>
      <PageHead
        title={words.title(text(library.title))}
        crumbs={[
          { label: names.crumb, href: "/libraries" },
          { label: text(library.title), href: `/libraries/${library.name}` },
        ]}
        meta={run?.endedAt ? <span>{words.asOf(format.moment(run.endedAt))}</span> : undefined}
      />
      {run?.figures ? <ConflictGroups library={library} figures={run.figures} /> : null}
      <ConflictCorrections name={library.name} />
      <ConflictRows library={library} />
    </>
  );
}

function ConflictRows({ library }: { library: Library }) {
  const words = useWords(recordWords).conflicts;
  const format = useFormat();
  const [search, setSearch] = useFilters(conflictFilters);
  const { correct, kind = "contradictory", ...narrowed } = search;
  const query = kind === "all" ? narrowed : { ...narrowed, kind };
  const source = usePages(librariesRoutes.listConflicts, { params: { name: library.name }, query });
  const table = useTable(
    "libraries.conflicts",
    useColumns(library.name, (key) => setSearch({ correct: key })),
  );
  const chosen = source.rows.find(({ key }) => key === correct);
  const isFiltered = Object.keys(narrowed).length > 0 || kind !== "all";
  const bare = `/libraries/${library.name}/conflicts?kind=all`;
  const countOf = useKindCounts(library);
  return (
    <Section
      title={words.rows}
      isMajor
      note={source.total === null ? undefined : words.total(format.number(source.total))}
      more={isFiltered ? <AppLink href={bare}>{words.all}</AppLink> : undefined}
    >
      <Counts
        label={words.kind}
        items={([...conflictKinds.toReversed(), "all"] as const).map((one) => ({
          key: one,
          label: one === "all" ? words.allKinds : words.kinds[one],
          count: countOf(one),
          isOn: kind === one,
          onPick: () => setSearch({ kind: one, correct: undefined }),
        }))}
      />
      {chosen ? (
        <CorrectForm
          key={chosen.key}
          name={library.name}
          conflict={chosen}
          onClose={() => setSearch({ correct: undefined })}
        />
      ) : null}
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={({ key }) => key}
        nameOf={({ key }) => key.slice(0, 8)}
        currentKey={correct}
        empty={
          isFiltered ? (
            <EmptyState title={words.noneTitle} action={<AppLink href={bare}>{words.all}</AppLink>}>
              {words.noneText}
            </EmptyState>
          ) : (
            <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
          )
        }
      />
    </Section>
  );
}

/** How many of each kind the latest run counted, of the chosen field and holder; the hub shows those in scope. */
function useKindCounts(library: Library): (kind: Conflict["kind"] | "all") => string | null {
  const format = useFormat();
  const [{ field, resourceId }] = useFilters(conflictFilters);
  const lines = library.latestRun?.figures?.conflictCounts.filter(
    (line) =>
      (field === undefined || line.field === field) && (resourceId === undefined || line.resourceId === resourceId),
  );
  return (kind) => {
    if (!lines) return null;
    const kinds: readonly Conflict["kind"][] = kind === "all" ? conflictKinds : [kind];
    return format.number(lines.reduce((sum, line) => sum + kinds.reduce((all, one) => all + line[one], 0), 0));
  };
}

function useColumns(name: string, onCorrect: (key: string) => void): readonly Column<Conflict>[] {
  const words = useWords(recordWords).conflicts;
  const text = useText();
  return [
    {
      key: "field",
      title: words.field,
      width: 170,
      render: ({ fieldName, recordId }) => (
        <NameCell
          name={text(fieldName)}
          note={<AppLink href={`/libraries/${name}/records/${recordId}`}>{words.record}</AppLink>}
        />
      ),
    },
    { key: "kind", title: words.kind, width: 110, render: ({ kind }) => words.kinds[kind] },
    { key: "authority", title: words.authority, render: ({ authority }) => <Side side={authority} /> },
    { key: "holder", title: words.holder, render: ({ holder }) => <Side side={holder} /> },
    { key: "since", title: words.since, width: 120, render: ({ since }) => <Moment at={since} /> },
    {
      key: "state",
      title: words.state,
      width: 110,
      render: ({ state }) => (
        <StateWord icon={state === "correcting" ? "running" : "minus"} light>
          {words.states[state]}
        </StateWord>
      ),
    },
    {
      key: "act",
      title: words.act,
      width: 130,
      render: ({ key, may, correctionId }) =>
        correctionId !== null ? (
          <AppLink href={`/sharing/corrections/${correctionId}`}>{words.see}</AppLink>
        ) : may.correct ? (
          <Button size="small" onClick={() => onCorrect(key)}>
            {words.act}
          </Button>
        ) : (
          <span className="t12 m">{words.cannot}</span>
        ),
    },
  ];
}

const Side = ({ side }: { side: Conflict["holder"] }) => (
  <>
    <ShownValue shown={side.shown} />
    <span className="l2">{side.departmentName}</span>
  </>
);
