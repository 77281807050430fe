import { Select } from "antd";
import { catalogRoutes } from "#contract/catalog";
import { type Library, librariesRoutes, type LibrarySource, type SourceProposal } from "#contract/libraries";
import {
  Answered,
  AppLink,
  ChoiceField,
  EmptyState,
  Field,
  Form,
  type FormState,
  NumberField,
  Section,
  useAnswer,
  useChange,
  useForm,
  useLanguage,
  useText,
  useToast,
  useWords,
} from "#kit";
import { librariesWords } from "./words.ts";

interface Values {
  readonly resourceId: string | null;
  readonly rank: number;
  /** Field of the model → item of the resource; "" takes none. */
  readonly items: Readonly<Record<string, string>>;
}

/** Adds a proposed resource as a source, or changes rank and mapping of one there is. */
export function SourceForm({
  library,
  source,
  onClose,
}: {
  library: Library;
  source: LibrarySource | undefined;
  onClose: () => void;
}) {
  const words = useWords(librariesWords).forms;
  const answer = useAnswer(librariesRoutes.proposeSources, { params: { name: library.name } }, { isReady: !source });
  if (source)
    return (
      <Section title={words.sourceEdit(source.resourceName)} isMajor>
        <Fields library={library} source={source} proposals={[]} onClose={onClose} />
      </Section>
    );
  return (
    <Section title={words.sourceTitle} isMajor>
      <Answered answer={answer} what={words.proposals}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={words.noProposals}
              action={<AppLink href="/catalog?hasData=true">{words.toCatalog}</AppLink>}
            >
              {words.noProposalsText}
            </EmptyState>
          ) : (
            <Fields library={library} source={undefined} proposals={items} onClose={onClose} />
          )
        }
      </Answered>
    </Section>
  );
}

function Fields({
  library,
  source,
  proposals,
  onClose,
}: {
  library: Library;
  source: LibrarySource | undefined;
  proposals: readonly SourceProposal[];
  onClose: () => void;
}) {
  const words = useWords(librariesWords).forms;
  const names = useWords(librariesWords).library;
  const text = useText();
  const toast = useToast();
  const add = useChange(librariesRoutes.addSource, ["ledger"]);
  const edit = useChange(librariesRoutes.editSource, ["ledger"]);
  const form = useForm<Values>({
    id: "source",
    initial: {
      resourceId: source?.resourceId ?? null,
      rank: source?.rank ?? library.sources.length + 1,
      items: source?.items ?? {},
    },
    send: ({ resourceId, rank, items: typed }) => {
      const items = Object.fromEntries(Object.entries(typed).filter(([, item]) => item !== ""));
      const { name } = library;
      if (!source) return add.sendOrThrow({ params: { name }, body: { resourceId: resourceId ?? "", rank, items } });
      return edit.sendOrThrow({ params: { name, id: source.id }, body: { rank, items }, ifMatch: source.version });
    },
  });
  const picking = {
    ...form,
    // With a resource comes the mapping that is proposed for it.
    set: ((name, value) => {
      form.set(name, value);
      const proposal = name === "resourceId" ? proposals.find(({ resourceId }) => resourceId === value) : undefined;
      if (proposal) form.set("items", proposal.items);
    }) as typeof form.set,
  };
  return (
    <Form
      form={form}
      action={source ? words.sourceSave : words.sourceAction}
      onCancel={onClose}
      onDone={() => {
        toast(words.sourceDone);
        onClose();
      }}
    >
      {source ? null : (
        <ChoiceField
          form={picking}
          name="resourceId"
          label={words.proposals}
          hint={words.proposalsHint}
          isRequired
          choices={proposals.map(({ resourceId, resourceName, departmentName, reason }) => ({
            value: resourceId,
            label: resourceName,
            note: `${departmentName} · ${text(reason)}`,
          }))}
        />
      )}
      <NumberField form={form} name="rank" label={names.rank} hint={words.rankHint} min={1} max={1000} isRequired />
      {form.values.resourceId === null ? null : (
        <Mapping library={library} form={form} resourceId={form.values.resourceId} />
      )}
    </Form>
  );
}

/** Which item each field of the model is taken from. */
function Mapping({ library, form, resourceId }: { library: Library; form: FormState<Values>; resourceId: string }) {
  const words = useWords(librariesWords).forms;
  const text = useText();
  const { language } = useLanguage();
  const { data } = useAnswer(catalogRoutes.getResource, { params: { id: resourceId } });
  const options = (data?.items ?? []).map(({ field, name }) => ({
    value: field,
    label: `${name[language] || name.zh} ${field}`,
  }));
  const { items } = form.values;
  return (
    <div className="form-grid">
      {library.fields.map(({ field, name, isRequired }) => (
        <Field
          key={field}
          form={form}
          pointer={`/items/${field}`}
          label={words.itemOf(text(name))}
          isRequired={isRequired}
        >
          {(control) => (
            <Select
              {...control}
              showSearch={{ optionFilterProp: "label" }}
              allowClear
              placeholder={words.notTaken}
              options={options}
              value={items[field] || null}
              onChange={(item: string | null | undefined) => form.set("items", { ...items, [field]: item ?? "" })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
