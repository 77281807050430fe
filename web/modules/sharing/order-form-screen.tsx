import { Select } from "antd";
import { useRef } from "react";
import { type Order, orderLevelNames, orderLevels, sharingRoutes } from "#contract/sharing";
import {
  AppLink,
  callApi,
  EmptyState,
  Field,
  Form,
  PageHead,
  RadioField,
  TextField,
  useFilters,
  useForm,
  useGo,
  useText,
  useToast,
  useWords,
} from "#kit";
import { DepartmentField, useDepartments, useHasRole } from "#shell";
import { DayField } from "./day-field.tsx";
import { newOrderFilters } from "./filters.ts";
import { orderWords } from "./order-words.ts";
import { useRefresh } from "./refresh.ts";
import "./sharing.css";

/** A leader's order: what, by whom, until when, how urgent; and what it is about, where it comes from a page. */
export function NewOrderScreen() {
  const { form: words, list } = useWords(orderWords);
  const hasRole = useHasRole();
  return (
    <div className="page">
      <PageHead title={words.title} lede={words.lede} crumbs={[{ label: list.title, href: "/sharing/orders" }]} />
      {hasRole(["leader"]) ? <OrderForm /> : <EmptyState title={words.mayNot} />}
    </div>
  );
}

function OrderForm() {
  const words = useWords(orderWords).form;
  const text = useText();
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const { choices } = useDepartments();
  const [search] = useFilters(newOrderFilters);
  const { kind, id, name, href } = search;
  const subject =
    kind !== undefined && id !== undefined && name !== undefined && href !== undefined
      ? { kind, id, name, href }
      : null;
  // Known when the hub has answered, before the next drawing.
  const made = useRef("");
  const form = useForm<{
    title: string;
    content: string;
    lead: string;
    helpers: string[];
    dueOn: string;
    level: Order["level"];
  }>({
    id: "order",
    initial: { title: "", content: "", lead: search.lead ?? "", helpers: [], dueOn: "", level: "blue" },
    send: async (values) => {
      const order = await callApi(sharingRoutes.issueOrder, { body: { ...values, subject } });
      made.current = order.id;
      await refresh();
    },
  });
  return (
    <Form
      form={form}
      action={words.action}
      onCancel={() => go("/sharing/orders")}
      onDone={() => {
        toast(words.done);
        go(`/sharing/orders/${made.current}`);
      }}
    >
      {subject === null ? null : (
        <p className="field">
          {words.subject} <AppLink href={subject.href}>{subject.name}</AppLink>
        </p>
      )}
      <TextField form={form} name="title" label={words.name} hint={words.nameHint} maxLength={120} isRequired />
      <TextField form={form} name="content" label={words.content} hint={words.contentHint} lines={3} isRequired />
      <DepartmentField form={form} name="lead" label={words.lead} isRequired />
      <Field form={form} pointer="/helpers" label={words.helpers} hint={words.helpersHint}>
        {(control) => (
          <Select
            {...control}
            mode="multiple"
            showSearch={{ optionFilterProp: "label" }}
            options={choices.map(({ value, label }) => ({ value, label }))}
            value={form.values.helpers}
            onChange={(helpers: string[]) => form.set("helpers", helpers)}
          />
        )}
      </Field>
      <DayField form={form} name="dueOn" label={words.dueOn} isRequired />
      <RadioField
        form={form}
        name="level"
        label={words.level}
        choices={orderLevels.map((value) => ({ value, label: text(orderLevelNames[value]) }))}
        isRequired
      />
    </Form>
  );
}
