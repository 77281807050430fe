-- Sharing: demands, applications, requests and what follows from them (Order 809 art. 19–29, 38–41).

create schema sharing;

-- Every file (卷) has one spine: number, parties, state; what differs stands in body (server/modules/sharing/files.ts).
create table sharing.file (
  id uuid primary key,
  kind text not null check (kind in ('demand', 'application', 'request', 'case', 'dispute', 'correction', 'order')),
  number text not null unique,
  title text not null,
  state text not null,
  state_since timestamptz not null,
  -- Who asks, and who provides or answers.
  department text not null,
  provider text,
  -- Every department that may see it.
  parties text[] not null,
  -- The request or application it belongs to.
  about uuid references sharing.file (id),
  resources uuid[] not null,
  share_class text,
  answer_kind text,
  sent_at timestamptz,
  answered_at timestamptz,
  body jsonb not null,
  -- Numbers, names and words a search may hit, in one spelling.
  search_text text not null,
  is_invented boolean not null,
  created_at timestamptz not null,
  -- Number of the edit, for If-Match.
  version int not null,
  -- Whatever a program does: nothing is granted or refused that both heads have not signed (art. 20, 21), and nothing is
  -- refused without a reason.
  constraint signed_on_both_sides check (
    kind <> 'request'
    or state not in ('committing', 'supplying', 'in-use', 'suspended', 'refused')
    or (body -> 'requesterSigned' ->> 'by' is not null and body -> 'providerSigned' ->> 'by' is not null)
  ),
  constraint refused_with_reason check (
    kind <> 'request' or state <> 'refused' or length(coalesce(body -> 'answer' ->> 'reason', '')) >= 2
  )
);
create index file_kind on sharing.file (kind, created_at desc, id desc);
create index file_department on sharing.file (department, kind, created_at desc, id desc);
create index file_provider on sharing.file (provider, kind, created_at desc, id desc);
create index file_parties on sharing.file using gin (parties);
create index file_about on sharing.file (about);
create index file_resources on sharing.file using gin (resources);
create index file_open on sharing.file (kind, state);

-- What happened to a file, in words; the ledger has the act itself under the same request.
create table sharing.story (
  file_id uuid not null references sharing.file (id),
  number bigint generated always as identity,
  at timestamptz not null,
  by_name text not null,
  department text,
  action text not null,
  title_zh text not null,
  title_en text not null,
  note text not null,
  -- The call it happened in, as in the ledger's entry.
  request text not null,
  primary key (file_id, number)
);

-- The last number given, by kind and year.
create table sharing.sequence (
  prefix text not null,
  year int not null,
  last int not null,
  primary key (prefix, year)
);

-- The library of legal bases (依据库).
create table sharing.basis (
  id text primary key,
  kind text not null,
  title text not null,
  article text not null,
  summary text not null,
  service_item text,
  effective_on date not null,
  ended_on date,
  version int not null
);

-- Extensions of answers; the clock decides with its own row of the same id.
create table sharing.extension (
  id uuid primary key,
  file_id uuid not null references sharing.file (id),
  working_days int not null,
  reason text not null,
  state text not null check (state in ('asked', 'agreed', 'declined')),
  agreed_days int,
  note text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_at timestamptz
);
create index extension_file on sharing.extension (file_id, asked_at);

-- Records of use (art. 29), at least three years: nothing deletes them.
create table sharing.use_record (
  id uuid primary key,
  file_id uuid not null references sharing.file (id),
  department text not null,
  provider text not null,
  from_on date not null,
  until_on date not null,
  scene text not null,
  process text not null,
  effect text not null,
  storage text not null,
  destruction text not null,
  calls bigint not null,
  row_count bigint not null,
  by_name text not null,
  at timestamptz not null,
  keep_until_on date not null,
  constraint kept_three_years check (keep_until_on >= (at + interval '3 years')::date - 1)
);
create index use_record_file on sharing.use_record (file_id, at desc, id desc);
create function sharing.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'A record of use is kept as it is: % on sharing.% is refused', tg_op, tg_table_name;
end $$;
create trigger use_record_stays before update or delete on sharing.use_record for each row execute function sharing.refuse_change();
create trigger use_record_no_truncate before truncate on sharing.use_record execute function sharing.refuse_change();

-- The concrete violations of art. 39–41 as rules with thresholds.
create table sharing.rule (
  id text primary key,
  threshold double precision,
  is_on boolean not null,
  version int not null
);

create table sharing.finding (
  id uuid primary key,
  rule text not null references sharing.rule (id),
  department text not null,
  subject_kind text not null,
  subject_id text not null,
  subject_name text not null,
  subject_href text,
  summary_zh text not null,
  summary_en text not null,
  evidence jsonb not null,
  state text not null check (state in ('open', 'explained', 'confirmed', 'dismissed')),
  explanation jsonb,
  decision jsonb,
  found_at timestamptz not null,
  last_seen_at timestamptz not null,
  is_gone boolean not null,
  version int not null,
  -- One thing is found once, however often one looks.
  unique (rule, department, subject_id)
);
create index finding_found on sharing.finding (found_at desc, id desc);

-- Notices to the people of a department who hold one of the roles.
create table sharing.notice (
  id uuid primary key,
  kind text not null,
  department text not null,
  roles text[] not null,
  title_zh text not null,
  title_en text not null,
  text_zh text not null,
  text_en text not null,
  href text not null,
  -- Says which news it is, so that news heard twice is one notice.
  news text not null,
  at timestamptz not null,
  -- none: no mailbox. A letter whose sending was cut off stays `sending`: it may have gone, so it never goes again.
  mail text not null check (mail in ('none', 'waiting', 'sending', 'sent', 'failed')),
  mail_to text,
  mail_problem text,
  unique (department, news)
);
create index notice_department on sharing.notice (department, at desc, id desc);
create index notice_mail on sharing.notice (mail) where mail = 'waiting';

create table sharing.notice_read (
  notice_id uuid not null references sharing.notice (id),
  person text not null,
  at timestamptz not null,
  primary key (notice_id, person)
);

create table sharing.setting (
  department text primary key,
  auto_answer boolean not null,
  auto_signed_by text,
  auto_days int not null,
  mail_address text,
  version int not null,
  constraint rule_is_signed check (not auto_answer or auto_signed_by is not null)
);
