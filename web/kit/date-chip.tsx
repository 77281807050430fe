import { Button } from "antd";
import { useId, useState } from "react";
import { ChipWith } from "./filter-chip.tsx";
import { dayBefore } from "./days.ts";
import { useFormat, useWords } from "./language.tsx";
import { kitWords } from "./words.ts";

export interface Span {
  /** First and last day, `YYYY-MM-DD` in China; either may be open. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A filter by days, with the usual spans at hand. */
export function DateChip({ label, value, onChange }: { label: string; value: Span; onChange: (span: Span) => void }) {
  const words = useWords(kitWords);
  const format = useFormat();
  const said = [value.from, value.to].map((day) => (day ? format.day(day) : ""));
  const text = value.from === undefined && value.to === undefined ? undefined : said.join("–");
  return (
    <ChipWith label={label} value={text}>
      {(close) => (
        <SpanForm
          value={value}
          onPick={(span) => {
            onChange(span);
            close();
          }}
          words={words}
        />
      )}
    </ChipWith>
  );
}

function SpanForm({
  value,
  onPick,
  words,
}: {
  value: Span;
  onPick: (span: Span) => void;
  words: (typeof kitWords)["zh"];
}) {
  const id = useId();
  const [from, setFrom] = useState(value.from ?? "");
  const [to, setTo] = useState(value.to ?? "");
  const presets = [
    { label: words.today, from: dayBefore(0) },
    { label: words.lastDays(7), from: dayBefore(6) },
    { label: words.lastDays(30), from: dayBefore(29) },
  ];
  return (
    <form
      className="pick stack g2"
      onSubmit={(event) => {
        event.preventDefault();
        onPick({ ...(from ? { from } : {}), ...(to ? { to } : {}) });
      }}
    >
      <div className="row g2 wrap">
        {presets.map((preset) => (
          <button key={preset.label} type="button" className="chip" onClick={() => onPick({ from: preset.from })}>
            {preset.label}
          </button>
        ))}
        <button type="button" className="chip" onClick={() => onPick({})}>
          {words.anyTime}
        </button>
      </div>
      <label htmlFor={`${id}-from`} className="row g2">
        {words.from}
        <input
          id={`${id}-from`}
          type="date"
          className="date-input"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </label>
      <label htmlFor={`${id}-to`} className="row g2">
        {words.to}
        <input
          id={`${id}-to`}
          type="date"
          className="date-input"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </label>
      <Button size="small" htmlType="submit">
        {words.apply}
      </Button>
    </form>
  );
}
