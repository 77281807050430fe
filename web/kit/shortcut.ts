import { useEffect, useEffectEvent } from "react";

/**
 * Hears single keys (`/`, `j`, `Escape`) wherever the focus is, except while somebody types or a dialog is open. The
 * handler answers true where it used the key.
 */
export function useShortcut(keys: readonly string[], handler: (key: string) => boolean, isOn = true): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (!keys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target) || document.querySelector(".ant-modal-wrap:not([style*='display: none'])")) return;
    if (handler(event.key)) event.preventDefault();
  });
  useEffect(() => {
    if (!isOn) return;
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [isOn]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [role=listbox]"))
  );
}
