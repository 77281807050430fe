import { Button } from "antd";
import { catalogRoutes, type Stage, stageNames, stages } from "#contract/catalog";
import {
  AppLink,
  Counts,
  DataTable,
  downloadFile,
  EmptyState,
  Icon,
  isRefused,
  PageHead,
  QueryStrip,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  useGo,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { useHasRole } from "#shell";
import { editors } from "./editors.ts";
import { resourceFilters } from "./filters.ts";
import { useResourceColumns } from "./resource-columns.tsx";
import { ResourceFilters } from "./resource-filters.tsx";
import { catalogWords } from "./words.ts";

/** Every resource this person may know of: what it is called, whose it is, how far its entry has come, how good its data. */
export function ResourcesScreen() {
  const words = useWords(catalogWords).list;
  const format = useFormat();
  const [search] = useFilters(resourceFilters);
  const source = usePages(catalogRoutes.listResources, { query: search });
  const table = useTable("catalog.resources", useResourceColumns());
  const { sort: _order, ...narrowed } = search;
  const isFiltered = Object.keys(narrowed).length > 0;
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total), isFiltered)}
        actions={<Actions />}
      />
      <StageCounts />
      <QueryStrip
        tools={
          <TableTools table={table} onExport={() => downloadFile(catalogRoutes.exportCatalog, { query: narrowed })} />
        }
      >
        <ResourceFilters />
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(resource) => resource.id}
        nameOf={(resource) => resource.name}
        hrefOf={(resource) => `/catalog/${resource.id}`}
        empty={
          isFiltered ? (
            <EmptyState title={words.nothingTitle} action={<AppLink href="/catalog">{words.seeAll}</AppLink>}>
              {words.nothingText}
            </EmptyState>
          ) : (
            <EmptyState title={words.emptyTitle} action={<Actions />}>
              {words.emptyText}
            </EmptyState>
          )
        }
      />
    </div>
  );
}

function Actions() {
  const words = useWords(catalogWords).list;
  const hasRole = useHasRole();
  const go = useGo();
  if (!hasRole(editors)) return null;
  return (
    <Button size="small" icon={<Icon name="plus" />} onClick={() => go("/catalog/new")}>
      {words.create}
    </Button>
  );
}

/** How many stand at each stage, from the one count; each narrows the list. Stages nobody stands at are left out. */
function StageCounts() {
  const words = useWords(catalogWords).list;
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useFilters(resourceFilters);
  const answer = useAnswer(catalogRoutes.counts, {});
  if (!answer.data || isRefused(answer.error)) return null;
  const { total, byStage } = answer.data;
  const shown = stages.filter((stage) => byStage[stage] > 0 || search.stage === stage);
  const pick = (stage: Stage | undefined) => () => setSearch({ stage });
  return (
    <Counts
      label={words.byStage}
      items={[
        {
          key: "all",
          label: words.inForce,
          count: format.number(total),
          isOn: search.stage === undefined,
          onPick: pick(undefined),
        },
        ...shown.map((stage) => ({
          key: stage,
          label: text(stageNames[stage]),
          count: format.number(byStage[stage]),
          isOn: search.stage === stage,
          onPick: pick(stage),
        })),
      ]}
    />
  );
}
