import type { RefObject } from "react";
import { useShortcut } from "./shortcut.ts";

/**
 * j and k move the focus from row to row (to the row's own link, so that Enter opens it and a screen reader reads it), x
 * chooses the row, Escape lets go of all.
 */
export function useTableKeys({
  body,
  count,
  keyAt,
  reveal,
  toggle,
  clear,
}: {
  body: RefObject<HTMLTableSectionElement | null>;
  count: number;
  keyAt: (index: number) => string;
  reveal: (index: number) => void;
  toggle?: (key: string) => void;
  clear?: () => void;
}): void {
  const focusedKey = () => (document.activeElement?.closest("tr[data-row]") as HTMLElement | null)?.dataset["row"];
  const indexOf = (key: string | undefined) => {
    if (key === undefined) return -1;
    for (let index = 0; index < count; index += 1) if (keyAt(index) === key) return index;
    return -1;
  };
  const focusRow = (index: number, isSecondTry = false) => {
    const row = body.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(keyAt(index))}"]`);
    if (row) {
      const target = row.querySelector<HTMLElement>("td.name a, td.name button") ?? row;
      if (target === row) row.tabIndex = -1;
      target.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    } else if (!isSecondTry) {
      reveal(index);
      requestAnimationFrame(() => requestAnimationFrame(() => focusRow(index, true)));
    }
  };
  useShortcut(["j", "k", "x", "Escape"], (pressed) => {
    const key = focusedKey();
    switch (pressed) {
      case "j":
        focusRow(Math.min(count - 1, indexOf(key) + 1));
        return true;
      case "k":
        focusRow(Math.max(0, indexOf(key) - 1));
        return true;
      case "x":
        if (!toggle || key === undefined) return false;
        toggle(key);
        return true;
      default:
        clear?.();
        return clear !== undefined;
    }
  });
}
