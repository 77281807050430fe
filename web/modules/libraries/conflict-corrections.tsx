import { type ConflictCorrection, librariesRoutes } from "#contract/libraries";
import {
  AppLink,
  type Column,
  DataTable,
  Moment,
  Section,
  StateWord,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { recordWords } from "./record-words.ts";

/** What became of the conflicts that were brought to their holders. */
export function ConflictCorrections({ name }: { name: string }) {
  const words = useWords(recordWords).conflicts;
  const source = usePages(librariesRoutes.listCorrections, { params: { name } });
  const table = useTable("libraries.corrections", useColumns(name));
  if (source.total === 0) return null;
  return (
    <Section title={words.corrections} note={words.correctionsNote} isMajor>
      <DataTable
        label={words.corrections}
        table={{ ...table, isDense: true }}
        source={source}
        keyOf={({ correctionId }) => correctionId}
        nameOf={({ correctionId }) => correctionId}
        empty={null}
      />
    </Section>
  );
}

function useColumns(name: string): readonly Column<ConflictCorrection>[] {
  const words = useWords(recordWords).conflicts;
  const text = useText();
  return [
    {
      key: "field",
      title: words.field,
      render: ({ fieldName, correctionId }) => (
        <AppLink href={`/sharing/corrections/${correctionId}`} className="l1">
          {text(fieldName)}
        </AppLink>
      ),
    },
    {
      key: "department",
      title: words.department,
      render: ({ departmentName, resourceName }) => `${departmentName} · ${resourceName}`,
    },
    { key: "opened", title: words.opened, width: 130, render: ({ openedAt }) => <Moment at={openedAt} /> },
    {
      key: "state",
      title: words.state,
      width: 120,
      render: ({ closedAt }) => (
        <StateWord icon={closedAt ? "check" : "running"} tone={closedAt ? "good" : "plain"} light={!closedAt}>
          {closedAt ? words.states.closed : words.states.correcting}
        </StateWord>
      ),
    },
    {
      key: "closed",
      title: words.closed,
      width: 220,
      render: ({ closedAt, closedByRun }) =>
        closedAt === null ? (
          <span className="m">{words.waiting}</span>
        ) : (
          <span className="row g2">
            <Moment at={closedAt} />
            {closedByRun === null ? null : (
              <AppLink href={`/libraries/${name}/runs/${closedByRun}`}>{words.byRun}</AppLink>
            )}
          </span>
        ),
    },
  ];
}
