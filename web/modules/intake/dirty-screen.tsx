import { intakeRoutes, type Load } from "#contract/intake";
import { AnsweredPage, AppLink, EmptyState, Note, PageHead, useAnswer, useFilters, useFormat, useWords } from "#kit";
import { DepartmentName } from "#shell";
import { DirtyGroups } from "./dirty-groups.tsx";
import { DirtyLoads } from "./dirty-loads.tsx";
import { DirtyTable } from "./dirty-table.tsx";
import { dirtyWords } from "./dirty-words.ts";
import { dirtyFilters } from "./filters.ts";
import "./intake.css";
import { intakeWords } from "./words.ts";

/** Rows that stayed out of their table: of which load, why, and how they are mended. */
export function DirtyScreen() {
  const words = useWords(dirtyWords);
  const [{ load }] = useFilters(dirtyFilters);
  if (load === undefined)
    return (
      <div className="page">
        <PageHead title={words.title} />
        <DirtyLoads />
      </div>
    );
  return <DirtyOf id={load} />;
}

function DirtyOf({ id }: { id: string }) {
  const words = useWords(dirtyWords);
  const answer = useAnswer(intakeRoutes.getLoad, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(load) => <DirtyPage key={load.id} load={load} />}
      </AnsweredPage>
    </div>
  );
}

function DirtyPage({ load }: { load: Load }) {
  const all = useWords(intakeWords);
  const words = useWords(dirtyWords);
  const format = useFormat();
  const rejected = load.rowsRejected ?? 0;
  return (
    <>
      <PageHead
        title={words.titleOf(load.resourceName)}
        crumbs={[{ label: words.title, href: "/intake/dirty" }]}
        meta={
          <>
            <DepartmentName code={load.department} />
            <AppLink href={`/intake/loads/${load.id}`}>
              {all.load(format.number(load.number))} {words.receipt}
            </AppLink>
            <span>{words.note(format.number(load.dirtyOpen), format.number(rejected))}</span>
            <span className="break">{load.fileName ?? load.table}</span>
          </>
        }
      />
      <Superseded load={load} />
      {rejected === 0 ? (
        <div style={{ marginTop: 16 }}>
          <EmptyState title={words.cleanTitle}>{words.cleanText}</EmptyState>
        </div>
      ) : (
        <>
          <DirtyGroups load={load} />
          <DirtyTable load={load} />
        </>
      )}
    </>
  );
}

/** Rows of a load that a newer one has replaced cannot go in any more; said before somebody mends them. */
function Superseded({ load }: { load: Load }) {
  const words = useWords(dirtyWords);
  const format = useFormat();
  const { data } = useAnswer(intakeRoutes.listLoads, {
    query: { resourceId: load.resourceId, state: "published", limit: 1 },
  });
  const newest = data?.items[0];
  if (!newest || newest.number <= load.number) return null;
  return (
    <div style={{ marginTop: 12 }}>
      <Note>
        {words.superseded(format.number(newest.number))}{" "}
        <AppLink href={`/intake/dirty?load=${newest.id}`}>{words.seeNewer}</AppLink>
      </Note>
    </div>
  );
}
