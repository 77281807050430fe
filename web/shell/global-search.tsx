/* oxlint-disable jsx-a11y/prefer-tag-over-role --
   The combobox pattern of WAI-ARIA with grouped options, each of them a real link. */
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { AppLink, Icon, Marked, useFormat, useGo, useScreenExists, useShortcut, useWords } from "#kit";
import { type FoundGroup, useFindEverything } from "./find-everything.ts";
import { shellWords } from "./words.ts";

/** The best hits of the one search, as one types; Enter on the last line shows them all. `/` comes here from anywhere. */
export function GlobalSearch() {
  const words = useWords(shellWords);
  const id = useId();
  const go = useGo();
  const format = useFormat();
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLElement>(null);
  const [text, setText] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const asked = useDeferredValue(useSettled(text.trim()));
  const exists = useScreenExists();
  const { groups, isSearching, total, isTotalExact } = useFindEverything(isOpen ? asked : "");
  const all = `/search?q=${encodeURIComponent(asked)}`;
  const found = [...groups.flatMap((group) => group.found), ...(total > 0 ? [{ href: all }] : [])];
  useShortcut(["/"], () => {
    field.current?.focus();
    field.current?.select();
    return true;
  });
  const close = () => setIsOpen(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive(found.length === 0 ? 0 : (active + step + found.length) % found.length);
    } else if (event.key === "Enter" && (found[active] || text.trim() !== "")) {
      // Before the hits are here, Enter asks for all of them.
      go(found[active]?.href ?? `/search?q=${encodeURIComponent(text.trim())}`);
      close();
      field.current?.blur();
    } else if (event.key === "Escape") {
      close();
      field.current?.blur();
    }
  };
  useEffect(() => {
    const element = box.current;
    const leave = ({ relatedTarget }: FocusEvent) => {
      if (!element?.contains(relatedTarget as Node | null)) setIsOpen(false);
    };
    element?.addEventListener("focusout", leave);
    return () => element?.removeEventListener("focusout", leave);
  }, []);
  const isPanelOpen = isOpen && asked !== "";
  return (
    <search className="finder no-print" ref={box}>
      <div className="finder-field">
        <Icon name="search" />
        <input
          ref={field}
          role="combobox"
          aria-label={words.searchLabel}
          aria-expanded={isPanelOpen}
          aria-controls={isPanelOpen ? `${id}-list` : undefined}
          aria-activedescendant={isPanelOpen && found[active] ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          placeholder={words.searchPlaceholder}
          value={text}
          onFocus={() => setIsOpen(true)}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
            setIsOpen(true);
          }}
          onKeyDown={onKeyDown}
        />
        <span className="kbd" aria-hidden="true">
          /
        </span>
      </div>
      {isPanelOpen ? (
        <div className="finder-panel">
          <FoundList id={id} groups={groups} active={active} onFollow={close}>
            {total > 0 ? (
              <AppLink
                id={`${id}-${found.length - 1}`}
                href={all}
                className="found all"
                role="option"
                tabIndex={-1}
                aria-selected={active === found.length - 1}
                data-active={active === found.length - 1}
                onClick={close}
              >
                {isTotalExact ? words.searchAll(format.number(total)) : words.searchMore(format.number(total))}
              </AppLink>
            ) : null}
          </FoundList>
          {found.length === 0 ? (
            <output className="finder-foot">
              {isSearching ? `${words.searchLabel}…` : words.searchNothing(asked)}
              {isSearching ? null : (
                <>
                  <div>{words.searchNothingHint}</div>
                  {exists("/sharing") ? (
                    <AppLink href={`/sharing?need=${encodeURIComponent(asked)}&do=register`} onClick={close}>
                      {words.searchDemand}
                    </AppLink>
                  ) : null}
                </>
              )}
            </output>
          ) : (
            <div className="finder-foot">{words.searchKeys}</div>
          )}
        </div>
      ) : null}
    </search>
  );
}

function FoundList({
  id,
  groups,
  active,
  onFollow,
  children,
}: {
  id: string;
  groups: readonly FoundGroup[];
  active: number;
  onFollow: () => void;
  children: ReactNode;
}) {
  const words = useWords(shellWords);
  const flat = groups.flatMap((group) => group.found);
  return (
    <div id={`${id}-list`} role="listbox" aria-label={words.searchResults}>
      {groups.map((group) => (
        <div key={group.key} role="group" aria-labelledby={`${id}-${group.key}`}>
          <div className="group-title" id={`${id}-${group.key}`}>
            {group.title}
          </div>
          {group.found.map((item) => {
            const index = flat.indexOf(item);
            return (
              <AppLink
                key={item.href}
                id={`${id}-${index}`}
                href={item.href}
                className="found"
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                data-active={index === active}
                onClick={onFollow}
              >
                <span>
                  <Marked {...item.name} />
                </span>
                <small>{item.note}</small>
              </AppLink>
            );
          })}
        </div>
      ))}
      {children}
    </div>
  );
}

const settleMs = 200;

/** The text once typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
