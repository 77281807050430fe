import { Columns, EmptyState, PageHead, useFormat, useNow, useWords } from "#kit";
import { shellWords, useDepartments, useSession } from "#shell";
import { CatalogFigures } from "./catalog-figures.tsx";
import { DeskFigures } from "./desk-figures.tsx";
import { League } from "./league.tsx";
import { RecentEntries } from "./recent-entries.tsx";
import { RunningJobs } from "./running-jobs.tsx";
import { Todos } from "./todo-list.tsx";
import { homeWords } from "./words.ts";

/** What waits for me, first; then how things stand. */
export function HomeScreen() {
  const words = useWords(homeWords);
  const shell = useWords(shellWords);
  const format = useFormat();
  const { roles, department } = useSession();
  const { nameOf } = useDepartments();
  const now = useNow();
  const onBehalf = department === null ? shell.wholeNode : nameOf(department);
  return (
    <div className="page">
      <PageHead title={words.title} note={words.note(onBehalf, format.full(now).slice(0, -3))} />
      {roles.length === 0 ? (
        <div style={{ marginTop: 16 }}>
          <EmptyState title={words.noRole}>{words.noRoleText}</EmptyState>
        </div>
      ) : (
        <Columns
          aside={
            <>
              <RunningJobs />
              <RecentEntries department={department} />
            </>
          }
        >
          <Todos roles={roles} department={department} />
          <DeskFigures />
          <CatalogFigures />
          <League />
        </Columns>
      )}
    </div>
  );
}
