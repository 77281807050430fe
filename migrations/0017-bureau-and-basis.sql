-- Which department of a division is its data-sharing bureau (政务数据共享主管部门, Order 809 art. 5): a mark, not a name.
alter table registry.department add column is_bureau boolean not null default false;
create unique index department_one_bureau on registry.department (division) where is_bureau;

-- False for what ships without its article or wording having been compared with the published text; the bureau's edit says
-- that it has been.
alter table sharing.basis add column is_checked boolean not null default true;
