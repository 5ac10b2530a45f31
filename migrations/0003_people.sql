-- People of a school: who they are, the roles they hold from day to day, their groups, families, firms and comings and goings.

create table firm (
  school_id text not null,
  id text not null,
  name text not null,
  role text,                        -- the role of the policy that the firm fills, where it fills one
  since date not null,
  until date,                       -- the last day
  constraint firm_pkey primary key (school_id, id),
  constraint firm_of_a_school foreign key (school_id) references school (school_id)
);

create table person (
  school_id text not null,
  id text not null,
  given_name text not null,
  family_name text not null,
  email text,                       -- lower case; not unique: a household may share one
  roster_id text,                   -- the source's own id, where a roster brought the person
  born_on date,                     -- only where an age decides something
  firm_id text,
  made_at timestamptz not null,
  closed_at timestamptz,            -- shut: nothing opens for this person from that moment
  constraint person_pkey primary key (school_id, id),
  constraint person_of_a_school foreign key (school_id) references school (school_id),
  constraint person_of_a_firm foreign key (school_id, firm_id) references firm (school_id, id),
  constraint person_is_named check (given_name <> '' or family_name <> '')
);
create unique index person_by_roster_id on person (school_id, roster_id) where roster_id is not null;
create index person_by_name on person (school_id, lower(family_name), lower(given_name), id);
create index person_by_email on person (school_id, email) where email is not null;

create table holding (
  school_id text not null,
  id text not null,
  person_id text not null,
  role text not null,               -- a role of the policy
  since date not null,
  until date,                       -- the last day; none while it goes on
  deputises boolean not null default false, -- stands in while the holder is away
  source text not null,             -- 'office' or 'roster'
  constraint holding_pkey primary key (school_id, id),
  constraint holding_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint holding_ends_after_it_begins check (until is null or until >= since - 1),
  constraint holding_source_is_known check (source in ('office', 'roster'))
);
create index holding_by_person on holding (school_id, person_id);
create index holding_by_role on holding (school_id, role, person_id);

create table grouping (
  school_id text not null,
  id text not null,
  kind text not null,
  name text not null,
  roster_id text,
  since date not null,
  until date,
  constraint grouping_pkey primary key (school_id, id),
  constraint grouping_of_a_school foreign key (school_id) references school (school_id),
  constraint grouping_kind_is_known check (kind in ('class', 'year', 'department'))
);
create unique index grouping_by_roster_id on grouping (school_id, roster_id) where roster_id is not null;

create table membership (
  school_id text not null,
  group_id text not null,
  person_id text not null,
  part text not null,               -- 'member', or 'lead' for who teaches or heads it
  since date not null,
  until date,
  source text not null,
  constraint membership_pkey primary key (school_id, group_id, person_id, part, since),
  constraint membership_of_a_group foreign key (school_id, group_id) references grouping (school_id, id),
  constraint membership_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint membership_part_is_known check (part in ('member', 'lead')),
  constraint membership_source_is_known check (source in ('office', 'roster'))
);
create index membership_by_person on membership (school_id, person_id);

-- A parent or carer and a child. Households keep two addresses of one child apart.
create table guardianship (
  school_id text not null,
  parent_id text not null,
  child_id text not null,
  household int not null default 1,
  since date not null,
  until date,
  source text not null,
  constraint guardianship_pkey primary key (school_id, parent_id, child_id),
  constraint guardianship_of_a_parent foreign key (school_id, parent_id) references person (school_id, id),
  constraint guardianship_of_a_child foreign key (school_id, child_id) references person (school_id, id),
  constraint guardianship_is_of_two check (parent_id <> child_id),
  constraint guardianship_household_counts check (household in (1, 2))
);
create index guardianship_by_child on guardianship (school_id, child_id);

-- Somebody joins, moves or leaves: a list that the office ticks off.
create table movement (
  school_id text not null,
  id text not null,
  person_id text not null,
  kind text not null,
  on_day date not null,
  opened_at timestamptz not null,
  opened_by text,                   -- a person; none where the roster opened it
  constraint movement_pkey primary key (school_id, id),
  constraint movement_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint movement_kind_is_known check (kind in ('joiner', 'mover', 'leaver'))
);
create index movement_by_person on movement (school_id, person_id);

create table movement_step (
  school_id text not null,
  movement_id text not null,
  step text not null,               -- `give-back-devices`
  done_at timestamptz,
  done_by text,
  note text,
  constraint movement_step_pkey primary key (school_id, movement_id, step),
  constraint movement_step_of_a_movement foreign key (school_id, movement_id) references movement (school_id, id)
);

-- What a roster brought, with what it changed, so that it can be undone.
create table roster_import (
  school_id text not null,
  id text not null,
  form text not null,               -- 'oneroster-1.2', 'oneroster-1.1', 'sds-2.1', 'columns'
  file_name text not null,
  applied_at timestamptz not null,
  applied_by text,
  undone_at timestamptz,
  counts jsonb not null,
  reversal jsonb not null,          -- the rows as they were before
  constraint roster_import_pkey primary key (school_id, id),
  constraint roster_import_of_a_school foreign key (school_id) references school (school_id)
);

-- Which column of a school's own sheet means what, remembered by its headings.
create table roster_mapping (
  school_id text not null,
  headings_hash char(64) not null,
  mapping jsonb not null,
  saved_at timestamptz not null,
  constraint roster_mapping_pkey primary key (school_id, headings_hash)
);

alter table firm enable row level security;
alter table person enable row level security;
alter table holding enable row level security;
alter table grouping enable row level security;
alter table membership enable row level security;
alter table guardianship enable row level security;
alter table movement enable row level security;
alter table movement_step enable row level security;
alter table roster_import enable row level security;
alter table roster_mapping enable row level security;
create policy school_wall on firm using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on person using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on holding using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on grouping using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on membership using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on guardianship using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on movement using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on movement_step using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on roster_import using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on roster_mapping using (school_id = current_setting('gatehouse.school_id', true));
