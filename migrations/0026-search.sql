-- What can be found by typing words: an inverted index of resources, data elements, departments and systems, written in
-- the transaction that changes them. Derived: every row can be made again from the module that put it.

create schema search;

create table search.entry (
  number bigint generated always as identity primary key,
  kind text not null check (kind in ('resource', 'element', 'department', 'system', 'service')),
  ref text not null,
  -- Who may know of it: those inside the department, those outside, or both (where both see the same).
  audience text not null check (audience in ('inside', 'outside', 'everyone')),
  department text,
  theme text not null,
  share_class text,
  update_cycle text,
  grade text,
  has_data boolean not null default false,
  loaded_at timestamptz,
  -- 0 to 100.
  quality real,
  -- Departments that hold a grant in force.
  uses int not null default 0,
  name_length int not null,
  -- Which of many hits are read and scored first: has data, good, used, short title. The exact order is made of texts.
  standing real not null generated always as (
    (case when has_data then 0.3 else 0 end) + coalesce(quality, 0) / 400 + ln(1 + least(greatest(uses, 0), 1000)) / 12
    - least(name_length, 60) / 60.0
  ) stored,
  -- Texts as they are shown and compared, what it refers to (server/modules/search/entry.ts).
  doc jsonb not null,
  terms tsvector not null,
  -- Of everything that was put, so that putting the same again writes nothing.
  fingerprint text not null,
  unique (kind, ref, audience)
) with (fillfactor = 85, toast_tuple_target = 256);
-- Lexemes stand in rows of their own, so that counting and choosing among many hits reads narrow rows.
alter table search.entry alter column terms set storage external;
-- Without a pending list: a search never pays for the writers before it, and a write costs the same each time.
create index entry_terms on search.entry using gin (terms) with (fastupdate = off);
-- What is used is ranked among all that is used, however many entries hold a common word.
create index entry_used on search.entry using gin (terms) with (fastupdate = off) where uses > 0;
-- Names that a word may mean: few beside the resources that hold the same words.
create index entry_concepts on search.entry using gin (terms) with (fastupdate = off)
  where kind in ('element', 'department', 'system');

-- Latin words of names, for misspelt ones; words are never taken away.
create table search.word (
  word text collate "C" primary key check (length(word) between 4 and 40)
);
