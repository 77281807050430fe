import { Button } from "antd";
import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";
import { useWords } from "./language.tsx";
import { kitWords } from "./words.ts";

/** A list of small records inside a form (duties, contacts, codes): add, change, remove. */
export function RowsEditor<Item>({
  items,
  onChange,
  blank,
  columns,
  addLabel,
  nameOf,
  children,
}: {
  items: readonly Item[];
  onChange: (items: Item[]) => void;
  /** A fresh row. */
  blank: () => Item;
  /** Widths of the controls of a row, as CSS grid tracks; the remove button takes the last. */
  columns: string;
  addLabel?: string;
  nameOf: (item: Item, index: number) => string;
  children: (item: Item, set: (item: Item) => void, index: number) => ReactNode;
}) {
  const words = useWords(kitWords);
  const replace = (index: number, item: Item) => onChange(items.map((old, at) => (at === index ? item : old)));
  return (
    <>
      <ul className="rows-editor">
        {items.map((item, index) => (
          // Rows have no identity of their own until they are saved; their place is what the hub's pointers name.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} style={{ gridTemplateColumns: `${columns} auto` }}>
            {children(item, (next) => replace(index, next), index)}
            <div className="field">
              <Button
                size="small"
                type="text"
                aria-label={`${words.remove}：${nameOf(item, index)}`}
                title={words.remove}
                icon={<Icon name="close" />}
                onClick={() => onChange(items.filter((_, at) => at !== index))}
              />
            </div>
          </li>
        ))}
      </ul>
      <div className="field" style={{ marginTop: 8 }}>
        <Button size="small" icon={<Icon name="plus" />} onClick={() => onChange([...items, blank()])}>
          {addLabel ?? words.add}
        </Button>
      </div>
    </>
  );
}
