-- What people said to rules that a table's own values spoke for (数据中看出的规则). A proposal itself is made anew from the data
-- whenever somebody asks; only the word about it is kept, under a name that says which columns it is of.

create table quality.proposal (
  resource_id uuid not null,
  -- `<kind>:<column>` or `dependency:<given>><column>`.
  key text not null check (length(key) <= 200),
  state text not null check (state in ('accepted', 'dismissed')),
  -- The rule written from it.
  rule_id uuid references quality.written_rule (id),
  reason text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (resource_id, key),
  constraint accepted_has_rule check ((state = 'accepted') = (rule_id is not null))
);

-- What a search compares stands in a column of its own, as plain text (server/modules/search/texts.ts): ranking reads some
-- hundred entries for one page, and jsonb costs more to write out and to read in than all the comparing.
alter table search.entry add column texts text;
alter table search.entry alter column texts set storage external;
update search.entry e set
  texts = concat(
    e.doc -> 'folded' ->> 'name', E'\x01', e.doc -> 'folded' ->> 'nameEn', E'\x01', e.doc -> 'folded' ->> 'aliases', E'\x01',
    e.doc -> 'folded' ->> 'code', E'\x01', e.doc -> 'folded' ->> 'items', E'\x01', e.doc -> 'folded' ->> 'theme', E'\x01',
    e.doc -> 'folded' ->> 'abstract', E'\x01', e.doc -> 'sound' ->> 'name', E'\x01', e.doc -> 'sound' ->> 'aliases', E'\x01',
    e.doc -> 'initials' ->> 'name', E'\x01', e.doc -> 'initials' ->> 'aliases', E'\x01', e.doc -> 'about' ->> 'department',
    E'\x01', e.doc -> 'about' ->> 'system', E'\x01',
    (select string_agg(a.element, ' ') from jsonb_array_elements_text(e.doc -> 'about' -> 'elements') as a (element))),
  doc = e.doc - 'folded' - 'sound' - 'initials' - 'about';
alter table search.entry alter column texts set not null;
