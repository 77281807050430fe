/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/click-events-have-key-events --
   The combobox and listbox pattern of WAI-ARIA: the keyboard is heard by the field or the list, options take the pointer. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Input, type InputRef } from "antd";
import { Icon } from "./icons.tsx";
import { useWords } from "./language.tsx";
import { kitWords } from "./words.ts";

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** A code or a count, small behind the label. */
  readonly note?: string;
}

/** A list to pick one from, with arrow keys; a field above it narrows the list (here, or by asking the hub). */
export function PickList({
  label,
  choices,
  value,
  onPick,
  search,
  isSearching,
}: {
  label: string;
  choices: readonly Choice[];
  value: string;
  onPick: (value: string) => void;
  /** `here` filters what is listed; a function asks elsewhere and lists what comes back; absent for short lists. */
  search?: "here" | ((text: string) => void);
  isSearching?: boolean;
}) {
  const words = useWords(kitWords);
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<InputRef>(null);
  const [text, setText] = useState("");
  const [activeValue, setActiveValue] = useState(value);
  const shown = search === "here" ? choices.filter((choice) => fits(choice, text)) : choices;
  const active = Math.max(
    0,
    shown.findIndex((choice) => choice.value === activeValue),
  );
  useEffect(() => {
    (field.current ?? list.current)?.focus();
  }, []);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: shown.length - 1,
    };
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      setActiveValue(shown[Math.min(shown.length - 1, Math.max(0, target))]?.value ?? "");
    } else if (event.key === "Enter") {
      event.preventDefault();
      const choice = shown[active];
      if (choice) onPick(choice.value);
    }
  };
  const activeId = shown[active] ? `${id}-${active}` : undefined;
  return (
    <div className="pick">
      {search ? (
        <Input
          size="small"
          className="pick-search"
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={activeId}
          placeholder={words.search}
          ref={field}
          value={text}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value);
            if (typeof search === "function") search(event.target.value);
          }}
        />
      ) : null}
      <ul
        ref={list}
        id={`${id}-list`}
        className="pick-list"
        role="listbox"
        aria-label={label}
        tabIndex={search ? -1 : 0}
        aria-activedescendant={activeId}
        onKeyDown={search ? undefined : onKeyDown}
      >
        {shown.map((choice, index) => (
          <li
            key={choice.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={choice.value === value}
            data-active={index === active}
            onPointerMove={() => setActiveValue(choice.value)}
            onClick={() => onPick(choice.value)}
          >
            <Icon name="check" />
            <span>{choice.label}</span>
            {choice.note ? <small>{choice.note}</small> : null}
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="m t12">{isSearching ? words.searching : words.noChoice}</p> : null}
    </div>
  );
}

const fits = ({ label, note, value }: Choice, text: string) =>
  `${label} ${note ?? ""} ${value}`.toLowerCase().includes(text.trim().toLowerCase());
