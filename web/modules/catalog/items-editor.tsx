import { Button, Select } from "antd";
import { useState } from "react";
import type { ResourceItem } from "#contract/catalog";
import { type DataElement, dictionaryRoutes } from "#contract/dictionary";
import { EmptyState, type FormState, Icon, useAnswer, useFormat, useLanguage, useWords } from "#kit";
import { dataWords, ValueTypeText } from "#shell";
import { formWords } from "./form-words.ts";
import { ItemFields } from "./item-fields.tsx";
import { useItemName } from "./resource-name.ts";
import type { ResourceValues } from "./resource-values.ts";

type Part = { form: FormState<ResourceValues> };

/** The items as lines, one of them open at a time; new ones come from the dictionary, or stand without an element. */
export function ItemsEditor({ form }: Part) {
  const words = useWords(formWords);
  const format = useFormat();
  const [open, setOpen] = useState<number | null>(null);
  const { items } = form.values;
  const put = (next: readonly ResourceItem[]) => form.set("items", next);
  const add = (item: ResourceItem) => {
    put([...items, { ...item, field: freeField(items, item.field) }]);
    setOpen(items.length);
  };
  const move = (index: number, by: -1 | 1) => {
    const item = items[index];
    if (!item) return;
    put(items.toSpliced(index, 1).toSpliced(index + by, 0, item));
    setOpen(null);
  };
  return (
    <>
      <p className="t13 s">{words.itemCount(format.number(items.length))}</p>
      {items.length === 0 ? <EmptyState title={words.noItems}>{words.noItemsText}</EmptyState> : null}
      <ul className="item-list">
        {items.map((item, index) => (
          // A row's place is what the hub's pointers name; its field may change while it is typed.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={hasFault(form, index) ? "wrong-line" : undefined}>
            <ItemLine
              item={item}
              isOpen={open === index}
              isFirst={index === 0}
              isLast={index === items.length - 1}
              onOpen={() => setOpen(open === index ? null : index)}
              onMove={(by) => move(index, by)}
              onRemove={() => {
                put(items.toSpliced(index, 1));
                setOpen(null);
              }}
            />
            {open === index || hasFault(form, index) ? (
              <ItemFields form={form} index={index} item={item} onChange={(next) => put(items.with(index, next))} />
            ) : null}
          </li>
        ))}
      </ul>
      <div className="row g2 wrap" style={{ margin: "12px 0 16px" }}>
        <AddElement onAdd={(element) => add(itemOf(element))} />
        <Button icon={<Icon name="plus" />} onClick={() => add(blankItem)}>
          {words.addBare}
        </Button>
      </div>
    </>
  );
}

const hasFault = (form: FormState<ResourceValues>, index: number): boolean =>
  form.errors.some(({ pointer }) => pointer.startsWith(`/items/${index}/`));

function ItemLine({
  item,
  isOpen,
  isFirst,
  isLast,
  onOpen,
  onMove,
  onRemove,
}: {
  item: ResourceItem;
  isOpen: boolean;
  isFirst: boolean;
  isLast: boolean;
  onOpen: () => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const words = useWords(formWords);
  const { gradeShort } = useWords(dataWords);
  const nameOf = useItemName();
  const name = nameOf(item);
  const marks = [
    item.isKey ? words.marks.key : "",
    item.isMandatory ? words.marks.mandatory : "",
    item.isPersonal ? words.marks.personal : "",
  ].filter((mark) => mark !== "");
  return (
    <div className="item-line">
      <span>
        <b>{name || words.unnamed}</b> <span className="mono m">{item.field}</span>
      </span>
      <span className="wide-only">{item.element ?? <span className="m">{words.noElement}</span>}</span>
      <span className="wide-only">
        <ValueTypeText type={item.type} />
      </span>
      <span className="wide-only">{gradeShort(item.grade)}</span>
      <span className="wide-only m t12">{marks.join(words.comma)}</span>
      <span className="row g1">
        <Button size="small" aria-expanded={isOpen} aria-label={words.editItem(name)} onClick={onOpen}>
          {isOpen ? words.fold : words.edit}
        </Button>
        <Button
          size="small"
          type="text"
          disabled={isFirst}
          aria-label={words.up(name)}
          title={words.upShort}
          onClick={() => onMove(-1)}
        >
          ↑
        </Button>
        <Button
          size="small"
          type="text"
          disabled={isLast}
          aria-label={words.down(name)}
          title={words.downShort}
          onClick={() => onMove(1)}
        >
          ↓
        </Button>
        <Button
          size="small"
          type="text"
          aria-label={words.remove(name)}
          title={words.removeShort}
          icon={<Icon name="close" />}
          onClick={onRemove}
        />
      </span>
    </div>
  );
}

/** Finds an element and makes an item of it. */
function AddElement({ onAdd }: { onAdd: (element: DataElement) => void }) {
  const words = useWords(formWords);
  const { language } = useLanguage();
  const [q, setQ] = useState("");
  const { data, isLoading } = useAnswer(
    dictionaryRoutes.listElements,
    { query: { q, status: "active", limit: 30 } },
    { keepsLast: true },
  );
  const elements = data?.items ?? [];
  return (
    <Select
      aria-label={words.addElement}
      placeholder={words.addElement}
      style={{ width: 320, maxWidth: "100%" }}
      showSearch={{ filterOption: false, onSearch: setQ, searchValue: q }}
      loading={isLoading}
      value={null}
      notFoundContent={words.noElementFound}
      options={elements.map((element) => ({ value: element.id, label: `${element.name[language]} ${element.id}` }))}
      onSelect={(id: string | null) => {
        const element = elements.find((one) => one.id === id);
        if (element) onAdd(element);
        setQ("");
      }}
    />
  );
}

/** An item as its element says: its name, field, type, and a grade that is never below. */
const itemOf = (element: DataElement): ResourceItem => ({
  field: element.field,
  name: element.name,
  element: element.id,
  type: element.type,
  isKey: false,
  isMandatory: false,
  grade: element.grade,
  isPersonal: element.isPersonal,
  description: "",
});

const blankItem: ResourceItem = {
  field: "item",
  name: { zh: "", en: "" },
  element: null,
  type: { kind: "text", maxLength: null, precision: null, scale: null },
  isKey: false,
  isMandatory: false,
  grade: "1",
  isPersonal: false,
  description: "",
};

/** Two items never share a field: a second one gets a number. */
function freeField(items: readonly ResourceItem[], wanted: string): string {
  const taken = new Set(items.map((item) => item.field));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}_${number}`)) number += 1;
  return `${wanted}_${number}`;
}
