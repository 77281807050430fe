-- Open data: what is given out to everybody under an open grant of the gate, what visitors ask, and what becomes of it.

create schema portal;

-- A dataset is found by words like everything else, but only by those who ask for datasets.
alter table search.entry drop constraint entry_kind_check;
alter table search.entry add constraint entry_kind_check
  check (kind in ('resource', 'element', 'department', 'system', 'service', 'dataset'));

create table portal.theme (
  code text primary key check (code ~ '^[a-z][a-z-]{1,39}$'),
  zh text not null unique,
  en text not null,
  position int not null
);
insert into portal.theme (code, zh, en, position) values
  ('transport', '交通运输', 'Transport', 1),
  ('education', '教育', 'Education', 2),
  ('health', '卫生健康', 'Health', 3),
  ('food-and-drugs', '食品药品安全', 'Food and drug safety', 4),
  ('environment', '生态环境', 'Environment', 5),
  ('social-security', '社会保障', 'Social security', 6),
  ('civil-affairs', '民政', 'Civil affairs', 7),
  ('housing', '住房保障', 'Housing', 8),
  ('agriculture', '农业农村', 'Agriculture', 9),
  ('natural-resources', '自然资源', 'Natural resources', 10),
  ('legal-entities', '法人', 'Companies and organisations', 11),
  ('population', '人口', 'Population', 12),
  ('tax', '税务', 'Tax', 13),
  ('credit', '信用', 'Credit', 14),
  ('employment', '就业', 'Employment', 15),
  ('culture', '文化旅游', 'Culture and tourism', 16),
  ('energy', '能源', 'Energy', 17),
  ('finance', '财政金融', 'Public finance', 18),
  ('safety', '应急安全', 'Safety', 19),
  ('science', '科技', 'Science', 20),
  ('other', '其他', 'Other', 99);

create table portal.licence (
  id text primary key,
  zh text not null,
  en text not null,
  -- Where it stands elsewhere; null where its text below is the licence.
  url text,
  is_open boolean not null,
  summary_zh text not null,
  summary_en text not null,
  text_zh text not null,
  text_en text not null,
  position int not null
);
insert into portal.licence (id, zh, en, url, is_open, summary_zh, summary_en, text_zh, text_en, position) values
  ('public-data-open-1.0', '公共数据开放许可 1.0', 'Public Data Open Licence 1.0', null, true,
    '免费，可复制、改编、商用，须注明来源', 'Free to copy, adapt and use commercially; name the source',
    '任何人都可以免费复制、传播、改编本数据，可以用于商业目的，可以与其他数据合并使用。使用者须注明提供部门、数据集名称和取得日期；改编过的须说明有改动，不得让人误以为提供部门认可该使用。本数据按取得时的状态提供，提供部门对其完整和准确以网站公布的质量情况为限负责。不得用本数据识别特定自然人。',
    'Anyone may copy, pass on and adapt this data free of charge, for any purpose including commercial ones, and join it with other data. Name the department, the dataset and the day you took it; say so where you have changed it, and do not suggest that the department endorses your use. The data is given as it stands on the day it is taken, with the quality stated on this site. Do not use it to identify a person.', 1),
  ('cc-by-4.0', '知识共享 署名 4.0 国际', 'Creative Commons Attribution 4.0 International', 'https://creativecommons.org/licenses/by/4.0/', true,
    '免费，可复制、改编、商用，须署名', 'Free to copy, adapt and use commercially; attribution',
    '全文见知识共享组织网站。', 'The full text stands on the site of Creative Commons.', 2),
  ('cc0-1.0', '知识共享 公共领域贡献 1.0', 'Creative Commons Zero 1.0', 'https://creativecommons.org/publicdomain/zero/1.0/', true,
    '放弃一切权利，随意使用', 'No rights reserved', '全文见知识共享组织网站。', 'The full text stands on the site of Creative Commons.', 3),
  ('agreement-1.0', '有条件开放使用协议 1.0', 'Agreement on Conditional Opening 1.0', null, false,
    '签协议后免费使用，不得转给他人', 'Free under an agreement; not to be passed on',
    '使用方只为申请所写的目的使用本数据，不转给第三方，不用来识别特定自然人，按申请所写的措施保管，期满后删除。提供部门可以随时查询使用记录；使用方违反本协议的，提供部门可以立即停止提供。',
    'The user uses this data for the purpose stated in the application only, does not pass it on or identify persons with it, keeps it as the application says and deletes it when the term ends. The department may ask for the record of use at any time, and may stop at once where the agreement is broken.', 4);

-- Numbers that rules and rates go by; the row in force is the last whose day has come.
create table portal.rule (
  name text not null,
  effective_on date not null,
  value int not null,
  basis text not null,
  primary key (name, effective_on)
);
insert into portal.rule (name, effective_on, value, basis) values
  ('small-cell-below', '2020-01-01', 5, '统计资料公布惯例：小于 5 的计数不单独公布；本地规定更严的，以本地规定为准'),
  ('highest-open-grade', '2020-01-01', 2, '数据分类分级：一般数据 1、2 级可以开放；本地规定更严的，以本地规定为准'),
  ('versions-kept', '2020-01-01', 12, '本节点设置：保留最近 12 个版本的文件'),
  ('rows-per-minute', '2020-01-01', 60, '本节点设置：每个地址每分钟读取行接口 60 次'),
  ('forms-per-hour', '2020-01-01', 10, '本节点设置：每个地址每小时提交 10 次');

create table portal.dataset (
  id uuid primary key,
  number bigint generated always as identity unique,
  code text not null unique,
  resource_id uuid not null,
  department text not null,
  state text not null check (state in ('draft', 'submitted', 'open', 'withdrawn')),
  state_since timestamptz not null,
  -- contract `OpeningTerms`: what is given out and how it is described.
  terms jsonb not null,
  -- What an open dataset is to say from the next opening on; null where no change is under way.
  proposed jsonb,
  is_proposal_submitted boolean not null default false,
  submitted_by text,
  submitted_name text,
  opened_by text,
  opened_name text,
  returned jsonb,
  withdrawn_reason text not null default '',
  -- Under which the gate lets its rows out; null before the first opening.
  grant_id uuid,
  job_id uuid,
  created_at timestamptz not null,
  version int not null default 1,
  -- Whoever opens is another person than whoever submitted.
  check (opened_by is null or opened_by is distinct from submitted_by)
);
create index dataset_resource on portal.dataset (resource_id);
create index dataset_department on portal.dataset (department, state);

-- What everybody sees: contract `PublicDataset`, written anew with each change, and what lists filter and sort by. The row
-- stays when a dataset is withdrawn, so that harvesters learn of it.
create table portal.face (
  dataset_id uuid primary key references portal.dataset (id),
  code text not null unique,
  doc jsonb not null,
  name text not null,
  department text not null,
  division text not null,
  theme text not null,
  licence text not null,
  access text not null check (access in ('open', 'conditional')),
  keywords text[] not null,
  formats text[] not null,
  row_count bigint not null,
  next_update_by timestamptz,
  issued timestamptz not null,
  modified timestamptz not null,
  downloads bigint not null default 0,
  calls bigint not null default 0,
  applications int not null default 0,
  -- Null while it is open.
  withdrawn_at timestamptz
);
create index face_modified on portal.face (modified desc, dataset_id) where withdrawn_at is null;
create index face_department on portal.face (department) where withdrawn_at is null;
create index face_withdrawn on portal.face (withdrawn_at) where withdrawn_at is not null;

create table portal.dataset_version (
  dataset_id uuid not null references portal.dataset (id),
  version int not null,
  load_id uuid,
  loaded_at timestamptz,
  at timestamptz not null,
  row_count bigint not null,
  -- What the page shows of the rows, as they left the gate: the first rows, a count by one column, points.
  picture jsonb not null,
  primary key (dataset_id, version)
);

create table portal.file (
  id uuid primary key,
  dataset_id uuid not null references portal.dataset (id),
  version int not null,
  format text not null check (format in ('csv', 'xlsx', 'json', 'parquet', 'geojson')),
  -- In the hub's files; null once it is no longer kept.
  file_id text,
  file_name text not null,
  size_bytes bigint not null,
  sha256 text not null,
  row_count bigint not null,
  entry bigint not null,
  at timestamptz not null,
  unique (dataset_id, version, format)
);

-- Downloads and calls on a day of China Standard Time.
create table portal.use_day (
  dataset_id uuid not null references portal.dataset (id),
  day date not null,
  kind text not null check (kind in ('download', 'call')),
  uses bigint not null,
  row_count bigint not null,
  primary key (dataset_id, day, kind)
);

-- What visitors ask: data that is not open yet, a mistake in what is, anything else. Who they are stands sealed.
create table portal.ticket (
  id uuid primary key,
  number bigint generated always as identity unique,
  kind text not null check (kind in ('request', 'correction', 'suggestion')),
  dataset_id uuid references portal.dataset (id),
  -- Who answers.
  department text not null,
  title text not null,
  body text not null,
  sealed_contact text,
  -- SHA-256 of the code with which the visitor follows it.
  receipt_hash bytea not null unique,
  state text not null check (state in ('waiting', 'answered')),
  outcome text check (outcome in ('done', 'planned', 'partly', 'refused', 'noted')),
  answer text not null default '',
  answered_by text,
  answered_name text,
  answered_at timestamptz,
  -- Shown on the public list of questions and answers; decided with the answer.
  is_public boolean not null default false,
  commitment_id uuid,
  created_at timestamptz not null,
  version int not null default 1,
  check ((state = 'answered') = (answered_at is not null and outcome is not null and length(answer) > 0))
);
create index ticket_department on portal.ticket (department, state, number desc);
create index ticket_public on portal.ticket (number desc) where is_public;

-- What was made of open data.
create table portal.application (
  id uuid primary key,
  number bigint generated always as identity unique,
  title text not null,
  author text not null,
  kind text not null check (kind in ('app', 'site', 'research', 'visualisation', 'service')),
  body text not null,
  url text not null,
  state text not null check (state in ('waiting', 'listed', 'refused', 'removed')),
  reason text not null default '',
  decided_by text,
  decided_at timestamptz,
  sealed_contact text,
  receipt_hash bytea not null unique,
  created_at timestamptz not null,
  version int not null default 1
);
create table portal.application_dataset (
  application_id uuid not null references portal.application (id),
  dataset_id uuid not null references portal.dataset (id),
  primary key (application_id, dataset_id)
);
create index application_dataset_dataset on portal.application_dataset (dataset_id);

-- Conditional opening: who may use which dataset for what, and until when.
create table portal.agreement (
  id uuid primary key,
  number bigint generated always as identity unique,
  dataset_id uuid not null references portal.dataset (id),
  department text not null,
  party_kind text not null check (party_kind in ('company', 'person')),
  party text not null,
  -- Unified social credit code of a company.
  credit_code text,
  sealed_contact text not null,
  purpose text not null,
  measures text not null,
  -- The text the applicant agreed to, word for word.
  agreed_text text not null,
  state text not null check (state in ('waiting', 'active', 'refused', 'ended')),
  reason text not null default '',
  valid_until date,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  receipt_hash bytea not null unique,
  -- SHA-256 of the key; set when the applicant fetches it, once.
  key_hash bytea unique,
  grant_id uuid,
  commitment_id uuid,
  created_at timestamptz not null,
  version int not null default 1
);
create index agreement_department on portal.agreement (department, state, number desc);

-- What the clock promises visitors. No national rule sets these days; local ones go in beside them.
insert into clock.kind (code, name_zh, name_en, form, extended_by, position) values
  ('open-request', '答复开放数据申请', 'Answer a request for open data', 'statutory', null, 14),
  ('open-correction', '核实开放数据错误并答复', 'Check and answer a mistake in open data', 'statutory', null, 15),
  ('open-suggestion', '答复开放建议', 'Answer a suggestion on open data', 'statutory', null, 16),
  ('open-agreement', '答复有条件开放申请', 'Answer an application for conditional opening', 'statutory', null, 17);
insert into clock.time_limit (id, kind, basis, working_days, max_extension, effective_on)
select gen_random_uuid(), t.kind, t.basis, t.days, t.extension, date '2020-01-01'
from (
  values
    ('open-request', '出厂设置，参照《贵州省政府数据共享开放条例》：不能当场答复的十五个工作日，经批准可延长十五个工作日', 15, 15),
    ('open-correction', '出厂设置，参照《政务数据共享条例》第二十六条：校核十个工作日', 10, 0),
    ('open-suggestion', '出厂设置，与开放申请同期', 15, 0),
    ('open-agreement', '出厂设置，参照《贵州省政府数据共享开放条例》：不能当场答复的十五个工作日，经批准可延长十五个工作日', 15, 15)
) as t (kind, basis, days, extension);

-- Up to which ledger entry uses have been counted.
create table portal.tail (
  only_one boolean primary key default true check (only_one),
  entry bigint not null
);
insert into portal.tail (entry) values (0);
