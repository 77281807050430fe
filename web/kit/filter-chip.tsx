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
  usual,
}: {
  label: string;
  value: string | undefined;
  choices: readonly Choice[];
  onChange: (value: string | undefined) => void;
  search?: "here" | ((text: string) => void);
  isSearching?: boolean;
  /** What to show for a value that is not among the choices (asked for elsewhere). */
  shown?: string;
  /** The choice that holds where none is made (an order of rows); there is no 全部 then. */
  usual?: string;
}) {
  const words = useWords(kitWords);
  const labelOf = (wanted: string | undefined) => choices.find((choice) => choice.value === wanted)?.label;
  const current = labelOf(value) ?? shown ?? value;
  return (
    <ChipWith label={label} value={value === undefined ? undefined : current} usual={labelOf(usual)}>
      {(close) => (
        <PickList
          label={label}
          choices={usual === undefined ? [{ value: "", label: words.all }, ...choices] : choices}
          value={value ?? usual ?? ""}
          {...(search ? { search } : {})}
          {...(isSearching === undefined ? {} : { isSearching })}
          onPick={(picked) => {
            onChange(picked === "" || picked === usual ? undefined : picked);
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
  usual,
  children,
}: {
  label: string;
  value: string | undefined;
  /** Shown instead of 全部 where nothing is chosen. */
  usual?: string | undefined;
  children: (close: () => void) => ReactNode;
}) {
  const words = useWords(kitWords);
  const face = (
    <>
      {label} <b>{value ?? usual ?? words.all}</b>
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
