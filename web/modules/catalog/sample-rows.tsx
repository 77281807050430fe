import { Button } from "antd";
import { useEffect, useState } from "react";
import { catalogRoutes, type Resource } from "#contract/catalog";
import {
  Answered,
  AppLink,
  EmptyState,
  Icon,
  None,
  PlainTable,
  Section,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
  Why,
} from "#kit";
import { resourcePageFilters } from "./filters.ts";
import { pageWords } from "./page-words.ts";

const step = 20;

/** A few rows as the table holds them, masked; asked for only when somebody wants them, because looking is recorded. */
export function SampleRows({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).sample;
  const [, setSearch] = useFilters(resourcePageFilters);
  useEffect(() => document.getElementById("rows")?.scrollIntoView({ block: "start" }), []);
  return (
    <Section
      id="rows"
      title={words.title}
      note={words.note}
      more={
        <button type="button" className="chip" onClick={() => setSearch({ rows: undefined })}>
          {words.close}
        </button>
      }
    >
      <Sample resource={resource} />
    </Section>
  );
}

function Sample({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).sample;
  const text = useText();
  const format = useFormat();
  const [offset, setOffset] = useState(0);
  const { may, whyNot, id } = resource;
  const answer = useAnswer(
    catalogRoutes.sampleRows,
    { params: { id }, query: { limit: step, offset } },
    { isReady: may.seeRows, keepsLast: true },
  );
  if (!may.seeRows) {
    const why = whyNot["seeRows"];
    return <Why icon="lock">{why ? text(why) : words.mayNot}</Why>;
  }
  return (
    <Answered answer={answer} what={words.title} rows={6}>
      {({ columns, rows, rowCount, entry }) =>
        rows.length === 0 ? (
          <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
        ) : (
          <>
            <PlainTable
              label={words.table}
              keepsShape
              columns={[
                { title: words.row, isFigure: true, width: 70 },
                ...columns.map((column) => ({
                  title: `${text(column.name) || column.field}${column.masked ? words.masked : ""}`,
                })),
              ]}
              rows={rows.map((row) => ({
                key: String(row.row),
                cells: [
                  format.number(row.row),
                  ...row.values.map((value, index) =>
                    value === null ? (
                      <None key={columns[index]?.field} />
                    ) : (
                      <span key={columns[index]?.field} className="cell-value" title={value}>
                        {value}
                      </span>
                    ),
                  ),
                ],
              }))}
            />
            <div className="table-foot">
              <span>
                {words.shown(format.number(offset + 1), format.number(offset + rows.length), format.number(rowCount))}
              </span>
              <Button
                size="small"
                disabled={offset === 0}
                icon={<Icon name="left" />}
                onClick={() => setOffset(offset - step)}
              >
                {words.before}
              </Button>
              <Button size="small" disabled={offset + rows.length >= rowCount} onClick={() => setOffset(offset + step)}>
                {words.after}
                <Icon name="right" />
              </Button>
              <span className="sp" />
              {entry === null ? null : <AppLink href={`/ledger/${entry}`}>{words.entry(format.entry(entry))}</AppLink>}
            </div>
          </>
        )
      }
    </Answered>
  );
}
