import { Button } from "antd";
import { type Basis, basisKindNames, basisKinds, sharingRoutes } from "#contract/sharing";
import {
  callApi,
  type Column,
  Day,
  FilterChip,
  NameCell,
  SearchField,
  StateWord,
  Tag,
  today,
  useFilters,
  useFormat,
  usePages,
  useText,
  useWords,
} from "#kit";
import { useHasRole } from "#shell";
import { ActForm, type FieldSpec, type Typed } from "./act-form.tsx";
import { basisFilters } from "./filters.ts";
import { ListPage } from "./list-page.tsx";
import { recordWords } from "./record-words.ts";
import "./sharing.css";

/** The library of legal bases: laws, regulations, service items, each with the days it is in force. */
export function BasisScreen() {
  const words = useWords(recordWords).basis;
  const text = useText();
  const hasRole = useHasRole();
  const mayEdit = hasRole(["data-officer"]);
  const [search, setSearch] = useFilters(basisFilters);
  const { open, ...narrowed } = search;
  const source = usePages(sharingRoutes.listBasis, { query: narrowed });
  const opened = source.rows.find((basis) => basis.id === open);
  const close = () => setSearch({ open: undefined });
  return (
    <ListPage
      id="basis"
      title={words.title}
      what={words.what}
      source={source}
      columns={useColumns(mayEdit ? (id) => setSearch({ open: id }) : undefined)}
      keyOf={(basis) => basis.id}
      nameOf={(basis) => basis.title}
      isFiltered={Object.keys(narrowed).length > 0}
      bare="/sharing/basis"
      actions={
        mayEdit ? (
          <Button size="small" onClick={() => setSearch({ open: "new" })}>
            {words.new}
          </Button>
        ) : undefined
      }
      above={
        mayEdit && (open === "new" || opened) ? (
          <BasisForm key={open} basis={opened ?? null} onClose={close} />
        ) : opened ? (
          <p className="s" style={{ marginTop: 8 }}>
            <b>
              {opened.title}
              {opened.article}
            </b>{" "}
            {opened.summary}
          </p>
        ) : undefined
      }
      empty={{ title: words.emptyTitle, text: words.emptyText }}
    >
      <SearchField
        label={words.search}
        placeholder={words.search}
        value={search.q}
        onSearch={(q) => setSearch({ q })}
      />
      <FilterChip
        label={words.kind}
        value={search.kind}
        choices={basisKinds.map((value) => ({ value, label: text(basisKindNames[value]) }))}
        onChange={(kind) => setSearch({ kind: kind as typeof search.kind })}
      />
      <FilterChip
        label={words.inForce}
        value={search.inForce}
        choices={[
          { value: "true", label: words.valid },
          { value: "false", label: words.ended },
        ]}
        onChange={(inForce) => setSearch({ inForce: inForce as typeof search.inForce })}
      />
    </ListPage>
  );
}

function useColumns(edit: ((id: string) => void) | undefined): readonly Column<Basis>[] {
  const words = useWords(recordWords).basis;
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "name",
      title: words.name,
      width: "34%",
      render: (basis) => (
        <NameCell
          name={
            <>
              {basis.title} {basis.article}
            </>
          }
          {...(basis.serviceItem === null ? {} : { code: basis.serviceItem })}
        />
      ),
    },
    { key: "kind", title: words.kind, width: 130, render: (basis) => text(basisKindNames[basis.kind]) },
    {
      key: "summary",
      title: words.summary,
      render: (basis) => (
        <span className="s">
          {basis.isChecked ? null : (
            <>
              <Tag tone="line">{words.unchecked}</Tag>{" "}
            </>
          )}
          {basis.summary}
        </span>
      ),
    },
    {
      key: "effective",
      title: words.effective,
      width: 170,
      render: (basis) => (
        <>
          <StateWord icon={basis.isInForce ? "check" : "minus"} light>
            {basis.isInForce ? words.valid : words.ended}
          </StateWord>
          <span className="l2">
            <Day on={basis.effectiveOn} /> {basis.endedOn === null ? null : words.until(format.date(basis.endedOn))}
          </span>
        </>
      ),
    },
    ...(edit
      ? [
          {
            key: "edit",
            title: words.edit,
            width: 70,
            render: (basis: Basis) => (
              <button type="button" className="plain-button" onClick={() => edit(basis.id)}>
                {words.edit}
                <span className="unseen">{basis.title}</span>
              </button>
            ),
          },
        ]
      : []),
  ];
}

function BasisForm({ basis, onClose }: { basis: Basis | null; onClose: () => void }) {
  const words = useWords(recordWords).basis;
  const text = useText();
  const { fields } = words;
  const specs: readonly FieldSpec[] = [
    {
      name: "kind",
      label: fields.kind,
      kind: "choice",
      initial: basis?.kind ?? "law",
      choices: basisKinds.map((value) => ({ value, label: text(basisKindNames[value]) })),
    },
    { name: "title", label: fields.title, initial: basis?.title ?? "" },
    { name: "article", label: fields.article, initial: basis?.article ?? "", isOptional: true },
    {
      name: "summary",
      label: fields.summary,
      hint: fields.summaryHint,
      kind: "text",
      initial: basis?.summary ?? "",
      isOptional: true,
    },
    { name: "serviceItem", label: fields.serviceItem, initial: basis?.serviceItem ?? "", isOptional: true },
    { name: "effectiveOn", label: fields.effectiveOn, kind: "day", initial: basis?.effectiveOn ?? today() },
    {
      name: "endedOn",
      label: fields.endedOn,
      hint: fields.endedHint,
      kind: "day",
      initial: basis?.endedOn ?? "",
      isOptional: true,
    },
  ];
  const send = (typed: Typed) => {
    const body = {
      kind: basisKinds.find((kind) => kind === typed["kind"]) ?? "law",
      title: typed["title"] ?? "",
      article: typed["article"] ?? "",
      summary: typed["summary"] ?? "",
      serviceItem: typed["serviceItem"] || null,
      effectiveOn: typed["effectiveOn"] ?? "",
      endedOn: typed["endedOn"] || null,
    };
    return basis === null
      ? callApi(sharingRoutes.createBasis, { body })
      : callApi(sharingRoutes.editBasis, { params: { id: basis.id }, body, ifMatch: basis.version });
  };
  return (
    <ActForm
      spec={{
        id: "basis",
        title: basis === null ? words.newTitle : words.editTitle,
        action: basis === null ? words.action : words.save,
        effect: words.effect,
        done: basis === null ? words.added : words.saved,
        fields: specs,
        send,
      }}
      onClose={onClose}
    />
  );
}
