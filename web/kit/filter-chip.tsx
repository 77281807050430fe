import { Popover } from "antd";
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { Icon } from "./icons.tsx";
import { useWords } from "./language.tsx";
import { type Choice, PickList } from "./pick-list.tsx";
import { kitWords } from "./words.ts";

/**
 * One filter of a list: its name, and in bold what is chosen (全部 where nothing is). The value lives in the URL; the
 * chip only shows and changes it.
 */
export function FilterChip({
  label,
  value,
  choices,
  onChange,
  search,
  isSearching,
  shown,
}: {
  label: string;
  value: string | undefined;
  choices: readonly Choice[];
  onChange: (value: string | undefined) => void;
  search?: "here" | ((text: string) => void);
  isSearching?: boolean;
  /** What to show for a value that is not among the choices (asked for elsewhere). */
  shown?: string;
}) {
  const words = useWords(kitWords);
  const current = choices.find((choice) => choice.value === value)?.label ?? shown ?? value;
  return (
    <ChipWith label={label} value={value === undefined ? undefined : current}>
      {(close) => (
        <PickList
          label={label}
          choices={[{ value: "", label: words.all }, ...choices]}
          value={value ?? ""}
          {...(search ? { search } : {})}
          {...(isSearching === undefined ? {} : { isSearching })}
          onPick={(picked) => {
            onChange(picked === "" ? undefined : picked);
            close();
          }}
        />
      )}
    </ChipWith>
  );
}

/** A chip that opens a small panel; Escape and choosing close it and give the focus back. */
export function ChipWith({
  label,
  value,
  children,
}: {
  label: string;
  value: string | undefined;
  children: (close: () => void) => ReactNode;
}) {
  const words = useWords(kitWords);
  const face = (
    <>
      {label} <b>{value ?? words.all}</b>
    </>
  );
  return (
    <PanelButton className={value === undefined ? "chip" : "chip on"} face={face}>
      {children}
    </PanelButton>
  );
}

/** A button that opens a small panel under itself; Escape and `close` shut it and give the focus back. */
export function PanelButton({
  className,
  face,
  name,
  children,
}: {
  className: string;
  face: ReactNode;
  /** Said by screen readers before the face, where that alone does not tell what is chosen. */
  name?: string;
  children: (close: () => void) => ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape") close();
  });
  useEffect(() => {
    if (!isOpen) return;
    document.addEventListener("keydown", onEscape);
    return () => document.removeEventListener("keydown", onEscape);
  }, [isOpen]);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={() => children(close)}
    >
      <button ref={button} type="button" className={className} aria-haspopup="dialog" aria-expanded={isOpen}>
        {name === undefined ? null : <span className="unseen">{name} </span>}
        {face}
        <Icon name="down" />
      </button>
    </Popover>
  );
}
