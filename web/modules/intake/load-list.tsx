import { intakeRoutes, type Load } from "#contract/intake";
import { Answered, AppLink, Moment, NameCell, None, PlainTable, useAnswer, useFormat, useWords } from "#kit";
import { LoadStateWord } from "./load-state.tsx";
import { intakeWords } from "./words.ts";

const shown = 8;

/** The newest loads of a source or a resource, short. */
export function LoadList({
  query,
  empty,
  currentId,
}: {
  query: { sourceId?: string; resourceId?: string };
  empty: string;
  /** The load whose page this is. */
  currentId?: string;
}) {
  const all = useWords(intakeWords);
  const words = all.loads;
  const format = useFormat();
  const answer = useAnswer(intakeRoutes.listLoads, { query: { ...query, limit: shown } });
  const from = (load: Load) => load.fileName ?? load.table;
  const figure = (value: number | null) => (value === null ? <None /> : format.number(value));
  return (
    <Answered answer={answer} what={words.what}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="t13 m">{empty}</p>
        ) : (
          <PlainTable
            label={words.what}
            columns={[
              { title: words.resource },
              { title: words.at, width: 120 },
              { title: words.state, width: 110 },
              { title: words.read, width: 90, isFigure: true },
              { title: words.loaded, width: 90, isFigure: true },
              { title: words.rejected, width: 80, isFigure: true },
            ]}
            rows={items.map((load) => ({
              key: load.id,
              ...(load.id === currentId ? { tone: "current" as const } : {}),
              cells: [
                <NameCell
                  key="name"
                  name={all.load(format.number(load.number))}
                  href={`/intake/loads/${load.id}`}
                  note={
                    <span className="break">
                      {currentId === undefined ? `${load.resourceName} · ${from(load)}` : from(load)}
                    </span>
                  }
                />,
                <Moment key="at" at={load.startedAt ?? load.createdAt} />,
                <LoadStateWord key="state" state={load.state} />,
                figure(load.rowsRead),
                figure(load.rowsLoaded),
                load.rowsRejected ? (
                  <AppLink key="rejected" href={`/intake/dirty?load=${load.id}`}>
                    {format.number(load.rowsRejected)}
                  </AppLink>
                ) : (
                  figure(load.rowsRejected)
                ),
              ],
            }))}
          />
        )
      }
    </Answered>
  );
}
