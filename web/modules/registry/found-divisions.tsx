import { Fragment } from "react";
import { divisionLevelNames, registryRoutes } from "#contract/registry";
import {
  AppLink,
  CopyCode,
  EmptyState,
  ErrorState,
  LoadingState,
  PlainTable,
  Section,
  StateWord,
  useAnswer,
  useText,
  useWords,
} from "#kit";
import { registryWords } from "./words.ts";

const most = 50;

/** What a search found, each with the way to it; retired codes name their successors. */
export function FoundDivisions({ text: wanted, status }: { text: string; status: "current" | "retired" | undefined }) {
  const words = useWords(registryWords).divisions;
  const text = useText();
  const { data, error, refetch } = useAnswer(
    registryRoutes.searchDivisions,
    { query: { q: wanted, limit: most } },
    { keepsLast: true },
  );
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <LoadingState what={words.what} rows={6} />;
  const found = data.items.filter((division) => !status || division.status === status);
  if (found.length === 0) return <EmptyState title={words.nothing(wanted)}>{words.nothingHint}</EmptyState>;
  return (
    <Section title={words.found(found.length, wanted)}>
      <PlainTable
        label={words.found(found.length, wanted)}
        isDense={false}
        columns={[{ title: words.title }, { title: words.parents }, { title: words.level }, { title: words.status }]}
        rows={found.map((division) => ({
          key: division.code,
          cells: [
            <Fragment key="name">
              <AppLink className="l1" href={`/registry/divisions/${division.code}`}>
                {division.name}
              </AppLink>
              <span className="l2">
                <CopyCode code={division.code} />
              </span>
            </Fragment>,
            division.path.join(" / "),
            text(divisionLevelNames[division.level]),
            division.status === "current" ? (
              <StateWord key="status" icon="check" light>
                {words.current}
              </StateWord>
            ) : (
              <Fragment key="status">
                <StateWord icon="retired" tone="fault">
                  {words.retired}
                </StateWord>{" "}
                {division.successors.map((one) => (
                  <AppLink key={one.code} href={`/registry/divisions/${one.code}`}>
                    {words.successors} {one.name}{" "}
                  </AppLink>
                ))}
              </Fragment>
            ),
          ],
        }))}
      />
    </Section>
  );
}
