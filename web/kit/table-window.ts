import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState } from "react";

export interface RowWindow {
  /** Rows to draw: from `first` up to, not including, `last`. */
  readonly first: number;
  readonly last: number;
  /** Height in pixels of the rows above and below that are not drawn. */
  readonly above: number;
  readonly below: number;
  /** Brings a row into view, drawn or not. */
  readonly reveal: (index: number) => void;
  /** Takes the true height of a drawn row (`data-index` names it). */
  readonly measure: ((row: HTMLElement | null) => void) | undefined;
}

/** Shorter lists are drawn whole: finding in the page and printing then see every row. */
const drawnWhole = 300;

/** Which rows of a long table are in view while the page scrolls; heights are estimated until a row has been drawn. */
export function useRowWindow(
  body: RefObject<HTMLTableSectionElement | null>,
  { row, count }: { row: number; count: number },
): RowWindow {
  const [top, setTop] = useState(0);
  const isWindowed = count > drawnWhole;
  useLayoutEffect(() => {
    if (isWindowed && body.current) setTop(body.current.getBoundingClientRect().top + scrollY);
  }, [body, isWindowed]);
  // Its answers change without a new identity; nothing here is memoised over them.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useWindowVirtualizer({
    count: isWindowed ? count : 0,
    estimateSize: () => row,
    overscan: 20,
    scrollMargin: top,
  });
  if (!isWindowed) return { first: 0, last: count, above: 0, below: 0, reveal: () => {}, measure: undefined };
  const items = virtual.getVirtualItems();
  const [first, last] = [items.at(0), items.at(-1)];
  return {
    first: first?.index ?? 0,
    last: (last?.index ?? -1) + 1,
    above: (first?.start ?? top) - top,
    below: virtual.getTotalSize() + top - (last?.end ?? top),
    reveal: (index) => virtual.scrollToIndex(index, { align: "auto" }),
    measure: virtual.measureElement,
  };
}
