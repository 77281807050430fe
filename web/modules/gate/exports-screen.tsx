import { gateRoutes, type GateExport } from "#contract/gate";
import {
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  Moment,
  NameCell,
  PageHead,
  QueryStrip,
  TableTools,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { ExportFacts, ExportState } from "./export-state.tsx";
import { fileWords } from "./file-words.ts";
import { exportFilters } from "./filters.ts";
import { gateWords } from "./words.ts";
import "./gate.css";

/** Every file that was ordered under our grants. */
export function ExportsScreen() {
  const words = useWords(fileWords);
  const list = useWords(gateWords).list;
  const format = useFormat();
  const [search] = useFilters(exportFilters);
  const source = usePages(gateRoutes.listExports, { query: { grantId: search.grant } });
  const table = useTable("gate.exports", useColumns());
  return (
    <div className="page">
      <PageHead
        title={words.title}
        crumbs={[{ label: list.title, href: "/gate/grants" }]}
        isRecord={false}
        note={source.total === null ? undefined : words.total(format.number(source.total))}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        {search.grant === undefined ? null : <AppLink href="/gate/exports">{words.everyGrant}</AppLink>}
      </QueryStrip>
      <DataTable
        label={words.title}
        table={table}
        source={source}
        keyOf={(file) => file.id}
        nameOf={(file) => file.fileName}
        empty={
          <EmptyState title={words.none} action={<AppLink href="/gate/grants?side=received">{list.title}</AppLink>}>
            {words.howTo}
          </EmptyState>
        }
      />
    </div>
  );
}

function useColumns(): readonly Column<GateExport>[] {
  const words = useWords(fileWords).columns;
  return [
    {
      key: "file",
      title: words.file,
      render: (file) => (
        <NameCell
          name={file.fileName}
          href={`/gate/grants/${file.grant.id}`}
          code={file.grant.code}
          note={<span> {file.grant.purpose}</span>}
        />
      ),
    },
    {
      key: "department",
      title: words.department,
      width: 140,
      render: (file) => <DepartmentName code={file.department} />,
    },
    { key: "by", title: words.by, width: 110, render: (file) => file.createdBy },
    { key: "at", title: words.at, width: 120, render: (file) => <Moment at={file.createdAt} /> },
    { key: "facts", title: words.facts, width: "22%", render: (file) => <ExportFacts file={file} /> },
    { key: "state", title: words.state, width: 200, render: (file) => <ExportState file={file} /> },
  ];
}
