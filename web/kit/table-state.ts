import { type ReactNode, useState } from "react";

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** Figures stand at the right. */
  readonly isFigure?: boolean;
  readonly width?: number | string;
  /** Left out until the person chooses it. */
  readonly isHidden?: boolean;
}

/** What a person has made of a list on this machine: its columns and the height of its rows. */
export interface TableState<Row> {
  readonly columns: readonly Column<Row>[];
  readonly shown: readonly Column<Row>[];
  readonly isDense: boolean;
  readonly show: (key: string, isShown: boolean) => void;
  readonly setDense: (isDense: boolean) => void;
}

interface Kept {
  readonly isDense: boolean;
  /** Choices that differ from the columns' own default. */
  readonly shown: Readonly<Record<string, boolean>>;
}

/** Columns and density of one list, kept in this browser under `id`. The first column (the name) is always shown. */
export function useTable<Row>(id: string, columns: readonly Column<Row>[]): TableState<Row> {
  const [kept, setKept] = useState(() => readKept(id));
  const keep = (next: Kept) => {
    setKept(next);
    localStorage.setItem(storageKey(id), JSON.stringify(next));
  };
  return {
    columns,
    shown: columns.filter((column, index) => index === 0 || (kept.shown[column.key] ?? !column.isHidden)),
    isDense: kept.isDense,
    show: (key, isShown) => keep({ ...kept, shown: { ...kept.shown, [key]: isShown } }),
    setDense: (isDense) => keep({ ...kept, isDense }),
  };
}

const storageKey = (id: string) => `weir.table.${id}`;

function readKept(id: string): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey(id)) ?? "{}") as Partial<Kept>;
    return { isDense: kept.isDense === true, shown: kept.shown ?? {} };
  } catch {
    return { isDense: false, shown: {} };
  }
}
