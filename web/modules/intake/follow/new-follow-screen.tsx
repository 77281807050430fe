import { Select } from "antd";
import { catalogRoutes } from "#contract/catalog";
import { type Draft, intakeRoutes } from "#contract/intake";
import { followRoutes } from "#contract/intake-follow";
import { Answered, AppLink, Note, PageHead, Section, useAnswer, useFilters, useWords } from "#kit";
import { newFollowFilters } from "../filters.ts";
import { BeginFollow } from "./begin-follow.tsx";
import { ThingPick } from "./thing-pick.tsx";
import { planWords } from "./plan-words.ts";
import { followWords } from "./words.ts";
import "./follow.css";

/** Begins to follow a table: chosen here, or brought from the wizard or from a loaded resource. */
export function NewFollowScreen() {
  const all = useWords(followWords);
  const words = useWords(planWords);
  const [search] = useFilters(newFollowFilters);
  return (
    <div className="page">
      <PageHead title={words.newTitle} crumbs={[{ label: all.list.crumb, href: "/intake/follows" }]} />
      {search.draft ? <FromDraft id={search.draft} /> : <Chosen />}
    </div>
  );
}

/** A load that has been prepared already: its table, its mapping, its resource. */
function FromDraft({ id }: { id: string }) {
  const words = useWords(planWords);
  const answer = useAnswer(intakeRoutes.getDraft, { params: { id } });
  return (
    <Answered answer={answer} what={words.looking}>
      {(draft) =>
        draft.sourceId === null || draft.table === null ? (
          <Chosen />
        ) : (
          <Plan source={draft.sourceId} table={draft.table} draft={draft} />
        )
      }
    </Answered>
  );
}

function Chosen() {
  const [{ source, table }, setSearch] = useFilters(newFollowFilters);
  return (
    <>
      <SourcePick value={source} onPick={(picked) => setSearch({ source: picked, table: undefined })} />
      {source ? <Pick source={source} value={table} onPick={(picked) => setSearch({ table: picked })} /> : null}
      {source && table ? <Plan key={`${source} ${table}`} source={source} table={table} draft={null} /> : null}
    </>
  );
}

/** A table of a database, files of a place, or a stream. */
function Pick(props: { source: string; value: string | undefined; onPick: (table: string) => void }) {
  const words = useWords(planWords);
  const answer = useAnswer(intakeRoutes.getSource, { params: { id: props.source } });
  return (
    <Answered answer={answer} what={words.tables}>
      {({ place }) => (place ? <ThingPick {...props} kind={place.kind} /> : <TablePick {...props} />)}
    </Answered>
  );
}

const most = 500;

function SourcePick({ value, onPick }: { value: string | undefined; onPick: (id: string) => void }) {
  const words = useWords(planWords);
  const answer = useAnswer(intakeRoutes.listSources, { query: { limit: most } });
  return (
    <Section title={words.from} more={<AppLink href="/intake/sources/new">{words.register}</AppLink>}>
      <Answered answer={answer} what={words.source}>
        {({ items }) => {
          const databases = items.filter((source) => source.kind !== "files" && source.may.load);
          if (databases.length === 0) return <Note>{words.noSources}</Note>;
          return (
            <div className="field pick">
              <label htmlFor="follow-source">{words.source}</label>
              <Select
                id="follow-source"
                showSearch={{ optionFilterProp: "label" }}
                value={value ?? null}
                options={databases.map(({ id, name, departmentName }) => ({
                  value: id,
                  label: `${name} · ${departmentName}`,
                }))}
                onChange={(picked: string) => onPick(picked)}
              />
            </div>
          );
        }}
      </Answered>
    </Section>
  );
}

function TablePick({
  source,
  value,
  onPick,
}: {
  source: string;
  value: string | undefined;
  onPick: (table: string) => void;
}) {
  const words = useWords(planWords);
  const answer = useAnswer(intakeRoutes.testSource, { params: { id: source } });
  return (
    <Answered answer={answer} what={words.tables}>
      {({ tables }) => (
        <div className="field pick">
          <label htmlFor="follow-table">{words.table}</label>
          <Select
            id="follow-table"
            showSearch={{ optionFilterProp: "label" }}
            placeholder={words.pickTable}
            value={value ?? null}
            options={tables.map(({ path, name }) => ({ value: path, label: name }))}
            onChange={(picked: string) => onPick(picked)}
          />
        </div>
      )}
    </Answered>
  );
}

function Plan({ source, table, draft }: { source: string; table: string; draft: Draft | null }) {
  const words = useWords(planWords);
  const [search] = useFilters(newFollowFilters);
  const resourceId = draft === null ? (search.resource ?? null) : draft.resourceId;
  const facts = useAnswer(followRoutes.getTableFacts, { params: { id: source }, query: { table } });
  const resource = useAnswer(
    catalogRoutes.getResource,
    { params: { id: resourceId ?? "" } },
    { isReady: resourceId !== null },
  );
  const isHere = facts.data !== undefined && (resourceId === null || resource.data !== undefined);
  const refetch = () => {
    facts.refetch();
    if (resourceId !== null) resource.refetch();
  };
  return (
    <Answered
      answer={{ data: isHere ? facts.data : undefined, error: facts.error ?? resource.error, refetch }}
      what={words.looking}
    >
      {(found) => (
        <BeginFollow
          source={source}
          facts={found}
          draft={draft}
          resource={resource.data ? { id: resource.data.id, name: resource.data.name } : null}
        />
      )}
    </Answered>
  );
}
