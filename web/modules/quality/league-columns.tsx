import { dimensionNames, dimensions, type LeagueRow } from "#contract/quality";
import {
  AppLink,
  type Column,
  None,
  Score,
  ScoreDot,
  Sparkline,
  stringifySearch,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { leagueFilters } from "./filters.ts";
import { qualityWords } from "./words.ts";

/** Rank and name, score on the scale, change, history, the six dimensions, bad rows; every score opens what is behind it. */
export function useLeagueColumns(agreed: number): readonly Column<LeagueRow>[] {
  const words = useWords(qualityWords).league;
  const text = useText();
  const format = useFormat();
  const [{ days, below }] = useFilters(leagueFilters);
  const href = (more: { department: string; dimension?: string }) =>
    `/quality${stringifySearch({ days, below, ...more })}`;
  return [
    {
      key: "department",
      title: words.department,
      render: ({ rank, department }) => (
        <span className="row g3">
          <span className="rank">{format.number(rank)}</span>
          <AppLink href={href({ department })} className="l1">
            <DepartmentName code={department} isPlain />
          </AppLink>
        </span>
      ),
    },
    {
      key: "score",
      title: words.score,
      width: 200,
      render: ({ score }) => (
        <span className="row g3">
          <ScoreDot score={score} agreed={agreed} width={132} />
          <b>
            <Score score={score} agreed={agreed} />
          </b>
        </span>
      ),
    },
    {
      key: "change",
      title: words.change,
      width: 80,
      isFigure: true,
      render: ({ change }) => (change === null ? <None /> : signed(change, format.score)),
    },
    {
      key: "history",
      title: words.history,
      width: 70,
      render: ({ history }) => <Sparkline values={history.map((day) => day.score)} />,
    },
    ...dimensions.map((dimension) => ({
      key: dimension,
      title: text(dimensionNames[dimension]),
      width: 76,
      isFigure: true,
      render: (row: LeagueRow) => {
        const score = row.dimensions.find((one) => one.dimension === dimension)?.score ?? null;
        if (score === null) return <None />;
        return (
          <AppLink href={href({ department: row.department, dimension })} className="quiet wide-only">
            <Score score={score} agreed={agreed} />
          </AppLink>
        );
      },
    })),
    {
      key: "badRows",
      title: words.badRows,
      width: 80,
      isFigure: true,
      render: ({ badRows, department }) => <AppLink href={href({ department })}>{format.number(badRows)}</AppLink>,
    },
    {
      key: "resources",
      title: words.resources,
      width: 70,
      isFigure: true,
      render: ({ department, resourceCount }) => (
        <AppLink href={`/quality/runs?department=${department}`}>{format.number(resourceCount)}</AppLink>
      ),
    },
  ];
}

const signed = (change: number, score: (value: number) => string) => {
  const figure = score(Math.abs(Math.round(change * 10) / 10));
  return figure === "0" ? "0" : `${change > 0 ? "+" : "−"}${figure}`;
};
