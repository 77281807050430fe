-- Quality, second part: rules people write (in versions with effective dates), packs of rules by theme, grades as data,
-- appeals with both scores kept, profiles, probes, and where the mergeable states of a table's last check stand.

-- More figures that the arithmetic rests on. Kinds unknown to an earlier release are not read by it.
alter table quality.measure drop constraint measure_kind_check;
alter table quality.measure add constraint measure_kind_check check (kind in (
  'dimension-weight', 'rule-weight', 'cycle-days', 'agreed-level', 'tier-weight', 'use-weight', 'department-weight',
  'limit'
));
insert into quality.measure (kind, name, value, effective_on, basis)
select m.kind, m.name, m.value, date '2000-01-01', '本产品默认值'
from (
  values
    ('rule-weight', 'type', 1), ('rule-weight', 'pattern', 1), ('rule-weight', 'schema', 1),
    ('rule-weight', 'conditional', 1), ('rule-weight', 'fill-rate', 1), ('rule-weight', 'row-count', 1),
    ('rule-weight', 'range', 1), ('rule-weight', 'statistic', 1), ('rule-weight', 'duplicates', 1),
    ('rule-weight', 'drift', 1), ('rule-weight', 'comparison', 1), ('rule-weight', 'difference', 1),
    ('rule-weight', 'lateness', 1), ('rule-weight', 'arrivals', 1), ('rule-weight', 'reachable', 1),
    ('rule-weight', 'sql', 1),
    -- What a resource is: of a base library (基础), a theme (主题) or a department (部门).
    ('tier-weight', 'base', 3), ('tier-weight', 'theme', 2), ('tier-weight', 'department', 1),
    -- Weight of use is 1 + this × log2(1 + departments that use it).
    ('use-weight', 'per-doubling', 0.5),
    -- What a department's score is made of.
    ('department-weight', 'data', 80), ('department-weight', 'on-time', 8), ('department-weight', 'closing', 6),
    ('department-weight', 'mounting', 6),
    -- Working days in which the bureau answers an appeal; seconds a written query may take; from which strength a change
    -- is unusual (modified z-score: Iglewicz and Hoaglin 1993, 3.5; population stability index: 0.25), and how many
    -- earlier checks it takes to say so.
    ('limit', 'appeal-days', 10), ('limit', 'sql-seconds', 30), ('limit', 'outlier', 3.5), ('limit', 'psi', 0.25),
    ('limit', 'history', 5)
) as m (kind, name, value);

-- Where a rule comes from, and which wording of it this is.
alter table quality.rule
  add column origin text not null default 'derived' check (origin in ('derived', 'written', 'pack')),
  add column version int not null default 1;

-- `failed` stays what the check found; an upheld appeal says how many of them are right after all.
alter table quality.result add column pardoned bigint not null default 0;
alter table quality.result add constraint result_pardoned check (pardoned between 0 and failed);
-- Null until an appeal changes the score; then what the check came to.
alter table quality.run add column score_at_check double precision;

create table quality.written_rule (
  id uuid primary key,
  -- People and results call it `<kind>#<number>`.
  number bigint generated always as identity unique,
  resource_id uuid not null,
  resource_name text not null,
  department text not null,
  kind text not null,
  -- The pack and the template of it that it came from.
  pack text,
  pack_rule int,
  -- The first day it no longer holds.
  retired_on date,
  version int not null default 1,
  created_at timestamptz not null
);
create index written_rule_resource on quality.written_rule (resource_id, number);
create index written_rule_department on quality.written_rule (department, number);
create unique index written_rule_pack on quality.written_rule (resource_id, pack, pack_rule) where retired_on is null;

-- Never changed: results name the version they ran in. In force on a day is the highest number effective by then.
create table quality.rule_version (
  rule_id uuid not null references quality.written_rule (id),
  number int not null,
  effective_on date not null,
  -- contract: RuleDefinition
  definition jsonb not null,
  -- contract: RowCondition
  condition jsonb,
  text jsonb not null,
  dimension text not null,
  basis text not null,
  weight double precision not null check (weight >= 0),
  written_by text not null,
  written_at timestamptz not null,
  primary key (rule_id, number)
);

-- Packs of rules by theme, as data: columns are named by the field of their data element (`$birth_date`).
create table quality.pack (
  id text primary key,
  name jsonb not null,
  theme text not null,
  basis text not null,
  is_example boolean not null,
  effective_on date not null,
  -- [{ elements: [field], text, basis, weight, where?, definition }]
  rules jsonb not null
);

create table quality.scheme (
  id text primary key,
  position int not null,
  name jsonb not null,
  basis text not null,
  is_example boolean not null,
  -- Five, best first: [{ grade, name, from }]
  grades jsonb not null,
  -- Weight of each dimension; null leaves those of quality.measure.
  weights jsonb
);
create table quality.scheme_choice (
  effective_on date primary key,
  scheme text not null references quality.scheme (id),
  chosen_by text not null,
  chosen_at timestamptz not null
);

create table quality.appeal (
  id uuid primary key,
  run_id uuid not null references quality.run (id),
  position int not null,
  resource_id uuid not null,
  resource_name text not null,
  department text not null,
  rule text not null,
  claimed bigint not null check (claimed > 0),
  reason text not null,
  state text not null check (state in ('open', 'upheld', 'rejected', 'withdrawn')),
  asked_by text not null,
  asked_at timestamptz not null,
  due_on date not null,
  -- The bureau's promise to answer.
  commitment_id uuid,
  decided_by text,
  decided_at timestamptz,
  decision text,
  accepted bigint,
  set_aside_until date,
  score_before double precision not null,
  score_after double precision,
  version int not null default 1,
  check ((state = 'open') = (decided_at is null)),
  check ((state = 'upheld') = (accepted is not null))
);
create unique index appeal_open on quality.appeal (run_id, position) where state = 'open';
create index appeal_newest on quality.appeal (asked_at desc, id desc);
create index appeal_aside on quality.appeal (resource_id, set_aside_until) where set_aside_until is not null;

-- Values of masked columns never stand here.
create table quality.profile (
  run_id uuid primary key references quality.run (id),
  resource_id uuid not null,
  ran_at timestamptz not null,
  row_count bigint not null,
  sampled_rows bigint not null,
  -- contract: ColumnProfile
  columns jsonb not null,
  -- contract: DriftWarning, without names
  warnings jsonb not null
);
create index profile_resource on quality.profile (resource_id, ran_at desc);

create table quality.probe (
  resource_id uuid not null,
  rule text not null,
  at timestamptz not null,
  is_reached boolean not null,
  status int,
  duration_ms int not null,
  primary key (resource_id, rule, at)
);

-- The states of a table's last check stand in the lake beside its failed rows; this says whether they still mean the
-- same rules. A table whose row is missing or differs is read whole.
create table quality.state (
  resource_id uuid primary key,
  run_id uuid not null references quality.run (id),
  load_id uuid,
  -- SHA-256 of all that decides about a row but the row itself.
  digest text not null,
  on_day date not null
);

insert into quality.scheme (id, position, name, basis, is_example, grades, weights) values
  ('gb-t-36344', 1, '{"zh":"国家标准维度·五级（示例）","en":"National dimensions, five grades (example)"}',
   '维度取自 GB/T 36344-2018；标准没有规定分级界限和权重，界限为本产品示例', true,
   '[{"grade":1,"name":{"zh":"优秀","en":"Excellent"},"from":95},{"grade":2,"name":{"zh":"良好","en":"Good"},"from":85},
     {"grade":3,"name":{"zh":"中等","en":"Fair"},"from":75},{"grade":4,"name":{"zh":"合格","en":"Sufficient"},"from":60},
     {"grade":5,"name":{"zh":"不合格","en":"Insufficient"},"from":0}]', null),
  ('db11-t-2317', 2, '{"zh":"地方标准六性·五级（示例）","en":"A local standard, five grades (example)"}',
   '北京市 DB11/T 2317-2024 评六项特性、分五级；正文未公开，界限和权重为本产品示例，用前请按正文核对', true,
   '[{"grade":1,"name":{"zh":"一级","en":"Grade 1"},"from":90},{"grade":2,"name":{"zh":"二级","en":"Grade 2"},"from":80},
     {"grade":3,"name":{"zh":"三级","en":"Grade 3"},"from":70},{"grade":4,"name":{"zh":"四级","en":"Grade 4"},"from":60},
     {"grade":5,"name":{"zh":"五级","en":"Grade 5"},"from":0}]',
   '{"conformity":20,"completeness":25,"accuracy":25,"consistency":10,"timeliness":15,"accessibility":5}');
insert into quality.scheme_choice (effective_on, scheme, chosen_by, chosen_at)
values (date '2000-01-01', 'gb-t-36344', '系统', timestamptz '2000-01-01 00:00:00+08');

insert into quality.pack (id, name, theme, basis, is_example, effective_on, rules) values
  ('population', '{"zh":"人口","en":"Population"}', '人口', 'GB 11643 第 7 至 14 位为出生日期；其余为本产品示例', true, date '2026-01-01',
   '[{"elements":["birth_date"],"basis":"本产品示例","weight":1,
      "text":{"zh":"出生日期在 1900-01-01 和检查当天之间","en":"The date of birth lies between 1900-01-01 and the day of the check"},
      "definition":{"kind":"range","column":"$birth_date","min":"1900-01-01","max":"today"}},
     {"elements":["citizen_id","birth_date"],"basis":"GB 11643","weight":1,
      "text":{"zh":"出生日期与公民身份号码第 7 至 14 位一致","en":"The date of birth is that in characters 7 to 14 of the citizen id"},
      "definition":{"kind":"sql","dimension":"consistency","sql":"select t._row from t where length(t.\"$citizen_id\") = 18 and t.\"$birth_date\" is not null and try_cast(t.\"$birth_date\" as date) is not null and substr(t.\"$citizen_id\", 7, 8) <> strftime(try_cast(t.\"$birth_date\" as date), ''%Y%m%d'')"}},
     {"elements":["death_date","birth_date"],"basis":"本产品示例","weight":1,
      "text":{"zh":"死亡日期不早于出生日期","en":"Nobody dies before being born"},
      "definition":{"kind":"comparison","column":"$death_date","is":">=","than":"$birth_date"}},
     {"elements":["age"],"basis":"本产品示例","weight":1,
      "text":{"zh":"年龄在 0 到 130 之间","en":"The age lies between 0 and 130"},
      "definition":{"kind":"range","column":"$age","min":"0","max":"130"}}]'),
  ('legal-entity', '{"zh":"法人","en":"Legal entities"}', '法人', '本产品示例', true, date '2026-01-01',
   '[{"elements":["established_on"],"basis":"本产品示例","weight":1,
      "text":{"zh":"成立日期在 1900-01-01 和检查当天之间","en":"Established between 1900-01-01 and the day of the check"},
      "definition":{"kind":"range","column":"$established_on","min":"1900-01-01","max":"today"}},
     {"elements":["registered_capital"],"basis":"本产品示例","weight":1,
      "text":{"zh":"注册资本不是负数","en":"Registered capital is not negative"},
      "definition":{"kind":"range","column":"$registered_capital","min":"0","max":null}},
     {"elements":["credit_code"],"basis":"GB 32100","weight":1,
      "text":{"zh":"同一统一社会信用代码只登记一次","en":"A credit code is registered once"},
      "definition":{"kind":"unique","columns":["$credit_code"]}}]'),
  ('licence', '{"zh":"证照","en":"Licences"}', '电子证照', '本产品示例', true, date '2026-01-01',
   '[{"elements":["valid_to","valid_from"],"basis":"本产品示例","weight":1,
      "text":{"zh":"有效期止不早于有效期起","en":"Validity does not end before it begins"},
      "definition":{"kind":"comparison","column":"$valid_to","is":">=","than":"$valid_from"}}]'),
  ('place', '{"zh":"空间地理","en":"Places"}', '自然资源和空间地理', '本产品示例', true, date '2026-01-01',
   '[{"elements":["longitude"],"basis":"本产品示例","weight":1,
      "text":{"zh":"经度在中国范围内","en":"The longitude lies in China"},
      "definition":{"kind":"range","column":"$longitude","min":"73","max":"136"}},
     {"elements":["latitude"],"basis":"本产品示例","weight":1,
      "text":{"zh":"纬度在中国范围内","en":"The latitude lies in China"},
      "definition":{"kind":"range","column":"$latitude","min":"3","max":"54"}}]');
