import { graphRoutes } from "#contract/graph";
import { Answered, Moment, PlainTable, Section, useAnswer, useFilters, useFormat, useWords } from "#kit";
import { DepartmentName } from "#shell";
import { placeFilters } from "./filters.ts";
import { placeWords } from "./place-words.ts";

/** Who stands behind a place, however far down: departments with what they took, and how much else. */
export function ImpactOf({ node }: { node: string }) {
  const words = useWords(placeWords);
  const format = useFormat();
  const [{ field, asOf }] = useFilters(placeFilters);
  const answer = useAnswer(graphRoutes.impact, { query: { node, field, asOf, limit: 0 } }, { keepsLast: true });
  const found = answer.data;
  return (
    <Section
      id="impact"
      isMajor
      title={words.impact}
      note={
        found
          ? words.impactNote(
              format.number(found.departments.length),
              format.number(found.grants),
              format.number(found.libraries),
              format.number(found.resources),
            )
          : undefined
      }
    >
      {field === undefined ? null : <p className="t13 m">{words.impactOfField(field)}</p>}
      <Answered answer={answer} what={words.impact} rows={3}>
        {(impact) =>
          impact.departments.length === 0 ? (
            <p className="t13 m">{words.impactNone}</p>
          ) : (
            <PlainTable
              label={words.impact}
              columns={[
                { title: words.impactUser },
                { title: words.uses, isFigure: true, width: 100 },
                { title: words.rows, isFigure: true, width: 100 },
                { title: words.last, width: 160 },
              ]}
              rows={impact.departments.map(({ code, uses, rows, lastAt }) => ({
                key: code,
                cells: [
                  <DepartmentName key="code" code={code} />,
                  format.number(uses),
                  format.number(rows),
                  lastAt === null ? words.never : <Moment key="last" at={lastAt} />,
                ],
              }))}
            />
          )
        }
      </Answered>
    </Section>
  );
}
