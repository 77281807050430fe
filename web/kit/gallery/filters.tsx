import { useState } from "react";
import { DateChip, type Span } from "../date-chip.tsx";
import { FilterChip } from "../filter-chip.tsx";
import { useWords } from "../language.tsx";
import { PromiseWord } from "../promise-bar.tsx";
import { Counts, QueryStrip, SearchField, Segments } from "../query-strip.tsx";
import { galleryWords } from "./words.ts";

type Period = "week" | "month" | "year";

export function Filters() {
  const words = useWords(galleryWords);
  const [text, setText] = useState<string>();
  const [theme, setTheme] = useState<string>();
  const [span, setSpan] = useState<Span>({});
  const [period, setPeriod] = useState<Period>("month");
  const [isLate, setIsLate] = useState(false);
  const periods: readonly Period[] = ["week", "month", "year"];
  return (
    <>
      <Counts
        label={words.columns.state}
        items={[
          { key: "all", label: words.all, count: "312", isOn: !isLate, onPick: () => setIsLate(false) },
          {
            key: "late",
            label: <PromiseWord state="overdue" />,
            count: "4",
            isOn: isLate,
            onPick: () => setIsLate(true),
          },
        ]}
      />
      <QueryStrip>
        <SearchField label={words.columns.name} value={text} onSearch={setText} />
        <Segments
          label={words.when}
          value={period}
          options={periods.map((value) => ({ value, label: words[value] }))}
          onChange={setPeriod}
        />
        <FilterChip
          label={words.theme}
          value={theme}
          choices={Object.entries(words.themes).map(([value, label]) => ({ value, label }))}
          search="here"
          onChange={setTheme}
        />
        <DateChip label={words.when} value={span} onChange={setSpan} />
      </QueryStrip>
    </>
  );
}
