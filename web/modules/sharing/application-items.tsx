import { Button, Checkbox } from "antd";
import { useState } from "react";
import { shareClassNames } from "#contract/catalog";
import { type Application, type LineView, sharingRoutes } from "#contract/sharing";
import {
  AppLink,
  callApi,
  EmptyState,
  Form,
  Section,
  Tag,
  useForm,
  useFormat,
  useText,
  useToast,
  useWords,
} from "#kit";
import { applicationWords } from "./application-words.ts";
import { useRefresh } from "./refresh.ts";
import { ScopeEditor, useItemName } from "./row-scope.tsx";

/** First step: of each resource, the items and rows the duty needs; every resource under its provider. */
export function ItemsStep({ application, onNext }: { application: Application; onNext: () => void }) {
  const { items: words, page } = useWords(applicationWords);
  const toast = useToast();
  const refresh = useRefresh();
  // The form edits what it was opened with; a refetch in the background must not move the version under it.
  const [opened] = useState(application);
  const form = useForm<{ lines: LineView[] }>({
    id: "application-items",
    initial: { lines: opened.lines },
    send: async ({ lines }) => {
      await callApi(sharingRoutes.editApplication, {
        params: { id: opened.id },
        body: { lines: lines.map(({ resourceId, items, scope }) => ({ resourceId, items, scope })) },
        ifMatch: opened.version,
      });
      await refresh();
    },
  });
  const { lines } = form.values;
  if (lines.length === 0)
    return (
      <EmptyState title={words.empty} action={<AppLink href="/sharing">{words.find}</AppLink>}>
        {null}
      </EmptyState>
    );
  const replace = (index: number, line: LineView) =>
    form.set(
      "lines",
      lines.map((old, at) => (at === index ? line : old)),
    );
  return (
    <Section title={words.title} note={words.lede} more={<AppLink href="/sharing">{words.find}</AppLink>}>
      <Form
        form={form}
        isWide
        action={page.next}
        onDone={() => {
          toast(page.done);
          onNext();
        }}
      >
        {lines.map((line, index) => (
          <LineBox
            key={line.resourceId}
            id={`application-items-lines-${index}-items`}
            line={line}
            onChange={(next) => replace(index, next)}
            onRemove={() =>
              form.set(
                "lines",
                lines.filter((_, at) => at !== index),
              )
            }
          />
        ))}
      </Form>
    </Section>
  );
}

function LineBox({
  id,
  line,
  onChange,
  onRemove,
}: {
  id: string;
  line: LineView;
  onChange: (line: LineView) => void;
  onRemove: () => void;
}) {
  const words = useWords(applicationWords).items;
  const text = useText();
  const format = useFormat();
  const nameOf = useItemName();
  const toggle = (field: string, isOn: boolean) =>
    onChange({
      ...line,
      items: line.itemNames
        .map((item) => item.field)
        .filter((one) => (one === field ? isOn : line.items.includes(one))),
    });
  return (
    <div className="line-box" id={id} tabIndex={-1}>
      <div className="head">
        <AppLink href={`/catalog/${line.resourceId}`}>
          <b>{line.resourceName}</b>
        </AppLink>
        <span className="m">{line.departmentName}</span>
        <Tag tone="line">{text(shareClassNames[line.shareClass])}</Tag>
        <span className="t12 m">
          {words.chosen(format.number(line.items.length), format.number(line.itemNames.length))}
        </span>
        <span className="sp" />
        <Button
          size="small"
          onClick={() => onChange({ ...line, items: line.itemNames.map((item) => item.field) })}
          aria-label={`${words.all}：${line.resourceName}`}
        >
          {words.all}
        </Button>
        <Button
          size="small"
          onClick={() => onChange({ ...line, items: [] })}
          aria-label={`${words.none}：${line.resourceName}`}
        >
          {words.none}
        </Button>
        <Button size="small" type="link" onClick={onRemove} aria-label={`${words.remove}：${line.resourceName}`}>
          {words.remove}
        </Button>
      </div>
      {line.useConditions === "" ? null : <p className="t12 s">{words.conditions(line.useConditions)}</p>}
      <div className="item-picks">
        {line.itemNames.map((item) => (
          <Checkbox
            key={item.field}
            checked={line.items.includes(item.field)}
            onChange={(event) => toggle(item.field, event.target.checked)}
          >
            {nameOf(item)}{" "}
            <span className="t12 m">
              {[
                item.isKey ? words.key : "",
                item.isPersonal ? words.personal : "",
                /^\d$/.test(item.grade) ? words.grade(item.grade) : "",
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </Checkbox>
        ))}
      </div>
      <ScopeEditor
        label={words.scope}
        items={line.itemNames}
        scope={line.scope}
        onChange={(scope) => onChange({ ...line, scope })}
      />
    </div>
  );
}
