-- The clock: who owes what by when, reckoned in working days. Commitments with their story, limits as data, the calendar.

create schema clock;

create table clock.kind (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  -- statutory: days come from clock.time_limit. agreed: from whoever starts it. extension: how long others may be extended.
  form text not null check (form in ('statutory', 'agreed', 'extension')),
  extended_by text references clock.kind (code),
  position int not null
);
insert into clock.kind (code, name_zh, name_en, form, extended_by, position) values
  ('answer-extension', '延长答复期限', 'Extension of an answer', 'extension', null, 5),
  ('catalog-update', '更新目录', 'Update the catalog', 'statutory', null, 1),
  ('catalog-review', '审核发布目录', 'Review and publish a catalog entry', 'statutory', null, 2),
  ('answer-unconditional', '答复申请（无条件共享）', 'Answer a request (unconditional)', 'statutory', 'answer-extension', 3),
  ('answer-conditional', '答复申请（有条件共享）', 'Answer a request (conditional)', 'statutory', 'answer-extension', 4),
  ('supply', '供给数据', 'Supply the data', 'statutory', null, 6),
  ('correction', '核实、更正并反馈', 'Verify, correct and report back', 'statutory', null, 7),
  ('order', '调度令', 'Dispatch order', 'agreed', null, 8),
  ('demand', '需求对接', 'Match a demand', 'agreed', null, 9),
  ('dispute', '争议协调', 'Settle a dispute', 'agreed', null, 10),
  ('rectification', '限期整改', 'Rectify by a day', 'agreed', null, 11),
  ('disposal', '数据处置', 'Dispose of data', 'agreed', null, 12);

-- Limits with the days between which they hold. Rows without a division are the nation's: the ceiling of every other one.
create table clock.time_limit (
  id uuid primary key,
  kind text not null references clock.kind (code),
  division text collate "C",
  basis text not null,
  working_days int not null check (working_days between 1 and 365),
  max_extension int not null check (max_extension between 0 and 365),
  needs_consent boolean not null default true,
  effective_on date not null,
  -- Last day in force.
  ends_on date check (ends_on >= effective_on),
  created_at timestamptz not null default now(),
  version int not null default 1
);
create index time_limit_kind on clock.time_limit (kind, effective_on);
insert into clock.time_limit (id, kind, basis, working_days, max_extension, effective_on)
select gen_random_uuid(), t.kind, '《政务数据共享条例》（国务院令第809号）第' || t.article || '条', t.days, t.extension, date '2025-08-01'
from (
  values
    ('catalog-update', '十七', 10, 5), ('catalog-review', '十七', 2, 0), ('answer-unconditional', '二十一', 1, 10),
    ('answer-conditional', '二十一', 10, 10), ('answer-extension', '二十一', 10, 0), ('supply', '二十二', 20, 0),
    ('correction', '二十六', 10, 0)
) as t (kind, article, days, extension);

-- State Council arrangements (国务院办公厅关于部分节假日安排的通知), one row per year. Days as YYYY-MM-DD.
create table clock.calendar_year (
  year int primary key,
  days_off text[] not null,
  worked_weekends text[] not null,
  source text not null,
  -- Filled from the package, and kept up with it until somebody edits the year.
  is_seeded boolean not null,
  version int not null default 1,
  updated_at timestamptz not null
);

-- How the clock works, from a day on until the next set (contract: Rules). Sets are added, never changed.
create table clock.rule_set (
  version int primary key,
  effective_on date not null,
  rules jsonb not null,
  source text not null,
  by_name text not null,
  at timestamptz not null
);
insert into clock.rule_set (version, effective_on, rules, source, by_name, at) values (
  1,
  date '2000-01-01',
  '{"startRule": "next-day", "supplementRule": "restart", "warnShare": 0.8, "blueDays": 3, "orangeDays": 1,
    "officeOpens": "09:00", "officeCloses": "17:30",
    "ladder": [{"level": "blue", "overdueDays": 1}, {"level": "orange", "overdueDays": 3}, {"level": "red", "overdueDays": 5}],
    "duty": null}',
  '出厂设置：起算依《民法典》第二百零一条，补正重新起算参照《政府信息公开条例》第三十条',
  '系统',
  timestamptz '2025-08-01 00:00:00+08'
);

create table clock.commitment (
  id uuid primary key,
  kind text not null references clock.kind (code),
  subject_module text not null,
  subject_id text not null,
  subject_title text not null,
  subject_number text not null default '',
  subject_href text not null,
  owed_by text not null,
  owed_to text,
  owed_to_name text not null default '',
  basis text not null,
  needs_consent boolean not null,
  state text not null check (state in ('running', 'paused', 'missed', 'met', 'met-late', 'dropped')),
  level text check (level in ('blue', 'orange', 'red')),
  started_at timestamptz not null,
  -- How the due day is reckoned (server/modules/clock/timing.ts): run_days working days from run_from on, that day itself
  -- counting where counts_first; used_before were used in earlier runs. agreed_on: a day that was agreed instead.
  run_from date not null,
  run_days int not null,
  used_before int not null default 0,
  counts_first boolean not null,
  agreed_on date,
  paused_on date,
  -- Limit with extensions; extensions among it; the most they may be.
  working_days int not null,
  extended_days int not null default 0,
  max_extension int not null,
  due_on date,
  -- Where it stands in the list: paused ones have no due day and come last.
  order_on date not null generated always as (coalesce(due_on, date '9999-12-31')) stored,
  warned_at timestamptz,
  -- The next moment at which the clock itself has to do something.
  next_at timestamptz,
  assignee_id text,
  assignee_name text,
  called_in_at timestamptz,
  called_in_by text,
  officer_id text,
  officer_name text,
  asks_extension boolean not null default false,
  ended_at timestamptz,
  -- Working days it took.
  ended_days int,
  -- Number of the last line of its story.
  version int not null default 1,
  constraint paused_has_no_due check ((due_on is null) = (paused_on is not null)),
  constraint ended_is_closed check ((ended_at is not null) = (state in ('met', 'met-late', 'dropped'))),
  constraint level_is_of_overdue check (level is null or state in ('missed', 'met-late', 'dropped')),
  constraint extension_in_bounds check (extended_days between 0 and max_extension)
);
create index commitment_next on clock.commitment (next_at, id) where next_at is not null;
create index commitment_open on clock.commitment (order_on, id) where ended_at is null;
create index commitment_open_by on clock.commitment (owed_by, order_on, id) where ended_at is null;
create index commitment_open_to on clock.commitment (owed_to, order_on, id) where ended_at is null;
create index commitment_open_kind on clock.commitment (kind, order_on, id) where ended_at is null;
create index commitment_assignee on clock.commitment (assignee_id, order_on, id) where ended_at is null and assignee_id is not null;
create index commitment_called_in on clock.commitment (order_on, id) where ended_at is null and called_in_at is not null;
create index commitment_asking on clock.commitment (order_on, id) where ended_at is null and asks_extension;
create index commitment_level on clock.commitment (level, order_on, id) where ended_at is null and level is not null;
create index commitment_closed on clock.commitment (state, order_on, id) where ended_at is not null;
create index commitment_closed_by on clock.commitment (owed_by, state, order_on, id) where ended_at is not null;
create index commitment_closed_to on clock.commitment (owed_to, state, order_on, id) where ended_at is not null;
create index commitment_ended on clock.commitment (ended_at, owed_by, kind) include (state, ended_days, extended_days)
  where ended_at is not null;
create index commitment_subject on clock.commitment (subject_module, subject_id, id);

-- The story of each commitment: every line for good. A due day moves only together with its line.
create table clock.move (
  commitment_id uuid not null references clock.commitment (id),
  number int not null,
  at timestamptz not null,
  kind text not null,
  reason text not null,
  actor_id text not null,
  actor_name text not null,
  department text,
  due_before date,
  due_after date,
  facts jsonb not null default '{}',
  primary key (commitment_id, number)
);
create function clock.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The story of a commitment is append-only: % on clock.% is refused', tg_op, tg_table_name;
end $$;
create trigger move_stays before update or delete on clock.move for each row execute function clock.refuse_change();
create trigger move_no_truncate before truncate on clock.move execute function clock.refuse_change();

-- Whatever a program does: at the end of a transaction the due day of a commitment is what its last line says.
create function clock.check_due() returns trigger language plpgsql as $$
declare
  told date;
begin
  select m.due_after into told from clock.move m where m.commitment_id = new.id order by m.number desc limit 1;
  if not found or told is distinct from (select c.due_on from clock.commitment c where c.id = new.id) then
    raise exception 'The due day of commitment % moved without a recorded reason', new.id;
  end if;
  return null;
end $$;
create constraint trigger commitment_due_told after insert on clock.commitment
  deferrable initially deferred for each row execute function clock.check_due();
create constraint trigger commitment_due_moved_told after update on clock.commitment
  deferrable initially deferred for each row when (old.due_on is distinct from new.due_on)
  execute function clock.check_due();

create table clock.reminder (
  id uuid primary key,
  commitment_id uuid not null references clock.commitment (id),
  at timestamptz not null,
  kind text not null check (kind in ('manual', 'warning', 'overdue', 'escalation')),
  by_name text not null,
  to_department text not null,
  to_person_id text,
  to_person_name text,
  text text not null,
  seen_at timestamptz,
  seen_by text
);
create index reminder_commitment on clock.reminder (commitment_id, at);
create index reminder_department on clock.reminder (to_department, at desc, id desc);
create index reminder_person on clock.reminder (to_person_id, at desc, id desc) where to_person_id is not null;

create table clock.extension (
  id uuid primary key,
  commitment_id uuid not null references clock.commitment (id),
  state text not null check (state in ('asked', 'granted', 'refused', 'void')),
  asked_days int not null,
  reason text not null,
  asked_at timestamptz not null,
  asked_by text not null,
  asked_by_name text not null,
  granted_days int,
  decided_at timestamptz,
  decided_by_name text,
  note text not null default ''
);
create unique index extension_one_waiting on clock.extension (commitment_id) where state = 'asked';
create index extension_commitment on clock.extension (commitment_id, asked_at);

create table clock.escalation (
  id uuid primary key,
  commitment_id uuid not null references clock.commitment (id),
  level text not null check (level in ('blue', 'orange', 'red')),
  at timestamptz not null,
  by_name text not null,
  overdue_days int not null,
  officer_id text,
  officer_name text,
  reason text not null,
  circular text not null,
  issued_at timestamptz,
  issued_by text,
  issued_text text
);
create index escalation_commitment on clock.escalation (commitment_id, at);

-- Counts that stay exact at a million commitments: every change adds lines of +n and -n, their sum is the count. Lines of
-- one kind are folded into one by the clock's tick. Nobody waits for anybody: lines are only added.
create table clock.tally (
  owed_by text not null,
  kind text not null,
  state text not null,
  -- Of open ones only.
  due_on date,
  is_warned boolean not null,
  count bigint not null,
  is_folded boolean not null default false
);

create function clock.tally_insert() returns trigger language plpgsql as $$
begin
  insert into clock.tally (owed_by, kind, state, due_on, is_warned, count)
  select f.owed_by, f.kind, f.state, case when f.ended_at is null then f.due_on end,
    f.ended_at is null and f.warned_at is not null, count(*)
  from fresh f
  group by 1, 2, 3, 4, 5;
  return null;
end $$;
create trigger commitment_tally_insert after insert on clock.commitment
  referencing new table as fresh for each statement execute function clock.tally_insert();

create function clock.tally_update() returns trigger language plpgsql as $$
begin
  insert into clock.tally (owed_by, kind, state, due_on, is_warned, count)
  select t.owed_by, t.kind, t.state, case when t.ended_at is null then t.due_on end,
    t.ended_at is null and t.warned_at is not null, sum(t.n)
  from (
    select f.owed_by, f.kind, f.state, f.due_on, f.ended_at, f.warned_at, 1 as n from fresh f
    union all
    select s.owed_by, s.kind, s.state, s.due_on, s.ended_at, s.warned_at, -1 from stale s
  ) t
  group by 1, 2, 3, 4, 5
  having sum(t.n) <> 0;
  return null;
end $$;
create trigger commitment_tally_update after update on clock.commitment
  referencing old table as stale new table as fresh for each statement execute function clock.tally_update();
