import { Button } from "antd";
import { useMemo, useState } from "react";
import { allOf, DataTable, NameCell } from "../data-table.tsx";
import { useFormat, useWords } from "../language.tsx";
import { Day } from "../moment.tsx";
import { Score, ScoreDot } from "../score-dot.tsx";
import { StateWord } from "../state-word.tsx";
import { QueryStrip } from "../query-strip.tsx";
import { type Column, useTable } from "../table-state.ts";
import { BatchBar, TableTools } from "../table-tools.tsx";
import { useToast } from "../toast.tsx";
import { galleryWords } from "./words.ts";

interface Row {
  readonly number: number;
  readonly rows: number;
  readonly score: number;
  readonly isPublished: boolean;
  readonly updatedOn: string;
}

const rowCount = 10_000;

/** The same rows every time, without chance. */
const rowAt = (number: number): Row => ({
  number,
  rows: (number * 7919) % 2_318_640,
  score: 88 + ((number * 37) % 120) / 10,
  isPublished: number % 9 !== 0,
  updatedOn: `2026-03-${String(1 + (number % 28)).padStart(2, "0")}`,
});

/** Ten thousand rows, of which only those in view are drawn. */
export function ManyRows() {
  const words = useWords(galleryWords);
  const format = useFormat();
  const toast = useToast();
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => Array.from({ length: rowCount }, (_, index) => rowAt(index + 1)), []);
  const table = useTable("gallery", useColumns());
  return (
    <>
      <QueryStrip tools={<TableTools table={table} />}>{null}</QueryStrip>
      <DataTable
        label={words.sections.table}
        table={table}
        source={allOf(rows)}
        keyOf={(row) => String(row.number)}
        nameOf={(row) => words.sample(format.number(row.number))}
        hrefOf={(row) => `/gallery#row-${row.number}`}
        selection={{ keys, onChange: setKeys }}
        empty={null}
      />
      <BatchBar count={keys.size} note={words.selected} onClear={() => setKeys(new Set())}>
        <Button size="small" type="primary" onClick={() => toast(words.toast)}>
          {words.remind}
        </Button>
      </BatchBar>
    </>
  );
}

function useColumns(): readonly Column<Row>[] {
  const words = useWords(galleryWords);
  const format = useFormat();
  return [
    {
      key: "name",
      title: words.columns.name,
      render: (row) => (
        <NameCell
          name={words.sample(format.number(row.number))}
          href={`/gallery#row-${row.number}`}
          code={`307020001/${String(row.number).padStart(6, "0")}`}
        />
      ),
    },
    { key: "department", title: words.columns.department, width: 190, render: () => words.department },
    { key: "rows", title: words.columns.rows, width: 110, isFigure: true, render: (row) => format.number(row.rows) },
    {
      key: "score",
      title: words.columns.score,
      width: 150,
      render: (row) => (
        <span className="row g2">
          <ScoreDot score={row.score} />
          <Score score={row.score} />
        </span>
      ),
    },
    {
      key: "state",
      title: words.columns.state,
      width: 120,
      render: (row) => (
        <StateWord icon={row.isPublished ? "check" : "retired"} light>
          {row.isPublished ? words.published : words.withdrawn}
        </StateWord>
      ),
    },
    { key: "updated", title: words.columns.updated, width: 140, render: (row) => <Day on={row.updatedOn} /> },
  ];
}
