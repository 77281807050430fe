import { useRef, useState } from "react";
import { catalogRoutes, type Resource } from "#contract/catalog";
import { sharingRoutes } from "#contract/sharing";
import {
  Answered,
  callApi,
  ChoiceField,
  Form,
  PageHead,
  TextField,
  useAnswer,
  useFilters,
  useForm,
  useGo,
  useLanguage,
  useToast,
  useWords,
  Why,
} from "#kit";
import { useSession } from "#shell";
import { newCorrectionFilters } from "./filters.ts";
import { matterWords } from "./matter-words.ts";
import { useRefresh } from "./refresh.ts";
import "./sharing.css";

/** 校核: reported from a record; what the address already says is filled in. */
export function NewCorrectionScreen() {
  const { title, form: words } = useWords(matterWords).corrections;
  const [{ resource }] = useFilters(newCorrectionFilters);
  const [picked, setPicked] = useState<string | null>(null);
  const id = picked ?? resource ?? null;
  const answer = useAnswer(catalogRoutes.getResource, { params: { id: id ?? "" } }, { isReady: id !== null });
  return (
    <div className="page">
      <PageHead title={words.title} lede={words.lede} crumbs={[{ label: title, href: "/sharing/corrections" }]} />
      {id === null ? (
        <PickResource onPick={setPicked} />
      ) : (
        <Answered answer={answer} what={words.resource}>
          {(found) => <ReportForm resource={found} />}
        </Answered>
      )}
    </div>
  );
}

function PickResource({ onPick }: { onPick: (id: string) => void }) {
  const words = useWords(matterWords).corrections.form;
  const [q, setQ] = useState("");
  const { data, isLoading } = useAnswer(
    catalogRoutes.listResources,
    { query: { limit: 30, stage: "published", ...(q.trim() === "" ? {} : { q: q.trim() }) } },
    { keepsLast: true },
  );
  const form = useForm<{ resource: string | null }>({
    id: "pick",
    initial: { resource: null },
    send: async ({ resource }) => resource !== null && onPick(resource),
  });
  const pick = {
    ...form,
    set: (name: "resource", value: string | null) => {
      form.set(name, value);
      if (value !== null) onPick(value);
    },
  };
  return (
    <div className="form">
      <ChoiceField
        form={pick}
        name="resource"
        label={words.resource}
        onSearch={setQ}
        isSearching={isLoading}
        choices={(data?.items ?? []).map(({ id, name, departmentName }) => ({
          value: id,
          label: name,
          note: departmentName,
        }))}
        isRequired
      />
    </div>
  );
}

function ReportForm({ resource }: { resource: Resource }) {
  const words = useWords(matterWords).corrections.form;
  const { language } = useLanguage();
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const { department } = useSession();
  const [search] = useFilters(newCorrectionFilters);
  // Known when the hub has answered, before the next drawing.
  const made = useRef("");
  const form = useForm({
    id: "correction",
    initial: { field: search.field ?? "", key: search.key ?? "", found: search.found ?? "", right: "", evidence: "" },
    send: async (values) => {
      const body = {
        ...values,
        resourceId: resource.id,
        ...(search.request === undefined ? {} : { requestId: search.request }),
      };
      const { id } = await callApi(sharingRoutes.reportError, { body });
      made.current = id;
      await refresh();
    },
  });
  return (
    <Form
      form={form}
      action={words.action}
      note={words.effect}
      onCancel={() => go("/sharing/corrections")}
      onDone={() => {
        toast(words.done);
        go(`/sharing/corrections/${made.current}`);
      }}
    >
      <p className="field">
        <b>{resource.name}</b> <span className="m">{resource.departmentName}</span>
      </p>
      {resource.department === department ? (
        <p className="field">
          <Why>{words.own}</Why>
        </p>
      ) : null}
      <ChoiceField
        form={form}
        name="field"
        label={words.field}
        choices={resource.items.map((item) => ({
          value: item.field,
          label: (language === "en" ? item.name.en || item.name.zh : item.name.zh) || item.field,
          note: item.field,
        }))}
        isRequired
      />
      <TextField form={form} name="key" label={words.key} hint={words.keyHint} maxLength={200} isRequired />
      <div className="form-grid">
        <TextField form={form} name="found" label={words.found} maxLength={1000} isRequired />
        <TextField form={form} name="right" label={words.right} maxLength={1000} />
      </div>
      <TextField form={form} name="evidence" label={words.evidence} hint={words.evidenceHint} lines={3} isRequired />
    </Form>
  );
}
