-- Walks go by number, through indexes that hold all a walk asks of an edge; the map of departments is kept rolled up.

alter table graph.node add column number bigint generated always as identity;
alter table graph.node add constraint node_number unique (number);

-- All edges of one kind between two places of the map of departments, added up as they held at one moment; the sums hold as
-- long as no edge begins or ends, from `good_from` up to and without `good_until`. Derived: it can be thrown away.
create table graph.river (
  number bigint generated always as identity primary key,
  from_place text not null,
  to_place text not null,
  kind text not null,
  streams bigint not null default 0,
  resources bigint not null default 0,
  uses bigint not null default 0,
  row_count bigint not null default 0,
  last_use_on date,
  first_at timestamptz,
  good_from timestamptz not null default 'infinity',
  good_until timestamptz not null default '-infinity',
  unique (from_place, to_place, kind)
);
create table graph.river_day (
  river bigint not null references graph.river (number) on delete cascade,
  day date not null,
  uses bigint not null,
  row_count bigint not null,
  primary key (river, day)
);
create index river_day_day on graph.river_day (day);
-- Rivers one of whose edges has changed since they were added up. Only ever added to by writers, so that none waits.
create table graph.river_stale (river bigint not null);

create function graph.place_of(kind text, id text, department text) returns text language sql immutable as $$
  select case when kind in ('library', 'department') or department is null then id else 'department:' || department end
$$;

alter table graph.edge add column from_number bigint, add column to_number bigint, add column river bigint;

insert into graph.river (from_place, to_place, kind)
select distinct graph.place_of(f.kind, f.id, f.department), graph.place_of(t.kind, t.id, t.department), e.kind
from graph.edge e
join graph.node f on f.id = e.from_node
join graph.node t on t.id = e.to_node;

update graph.edge e
set from_number = f.number, to_number = t.number, river = r.number
from graph.node f, graph.node t, graph.river r
where f.id = e.from_node and t.id = e.to_node and r.kind = e.kind
  and r.from_place = graph.place_of(f.kind, f.id, f.department)
  and r.to_place = graph.place_of(t.kind, t.id, t.department);

alter table graph.edge
  alter column from_number set not null,
  alter column to_number set not null,
  alter column river set not null;

drop index graph.edge_to;
create index edge_to on graph.edge (to_number)
  include (from_number, id, kind, first_at, ended_at, uses, row_count, last_at);
create index edge_from on graph.edge (from_number)
  include (to_number, id, kind, first_at, ended_at, uses, row_count, last_at);
create index edge_river on graph.edge (river);

create function graph.place_edge() returns trigger language plpgsql as $$
declare
  f record;
  t record;
begin
  select n.number, graph.place_of(n.kind, n.id, n.department) as place into f from graph.node n where n.id = new.from_node;
  select n.number, graph.place_of(n.kind, n.id, n.department) as place into t from graph.node n where n.id = new.to_node;
  new.from_number := f.number;
  new.to_number := t.number;
  select r.number into new.river from graph.river r
  where r.from_place = f.place and r.to_place = t.place and r.kind = new.kind;
  if new.river is null then
    insert into graph.river (from_place, to_place, kind) values (f.place, t.place, new.kind) on conflict do nothing;
    select r.number into new.river from graph.river r
    where r.from_place = f.place and r.to_place = t.place and r.kind = new.kind;
  end if;
  return new;
end $$;
create trigger edge_placed before insert or update of from_node, to_node on graph.edge
  for each row execute function graph.place_edge();

-- A resource that goes over to another department takes its edges along.
create function graph.move_edges() returns trigger language plpgsql as $$
begin
  update graph.edge set from_node = from_node where from_number = new.number or to_number = new.number;
  return null;
end $$;
create trigger node_moved after update of department on graph.node
  for each row when (old.department is distinct from new.department) execute function graph.move_edges();

create function graph.note_stale() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into graph.river_stale (river) select distinct n.river from news n;
  elsif tg_op = 'DELETE' then
    insert into graph.river_stale (river) select distinct o.river from olds o;
  else
    insert into graph.river_stale (river) select n.river from news n union select o.river from olds o;
  end if;
  return null;
end $$;
create trigger edge_added after insert on graph.edge
  referencing new table as news for each statement execute function graph.note_stale();
create trigger edge_changed after update on graph.edge
  referencing old table as olds new table as news for each statement execute function graph.note_stale();
create trigger edge_removed after delete on graph.edge
  referencing old table as olds for each statement execute function graph.note_stale();

-- Nodes within so many steps of some others, breadth first, each with its fewest steps. Where there would be more than `most`
-- it ends with a row without a number, whose depth says how many steps were gone. In the database, because a round trip for
-- each step costs more than the step.
create function graph.reach(starts bigint[], steps int, is_down boolean, moment timestamptz, most int)
returns table (number bigint, depth int) language plpgsql stable rows 50 as $$
declare
  frontier bigint[] := starts;
  met bigint[] := starts;
  step int := 0;
begin
  loop
    return query select f.n, step from unnest(frontier) f (n);
    exit when step >= steps or cardinality(frontier) = 0;
    if is_down then
      frontier := array(
        select e.to_number from graph.edge e
        where e.from_number = any(frontier) and e.first_at <= moment and (e.ended_at is null or e.ended_at > moment)
        except select m.n from unnest(met) m (n));
    else
      frontier := array(
        select e.from_number from graph.edge e
        where e.to_number = any(frontier) and e.first_at <= moment and (e.ended_at is null or e.ended_at > moment)
        except select m.n from unnest(met) m (n));
    end if;
    if cardinality(met) + cardinality(frontier) > most then
      return query select null::bigint, step;
      exit;
    end if;
    met := met || frontier;
    step := step + 1;
  end loop;
end $$;
