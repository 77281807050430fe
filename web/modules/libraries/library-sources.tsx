import { Button } from "antd";
import { type Library, librariesRoutes, type LibrarySource } from "#contract/libraries";
import {
  EmptyState,
  ErrorState,
  LinkIfThere,
  Moment,
  NameCell,
  None,
  PlainTable,
  Section,
  useChange,
  useConfirm,
  useFormat,
  useToast,
  useWords,
} from "#kit";
import { librariesWords } from "./words.ts";

interface Given {
  readonly library: Library;
  readonly onAdd: () => void;
  readonly onEdit: (id: string) => void;
}

/** The resources that feed a library, the authority first. */
export function LibrarySources({ library, onAdd, onEdit }: Given) {
  const words = useWords(librariesWords).library;
  const { edit } = library.may;
  const add = edit ? (
    <Button size="small" onClick={onAdd}>
      {words.addSource}
    </Button>
  ) : undefined;
  return (
    <Section title={words.sources} note={words.sourcesNote} more={add}>
      {library.sources.length === 0 ? (
        <EmptyState title={words.noSourcesTitle} action={add}>
          {words.noSourcesText}
        </EmptyState>
      ) : (
        <SourceTable library={library} onEdit={onEdit} />
      )}
    </Section>
  );
}

function SourceTable({ library, onEdit }: Omit<Given, "onAdd">) {
  const words = useWords(librariesWords).library;
  const format = useFormat();
  const removal = useRemoval(library.name);
  const { edit } = library.may;
  const counted = library.latestRun?.figures?.sources ?? [];
  const columns = [
    { title: words.resource },
    { title: words.rank, isFigure: true, width: 80 },
    { title: words.sourceRows, isFigure: true, width: 90 },
    { title: words.takesPart, isFigure: true, width: 100 },
    { title: words.fields, isFigure: true, width: 100 },
    { title: words.loaded, width: 120 },
  ];
  return (
    <>
      {removal.problem ? <ErrorState error={removal.problem} /> : null}
      <PlainTable
        label={words.sources}
        isDense={false}
        columns={edit ? [...columns, { title: words.edit, width: 120 }] : columns}
        rows={library.sources.map((source) => {
          const own = counted.find(({ resourceId }) => resourceId === source.resourceId);
          return {
            key: source.id,
            cells: [
              <NameCell
                key="name"
                name={<LinkIfThere href={`/catalog/${source.resourceId}`}>{source.resourceName}</LinkIfThere>}
                note={source.departmentName}
              />,
              format.number(source.rank),
              source.rowCount === null ? <None key="rows" /> : format.number(source.rowCount),
              own ? format.number(own.records) : <None key="records" />,
              words.fieldsOf(format.number(Object.keys(source.items).length), format.number(library.fields.length)),
              <Moment key="at" at={source.loadedAt} />,
              edit ? <RowActs key="acts" source={source} onEdit={onEdit} onRemove={removal.remove} /> : null,
            ],
          };
        })}
      />
    </>
  );
}

function RowActs({
  source,
  onEdit,
  onRemove,
}: {
  source: LibrarySource;
  onEdit: (id: string) => void;
  onRemove: (source: LibrarySource) => Promise<void>;
}) {
  const words = useWords(librariesWords).library;
  return (
    <span className="row g1">
      <Button size="small" type="link" onClick={() => onEdit(source.id)}>
        {words.edit}
        <span className="unseen"> {source.resourceName}</span>
      </Button>
      <Button size="small" type="link" onClick={() => void onRemove(source)}>
        {words.remove}
        <span className="unseen"> {source.resourceName}</span>
      </Button>
    </span>
  );
}

function useRemoval(name: string) {
  const { library: words, forms } = useWords(librariesWords);
  const ask = useConfirm();
  const toast = useToast();
  const change = useChange(librariesRoutes.removeSource, ["ledger"]);
  return {
    problem: change.problem,
    remove: async ({ id, resourceName }: LibrarySource) => {
      const isSure = await ask({
        title: words.removeTitle(resourceName),
        text: words.removeText,
        action: words.remove,
        isDanger: true,
      });
      if (isSure && (await change.send({ params: { name, id } }))) toast(forms.removed);
    },
  };
}
