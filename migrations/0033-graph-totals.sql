-- What passed on an edge in all: the picture of today asks for it without adding up every day.

alter table graph.edge add column uses bigint not null default 0;
alter table graph.edge add column row_count bigint not null default 0;
alter table graph.edge add column last_use_on date;

update graph.edge e
set uses = d.uses, row_count = d.row_count, last_use_on = d.last_use_on
from (
  select d.edge, sum(d.uses) as uses, sum(d.row_count) as row_count, max(d.day) as last_use_on
  from graph.edge_day d
  group by d.edge
) d
where d.edge = e.id;

-- Uses since a day, over all edges.
create index edge_day_day on graph.edge_day (day);
