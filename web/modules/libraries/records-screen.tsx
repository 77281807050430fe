import { useState } from "react";
import { type Library, librariesRoutes } from "#contract/libraries";
import type { RouteAnswer } from "#contract/route";
import {
  allOf,
  AnsweredPage,
  callApi,
  ChoiceField,
  type Column,
  DataTable,
  EmptyState,
  Form,
  NameCell,
  PageHead,
  Section,
  TextField,
  useAddressPart,
  useAnswer,
  useFilters,
  useForm,
  useFormat,
  useTable,
  useText,
  useWords,
} from "#kit";
import { useDepartments } from "#shell";
import { recordsFilters } from "./filters.ts";
import { recordWords } from "./record-words.ts";
import { ShownValue } from "./shown-value.tsx";
import { librariesWords } from "./words.ts";
import "./libraries.css";

type Found = RouteAnswer<typeof librariesRoutes.searchRecords>;
type Row = Found["items"][number];
interface Values {
  readonly field: string;
  readonly value: string;
  readonly purpose: string;
}

/** Finds golden records by a value; the value typed stays on this page and stands in no address. */
export function RecordsScreen() {
  const words = useWords(recordWords).records;
  const name = useAddressPart("name") ?? "";
  const answer = useAnswer(librariesRoutes.getLibrary, { params: { name } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(library) => <RecordsPage library={library} />}
      </AnsweredPage>
    </div>
  );
}

function RecordsPage({ library }: { library: Library }) {
  const words = useWords(recordWords).records;
  const names = useWords(librariesWords).library;
  const text = useText();
  const [search] = useFilters(recordsFilters);
  const [found, setFound] = useState<{ readonly answer: Found; readonly asked: Values } | null>(null);
  const form = useForm<Values>({
    id: "search",
    initial: { field: search.field ?? library.fields[0]?.field ?? "", value: "", purpose: search.purpose ?? "" },
    check: ({ value, purpose }) => ({
      ...(value.trim() === "" ? { "/value": words.missing } : {}),
      ...(purpose.trim().length < 2 ? { "/purpose": words.missingPurpose } : {}),
    }),
    async send(asked) {
      const { field, value } = asked;
      const params = { name: library.name };
      const answer = await callApi(librariesRoutes.searchRecords, { params, body: { field, value, limit: 100 } });
      setFound({ answer, asked });
    },
  });
  return (
    <>
      <PageHead
        title={words.title(text(library.title))}
        crumbs={[
          { label: names.crumb, href: "/libraries" },
          { label: text(library.title), href: `/libraries/${library.name}` },
        ]}
        lede={words.lede}
      />
      <Form form={form} action={words.action} keepsQuiet>
        <div className="form-grid">
          <ChoiceField
            form={form}
            name="field"
            label={words.field}
            isRequired
            choices={library.fields.map(({ field, name }) => ({ value: field, label: text(name) }))}
          />
          <TextField form={form} name="value" label={words.value} isRequired maxLength={200} />
        </div>
        <TextField
          form={form}
          name="purpose"
          label={words.purpose}
          hint={words.purposeHint}
          isRequired
          maxLength={200}
        />
      </Form>
      {found ? <FoundRecords library={library} {...found} /> : null}
    </>
  );
}

function FoundRecords({ library, answer, asked }: { library: Library; answer: Found; asked: Values }) {
  const words = useWords(recordWords).records;
  const format = useFormat();
  const hrefOf = ({ id }: Row) =>
    `/libraries/${library.name}/records/${id}?purpose=${encodeURIComponent(asked.purpose)}`;
  const table = useTable("libraries.records", useColumns(library, hrefOf));
  return (
    <Section title={words.what} note={words.found(format.number(answer.total))} isMajor>
      <DataTable
        label={words.what}
        table={table}
        source={allOf(answer.items)}
        keyOf={({ id }) => id}
        nameOf={({ id }) => id}
        hrefOf={hrefOf}
        empty={<EmptyState title={words.noneTitle}>{words.noneText}</EmptyState>}
      />
    </Section>
  );
}

const shownFields = 4;

function useColumns(library: Library, hrefOf: (row: Row) => string): readonly Column<Row>[] {
  const words = useWords(recordWords).records;
  const text = useText();
  const format = useFormat();
  const { nameOf } = useDepartments();
  const [first, ...others] = library.fields.filter(({ isMatched }) => isMatched).slice(0, shownFields);
  return [
    {
      key: "name",
      title: first ? text(first.name) : words.what,
      render: (row) => (
        <NameCell
          name={<ShownValue shown={first ? row.values[first.field] : undefined} />}
          href={hrefOf(row)}
          code={row.id.slice(0, 8)}
        />
      ),
    },
    ...others.map(({ field, name }) => ({
      key: field,
      title: text(name),
      render: (row: Row) => <ShownValue shown={row.values[field]} />,
    })),
    {
      key: "departments",
      title: words.departments,
      render: ({ departments }) => departments.map(nameOf).join("、"),
    },
    {
      key: "members",
      title: words.members,
      isFigure: true,
      width: 100,
      render: ({ memberCount }) => format.number(memberCount),
    },
    {
      key: "confidence",
      title: words.confidence,
      isFigure: true,
      width: 100,
      render: ({ confidence }) => format.percent(confidence),
    },
  ];
}
