import { Button } from "antd";
import { type Order, orderStateNames, orderStates, sharingRoutes } from "#contract/sharing";
import { type Column, Day, FilterChip, Moment, NameCell, useFilters, useGo, usePages, useText, useWords } from "#kit";
import { DepartmentChip, useHasRole } from "#shell";
import { orderFilters } from "./filters.ts";
import { ListPage } from "./list-page.tsx";
import { OrderLeft, OrderLevel } from "./order-level.tsx";
import { orderWords } from "./order-words.ts";
import { FileState } from "./state-tag.tsx";
import { sharingWords } from "./words.ts";

/** Leaders' orders by what is wanted, from whom, until when. */
export function OrdersScreen() {
  const words = useWords(orderWords).list;
  const text = useText();
  const go = useGo();
  const hasRole = useHasRole();
  const [search, setSearch] = useFilters(orderFilters);
  const source = usePages(sharingRoutes.listOrders, { query: search });
  const create = hasRole(["leader"]) ? (
    <Button size="small" type="primary" onClick={() => go("/sharing/orders/new")}>
      {words.new}
    </Button>
  ) : undefined;
  return (
    <ListPage
      id="orders"
      title={words.title}
      what={words.what}
      source={source}
      columns={useColumns()}
      keyOf={(row) => row.id}
      nameOf={(row) => row.title}
      hrefOf={(row) => `/sharing/orders/${row.id}`}
      isFiltered={Object.keys(search).length > 0}
      bare="/sharing/orders"
      actions={create}
      empty={{ title: words.emptyTitle, text: words.emptyText, action: create }}
    >
      <FilterChip
        label={words.state}
        value={search.state}
        choices={orderStates.map((value) => ({ value, label: text(orderStateNames[value]) }))}
        onChange={(state) => setSearch({ state: state as typeof search.state })}
      />
      <DepartmentChip label={words.lead} value={search.lead} onChange={(lead) => setSearch({ lead })} />
    </ListPage>
  );
}

function useColumns(): readonly Column<Order>[] {
  const words = useWords(orderWords).list;
  const { comma } = useWords(sharingWords);
  return [
    {
      key: "name",
      title: words.name,
      render: (row) => <NameCell name={row.title} href={`/sharing/orders/${row.id}`} code={row.number} />,
    },
    {
      key: "lead",
      title: words.lead,
      width: "20%",
      render: (row) => (
        <>
          <span className="l1">{row.leadName}</span>
          {row.helpers.length === 0 ? null : (
            <span className="l2">{words.helpers(row.helpers.map((one) => one.departmentName).join(comma))}</span>
          )}
        </>
      ),
    },
    { key: "level", title: words.level, width: 120, render: (row) => <OrderLevel level={row.level} /> },
    {
      key: "state",
      title: words.state,
      width: 150,
      render: (row) => <FileState state={row.state} names={orderStateNames} />,
    },
    { key: "left", title: words.left, width: 150, render: (row) => <OrderLeft order={row} /> },
    { key: "due", title: words.due, width: 120, render: (row) => <Day on={row.dueOn} /> },
    {
      key: "by",
      title: words.by,
      width: 140,
      render: (row) => (
        <>
          <span className="l1">{row.issuedBy}</span>
          <span className="l2">
            <Moment at={row.issuedAt} />
          </span>
        </>
      ),
    },
  ];
}
