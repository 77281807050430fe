import { Input } from "antd";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { Icon } from "./icons.tsx";
import { useWords } from "./language.tsx";
import { kitWords } from "./words.ts";

/** Above a list: filters on the left, what applies to the whole list (order, columns, export) on the right. */
export const QueryStrip = ({ children, tools }: { children: ReactNode; tools?: ReactNode }) => (
  <search className="strip no-print">
    {children}
    <span className="sp" />
    {tools}
  </search>
);

const typingMs = 250;

/** A search field of a list; tells the new text a quarter of a second after the last key. */
export function SearchField({
  label,
  value,
  onSearch,
  placeholder,
  isWide,
}: {
  label: string;
  value: string | undefined;
  onSearch: (text: string | undefined) => void;
  placeholder?: string;
  isWide?: boolean;
}) {
  const words = useWords(kitWords);
  const [text, setText] = useState(value ?? "");
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value ?? "");
  }
  const tell = useEffectEvent((typed: string) => {
    const wanted = typed.trim() === "" ? undefined : typed.trim();
    if (wanted !== value) {
      setKnown(wanted);
      onSearch(wanted);
    }
  });
  useEffect(() => {
    const timer = setTimeout(tell, typingMs, text);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <Input
      className={isWide ? "strip-search wide" : "strip-search"}
      size="small"
      allowClear
      aria-label={label}
      placeholder={placeholder ?? words.search}
      prefix={<Icon name="search" />}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => tell(text)}
    />
  );
}

/** Two to five ways of seeing the same thing, one of them pressed. */
export const Segments = <Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}) => (
  <fieldset className="seg" aria-label={label}>
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        aria-pressed={option.value === value}
        onClick={() => onChange(option.value)}
      >
        {option.label}
      </button>
    ))}
  </fieldset>
);

/** Counts that are filters: how many of each state, the present one underlined. */
export const Counts = ({
  label,
  items,
}: {
  label: string;
  items: readonly { key: string; label: ReactNode; count: string | null; isOn: boolean; onPick: () => void }[];
}) => (
  <fieldset className="counts" aria-label={label}>
    {items.map((item) => (
      <button key={item.key} type="button" aria-pressed={item.isOn} onClick={item.onPick}>
        {item.label}
        {item.count === null ? null : <b>{item.count}</b>}
      </button>
    ))}
  </fieldset>
);
