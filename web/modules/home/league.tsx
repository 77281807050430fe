import { qualityRoutes } from "#contract/quality";
import {
  Answered,
  isMissing,
  isRefused,
  LinkIfThere,
  PlainTable,
  Score,
  ScoreDot,
  Section,
  Sparkline,
  useAnswer,
  useFormat,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { homeWords } from "./words.ts";

const shown = 5;

/** The lowest departments of the league, worst first; left out where nothing checks quality yet. */
export function League() {
  const words = useWords(homeWords);
  const format = useFormat();
  const answer = useAnswer(qualityRoutes.league, {});
  if (isMissing(answer.error) || isRefused(answer.error)) return null;
  return (
    <Section
      title={words.league}
      note={answer.data ? words.leagueNote(format.score(answer.data.agreed)) : undefined}
      more={<LinkIfThere href="/quality">{words.all}</LinkIfThere>}
    >
      <Answered answer={answer} what={words.league}>
        {({ rows, agreed }) =>
          rows.length === 0 ? (
            <p className="t13 m">{words.noLeague}</p>
          ) : (
            <PlainTable
              label={words.league}
              columns={[
                { title: words.department },
                { title: words.scale, width: 150 },
                { title: words.score, width: 70, isFigure: true },
                { title: words.trend, width: 70 },
              ]}
              rows={rows
                .toSorted((a, b) => a.score - b.score)
                .slice(0, shown)
                .map((row) => ({
                  key: row.department,
                  cells: [
                    <LinkIfThere key="name" href={`/quality?department=${row.department}`}>
                      <DepartmentName code={row.department} isPlain />
                    </LinkIfThere>,
                    <ScoreDot key="dot" score={row.score} agreed={agreed} width={132} />,
                    <Score key="score" score={row.score} agreed={agreed} />,
                    <Sparkline key="line" values={row.history.map(({ score }) => score)} />,
                  ],
                }))}
            />
          )
        }
      </Answered>
    </Section>
  );
}
