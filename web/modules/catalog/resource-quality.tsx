import type { Resource } from "#contract/catalog";
import { qualityRoutes } from "#contract/quality";
import {
  Answered,
  AppLink,
  EmptyState,
  isMissing,
  isRefused,
  LinkIfThere,
  Section,
  useAnswer,
  useFormat,
  useWords,
} from "#kit";
import { ScoreTree } from "#shell";
import { pageWords } from "./page-words.ts";

/** How good its data is: total, dimensions, rules, each with the rows that fail it. */
export function ResourceQuality({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).quality;
  const format = useFormat();
  const { id, data } = resource;
  const answer = useAnswer(qualityRoutes.latestRun, { params: { id } });
  if (isMissing(answer.error) || isRefused(answer.error)) return null;
  const run = answer.data?.run ?? null;
  const page = `/quality/resources/${id}`;
  return (
    <Section
      title={words.title}
      note={
        run ? words.note(format.moment(run.ranAt), format.number(run.rowCount), format.score(run.agreed)) : undefined
      }
      more={run ? <LinkIfThere href={page}>{words.all}</LinkIfThere> : undefined}
    >
      <Answered answer={answer} what={words.title}>
        {({ checking }) =>
          run ? (
            <ScoreTree
              run={run}
              hrefOf={(rule) => (rule === null ? `${page}?rows=all` : `${page}?rule=${encodeURIComponent(rule)}`)}
            />
          ) : (
            <EmptyState
              title={words.never}
              action={data.loadId === null ? undefined : <AppLink href={page}>{words.check}</AppLink>}
            >
              {checking ? words.checking : data.loadId === null ? words.noData : words.neverText}
            </EmptyState>
          )
        }
      </Answered>
    </Section>
  );
}
