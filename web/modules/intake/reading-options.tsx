import { InputNumber, Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import { TextOptions } from "#contract/intake";
import { Section, useWords } from "#kit";
import { wayWords } from "./way-words.ts";

const encodings = TextOptions.shape.encoding.options;
const quotes = ['"', "'", ""] as const;
const delimiters = [",", "\t", ";", "|", " ", "，", "、", "^"] as const;

/** How delimited text is read, as recognised; a change is read again at once. */
export function ReadingOptions({
  text,
  isDelimited,
  isReading,
  onChange,
}: {
  text: TextOptions;
  /** A text file; sheets have only lines to choose. */
  isDelimited: boolean;
  isReading: boolean;
  onChange: (text: TextOptions) => void;
}) {
  const words = useWords(wayWords).preview;
  const set = (change: Partial<TextOptions>) => onChange({ ...text, ...change });
  return (
    <Section title={words.options} note={words.optionsNote}>
      <div className="reading-options">
        {isDelimited ? (
          <>
            <Option label={words.encoding}>
              {(id) => (
                <Select
                  id={id}
                  disabled={isReading}
                  value={text.encoding}
                  options={encodings.map((value) => ({ value, label: value }))}
                  onChange={(encoding) => set({ encoding })}
                />
              )}
            </Option>
            <Option label={words.delimiter}>
              {(id) => (
                <Select
                  id={id}
                  disabled={isReading}
                  value={text.delimiter}
                  options={[...new Set([...delimiters, text.delimiter])].map((value) => ({
                    value,
                    label: words.delimiterName(value),
                  }))}
                  onChange={(delimiter) => set({ delimiter })}
                />
              )}
            </Option>
            <Option label={words.quote}>
              {(id) => (
                <Select
                  id={id}
                  disabled={isReading}
                  value={text.quote}
                  options={[...new Set([...quotes, text.quote])].map((value) => ({
                    value,
                    label: words.quoteName(value),
                  }))}
                  onChange={(quote) => set({ quote })}
                />
              )}
            </Option>
          </>
        ) : null}
        <Option label={words.skipLines}>
          {(id) => (
            <LineCount
              key={text.skipLines}
              id={id}
              isReading={isReading}
              value={text.skipLines}
              max={1000}
              onChange={(skipLines) => set({ skipLines })}
            />
          )}
        </Option>
        <Option label={words.headingLines}>
          {(id) => (
            <LineCount
              key={text.headingLines}
              id={id}
              isReading={isReading}
              value={text.headingLines}
              max={5}
              onChange={(headingLines) => set({ headingLines })}
            />
          )}
        </Option>
      </div>
    </Section>
  );
}

function Option({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="t12 s">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

/** Read again when the field is left or Enter pressed, not at every key. */
function LineCount({
  id,
  value,
  max,
  isReading,
  onChange,
}: {
  id: string;
  value: number;
  max: number;
  isReading: boolean;
  onChange: (value: number) => void;
}) {
  const words = useWords(wayWords).preview;
  const [typed, setTyped] = useState<number | null>(value);
  const take = (next: number | null) => {
    if (next !== null && next !== value) onChange(next);
  };
  return (
    <InputNumber
      id={id}
      min={0}
      max={max}
      precision={0}
      suffix={words.lines}
      disabled={isReading}
      value={typed}
      onChange={setTyped}
      onStep={(next) => take(next)}
      onBlur={() => take(typed)}
      onPressEnter={() => take(typed)}
    />
  );
}
