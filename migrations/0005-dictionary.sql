-- The one dictionary: data elements, code sets with versions, one authoritative source for each element.

create schema dictionary;

-- One row: counts changes, so that a hub process knows when what it has read is old.
create table dictionary.change (
  one boolean primary key default true check (one),
  number bigint not null
);
insert into dictionary.change (number) values (0);

create table dictionary.code_set (
  id text primary key check (id ~ '^CS-[A-Z0-9-]{2,40}$'),
  -- Number of the newest version; what `If-Match` compares.
  version int not null,
  -- Shipped with the hub, or made here; what people have changed is never overwritten by a new release.
  origin text not null check (origin in ('pack', 'local')),
  is_edited boolean not null
);

-- Older versions stay for ever: a value is judged by the version in force on its day.
create table dictionary.code_set_version (
  code_set text not null references dictionary.code_set (id),
  version int not null check (version > 0),
  effective_on date not null,
  name_zh text not null,
  name_en text not null,
  standard text not null,
  codes jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (code_set, version)
);

create table dictionary.element (
  id text primary key check (id ~ '^DE-[0-9]{5,9}$'),
  field text not null,
  name_zh text not null,
  name_en text not null,
  definition_zh text not null,
  definition_en text not null,
  category text not null,
  kind text not null,
  max_length int,
  precision int,
  scale int,
  code_set text references dictionary.code_set (id),
  check_name text,
  mask text,
  grade text not null,
  is_personal boolean not null,
  is_sensitive_personal boolean not null check (is_personal or not is_sensitive_personal),
  unit text,
  synonyms text[] not null,
  standard text not null,
  status text not null check (status in ('active', 'retired')),
  origin text not null check (origin in ('pack', 'local')),
  is_edited boolean not null,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
-- A column name leads to one element; a retired one gives its name free.
create unique index element_field on dictionary.element (field) where status = 'active';
-- The shipped pack keeps the numbers below.
create sequence dictionary.element_number start with 10001;

-- Who was decided to be the source, one after the other; never more than one at a time.
create table dictionary.source_decision (
  id uuid primary key,
  element text not null references dictionary.element (id),
  department text not null,
  resource_id uuid,
  item text,
  basis text not null,
  decided_on date not null,
  decided_by text not null,
  decided_at timestamptz not null,
  superseded_at timestamptz
);
create unique index source_decision_one_in_force on dictionary.source_decision (element) where superseded_at is null;
create index source_decision_department on dictionary.source_decision (department) where superseded_at is null;
