-- Files and messages that arrive: where, beside the databases that are read. Which files are in is in the lake, in the
-- transaction of their rows.

alter table intake.source add column place jsonb;

-- A run's own number within its follow, as people count: its first, its second.
alter table intake.run add column follow_number int;
update intake.run r set follow_number = n.n
from (select id, row_number() over (partition by follow_id order by number) as n from intake.run) n
where n.id = r.id;
alter table intake.run alter column follow_number set not null;

-- What a change of shape reaches further on, as it was when it was found.
alter table intake.drift add column reaches jsonb not null default '[]';
