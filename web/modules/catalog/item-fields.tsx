import { Checkbox, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import type { ResourceItem } from "#contract/catalog";
import { dataGrades, dictionaryRoutes, valueKinds } from "#contract/dictionary";
import { Field, type FormState, useAnswer, useLanguage, useWords } from "#kit";
import { dataWords } from "#shell";
import { formWords } from "./form-words.ts";
import type { ResourceValues } from "./resource-values.ts";

/** The fields of one item; messages of the hub find them by `/items/<place>/…`. */
export function ItemFields({
  form,
  index,
  item,
  onChange,
}: {
  form: FormState<ResourceValues>;
  index: number;
  item: ResourceItem;
  onChange: (item: ResourceItem) => void;
}) {
  const words = useWords(formWords);
  const all = useWords(dataWords);
  const at = (name: string) => ({ form, pointer: `/items/${index}/${name}` });
  const { type } = item;
  return (
    <div className="item-open">
      <div className="form-grid">
        <Field {...at("name/zh")} label={words.itemNameZh} isRequired>
          {(control) => (
            <Input
              {...control}
              value={item.name.zh}
              onChange={(event) => onChange({ ...item, name: { ...item.name, zh: event.target.value } })}
            />
          )}
        </Field>
        <Field {...at("name/en")} label={words.itemNameEn}>
          {(control) => (
            <Input
              {...control}
              value={item.name.en}
              onChange={(event) => onChange({ ...item, name: { ...item.name, en: event.target.value } })}
            />
          )}
        </Field>
        <Field {...at("field")} label={words.itemField} hint={words.itemFieldHint} isRequired>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={item.field}
              onChange={(event) => onChange({ ...item, field: event.target.value })}
            />
          )}
        </Field>
        <ElementField {...{ form, index, item, onChange }} />
        <Field {...at("type/kind")} label={words.itemType} isRequired>
          {(control) => (
            <Select
              {...control}
              value={type.kind}
              options={valueKinds.map((value) => ({ value, label: all.kinds[value] }))}
              onChange={(kind) => onChange({ ...item, type: { kind, maxLength: null, precision: null, scale: null } })}
            />
          )}
        </Field>
        {type.kind === "text" ? (
          <Field {...at("type/maxLength")} label={words.itemLength}>
            {(control) => (
              <InputNumber
                {...control}
                min={1}
                value={type.maxLength}
                onChange={(maxLength) => onChange({ ...item, type: { ...type, maxLength } })}
              />
            )}
          </Field>
        ) : null}
        <Field {...at("grade")} label={words.itemGrade} hint={words.itemGradeHint} isRequired>
          {(control) => (
            <Select
              {...control}
              value={item.grade}
              options={dataGrades.map((value) => ({ value, label: all.grade(value) }))}
              onChange={(grade) => onChange({ ...item, grade })}
            />
          )}
        </Field>
        <Field {...at("description")} label={words.itemDescription} isWide>
          {(control) => (
            <Input
              {...control}
              maxLength={400}
              value={item.description}
              onChange={(event) => onChange({ ...item, description: event.target.value })}
            />
          )}
        </Field>
        <div className="field wide row g4 wrap">
          <Checkbox checked={item.isKey} onChange={({ target }) => onChange({ ...item, isKey: target.checked })}>
            {words.itemIsKey}
          </Checkbox>
          <Checkbox
            checked={item.isMandatory}
            onChange={({ target }) => onChange({ ...item, isMandatory: target.checked })}
          >
            {words.itemIsMandatory}
          </Checkbox>
          <Checkbox
            checked={item.isPersonal}
            onChange={({ target }) => onChange({ ...item, isPersonal: target.checked })}
          >
            {words.itemIsPersonal}
          </Checkbox>
        </div>
      </div>
    </div>
  );
}

/** The element an item is; choosing one takes over its type, and its grade and personal mark where they are higher. */
function ElementField({
  form,
  index,
  item,
  onChange,
}: {
  form: FormState<ResourceValues>;
  index: number;
  item: ResourceItem;
  onChange: (item: ResourceItem) => void;
}) {
  const words = useWords(formWords);
  const { language } = useLanguage();
  const [q, setQ] = useState("");
  const { data, isLoading } = useAnswer(
    dictionaryRoutes.listElements,
    { query: { q, status: "active", limit: 30 } },
    { keepsLast: true },
  );
  const known = useAnswer(
    dictionaryRoutes.getElement,
    { params: { id: item.element ?? "" } },
    { isReady: item.element !== null },
  );
  const elements = [...(data?.items ?? []), ...(known.data ? [known.data] : [])];
  const options = new Map(elements.map((element) => [element.id, `${element.name[language]} ${element.id}`]));
  const take = (id: string | undefined) => {
    const element = elements.find((one) => one.id === id);
    if (!element) return onChange({ ...item, element: null });
    const isHigher = dataGrades.indexOf(element.grade) > dataGrades.indexOf(item.grade);
    onChange({
      ...item,
      element: element.id,
      type: element.type,
      grade: isHigher ? element.grade : item.grade,
      isPersonal: item.isPersonal || element.isPersonal,
    });
  };
  return (
    <Field form={form} pointer={`/items/${index}/element`} label={words.itemElement} hint={words.itemElementHint}>
      {(control) => (
        <Select
          {...control}
          allowClear
          showSearch={{ filterOption: false, onSearch: setQ }}
          loading={isLoading}
          placeholder={words.noElement}
          value={item.element}
          options={[...options].map(([value, label]) => ({ value, label }))}
          onChange={(id: string | undefined) => take(id)}
        />
      )}
    </Field>
  );
}
