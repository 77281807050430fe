-- The catalog: what departments declare about their data (Order 809 art. 12–17), how it is published, what was published.

create schema catalog;

create table catalog.resource (
  id uuid primary key,
  -- Names its standard table in the lake: "standard"."r<number>".
  number bigint generated always as identity unique,
  -- Assigned at first publication, never changed.
  code text unique,
  department text not null,
  -- Of the working copy, as in fields; here for the index below.
  name text not null,
  -- The working copy (contract: ResourceFields).
  fields jsonb not null,
  -- Items as the last load brought them, so that what people wrote and what a mapping changed can be told apart.
  loaded_items jsonb,
  stage text not null check (stage in ('draft', 'assessing', 'signing', 'review', 'published', 'withdrawn')),
  stage_since timestamptz not null,
  -- Number of the edit, for If-Match.
  version int not null,
  published_version int not null,
  published_at timestamptz,
  -- Approvals of the working copy.
  secrecy jsonb,
  personal jsonb,
  signed_by text,
  returned jsonb,
  withdrawn jsonb,
  is_invented boolean not null,
  row_count bigint,
  load_id uuid,
  loaded_at timestamptz,
  score double precision,
  checked_at timestamptz,
  created_at timestamptz not null,
  -- Nothing waits for the head's signature unassessed, for review unsigned, or is published without both: whatever a
  -- program does, the table refuses it (art. 2–3, 12).
  constraint assessed_before_signing check (
    stage not in ('signing', 'review', 'published')
    or (
      coalesce(secrecy ->> 'result' = 'no-secret', false)
      and coalesce(personal ->> 'result' in ('no-personal-information', 'acceptable'), false)
    )
  ),
  constraint signed_before_review check (stage not in ('review', 'published') or signed_by is not null),
  constraint published_has_version check (stage <> 'published' or (published_version > 0 and code is not null))
);
-- One title once in a department; a withdrawn one is free again.
create unique index resource_title on catalog.resource (department, lower(name)) where stage <> 'withdrawn';

-- What was published, for good.
create table catalog.version (
  resource_id uuid not null references catalog.resource (id),
  version int not null,
  -- Fields, the department's name on that day, grade, approvals (server/modules/catalog/snapshot.ts).
  snapshot jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (resource_id, version)
);
create function catalog.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'A published version stays as it is: % on catalog.% is refused', tg_op, tg_table_name;
end $$;
create trigger version_stays before update or delete on catalog.version for each row execute function catalog.refuse_change();
create trigger version_no_truncate before truncate on catalog.version execute function catalog.refuse_change();

-- What lists and searches show: one row for those inside the department (the working copy) and, from the first
-- publication on, one for everybody else (the published version). Derived; written with every change.
create table catalog.listing (
  resource_id uuid not null references catalog.resource (id),
  audience text not null check (audience in ('inside', 'outside')),
  department text not null,
  name text not null,
  name_en text not null,
  -- Pinyin of the name, then the name: the order people expect of Chinese names.
  sort_key text collate "C" not null,
  abstract text not null,
  theme text not null,
  share_class text not null,
  update_cycle text not null,
  grade text not null,
  stage text not null,
  item_count int not null,
  mapped_item_count int not null,
  elements text[] not null,
  -- Everything a word may hit, in one spelling (lower case, half width).
  search_text text not null,
  primary key (resource_id, audience)
);
create index listing_department on catalog.listing (audience, department);

-- The last sequence number given in each classification.
create table catalog.code_sequence (
  classification text primary key,
  last int not null check (last between 1 and 999999)
);

-- 项 codes of the themes named in the 目录编制指南（试行）: the second part of the default classification of a resource that
-- is published without one (类 3 部门 + 项 of its theme + 目 000). A region may set other numbers.
create table catalog.theme_item (
  theme text not null,
  item_code text not null check (item_code ~ '^[0-9]{2}$'),
  effective_on date not null,
  basis text not null,
  primary key (theme, effective_on)
);
insert into catalog.theme_item (theme, item_code, effective_on, basis)
select t.theme, t.item_code, date '2017-06-30', '发改高技〔2017〕1272号'
from (
  values
    ('公共服务', '01'), ('健康保障', '02'), ('社会保障', '03'), ('食品药品安全', '04'), ('安全生产', '05'), ('价格监管', '06'),
    ('能源安全', '07'), ('信用体系', '08'), ('城乡建设', '09'), ('社区治理', '10'), ('生态环保', '11'), ('应急维稳', '12')
) as t (theme, item_code);
