-- What people told, who must hear it, and what came of it.

-- Something that was told. What was said is never altered; how it stands is kept beside it for lists.
create table report (
  school_id text not null,
  id text not null,
  reference text not null,          -- what people say to each other; tells nothing, not even how many there are
  kind text not null,               -- of vocabulary/reports: which questions, clocks and findings it has
  event text not null,              -- of the vocabulary
  edition int not null,             -- the policy that routed it
  facts jsonb not null,             -- words of the vocabulary only
  words text not null,              -- the teller's own
  about text,                       -- whom it is about, as the teller wrote it
  way text not null,
  told_by text,                     -- none where somebody without an account told it
  told_as text not null,            -- role under which it was routed
  entered_by text,                  -- who wrote it down for somebody who telephoned
  teller_address text,              -- where answers go, if somebody without an account left one
  receipt_hash bytea,               -- of the code with which somebody without an account comes back
  came_once bytea not null,         -- of the form or the letter: the same one sent twice is one report
  is_confidential boolean not null,
  came_at timestamptz not null,     -- when somebody of the school first knew
  filed_at timestamptz not null,
  state text not null,
  acknowledged_at timestamptz,
  assigned_to text,
  closed_at timestamptz,
  seq int not null,
  constraint report_pkey primary key (school_id, id),
  constraint report_reference_is_unique unique (school_id, reference),
  constraint report_comes_once unique (school_id, came_once),
  constraint report_told_by_a_person foreign key (school_id, told_by) references person (school_id, id),
  constraint report_entered_by_a_person foreign key (school_id, entered_by) references person (school_id, id),
  constraint report_assigned_to_a_person foreign key (school_id, assigned_to) references person (school_id, id),
  constraint report_under_an_edition foreign key (school_id, edition) references edition (school_id, number),
  constraint report_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq),
  constraint report_way_is_known check (way in ('page', 'letter', 'telephone', 'verdict', 'block-page')),
  constraint report_state_is_known check (state in ('open', 'closed'))
);
create index report_by_teller on report (school_id, told_by, filed_at desc);
create index report_by_state on report (school_id, state, filed_at desc, id);
create index report_by_receipt on report (school_id, receipt_hash);

-- A clause that says who must be told of it, as it was when the report came.
create table report_route (
  school_id text not null,
  report_id text not null,
  clause text not null,             -- empty where no clause speaks of it
  mode text not null,
  roles text not null,              -- separated by blanks
  within text,                      -- as the clause says it
  how text,
  due_at timestamptz,               -- by when somebody must have heard
  constraint report_route_pkey primary key (school_id, report_id, clause),
  constraint report_route_of_a_report foreign key (school_id, report_id) references report (school_id, id),
  constraint report_route_mode_is_known check (mode in ('any', 'all'))
);

-- Roles under which a report may come to be heard: where to look first. Who hears it is decided from the route, each time.
create table report_ear (
  school_id text not null,
  role text not null,
  report_id text not null,
  constraint report_ear_pkey primary key (school_id, role, report_id),
  constraint report_ear_of_a_report foreign key (school_id, report_id) references report (school_id, id)
);
create index report_ear_by_report on report_ear (school_id, report_id);

-- Whom a report is about. It does not exist for them.
create table report_about (
  school_id text not null,
  report_id text not null,
  person_id text not null,
  since timestamptz not null,
  constraint report_about_pkey primary key (school_id, report_id, person_id),
  constraint report_about_of_a_report foreign key (school_id, report_id) references report (school_id, id),
  constraint report_about_a_person foreign key (school_id, person_id) references person (school_id, id)
);
create index report_about_by_person on report_about (school_id, person_id);

-- Somebody who hears a report besides those whom the policy names: it was given to them, or went up to them.
create table report_hearer (
  school_id text not null,
  report_id text not null,
  person_id text not null,
  why text not null,
  since timestamptz not null,
  until timestamptz,
  constraint report_hearer_pkey primary key (school_id, report_id, person_id, since),
  constraint report_hearer_of_a_report foreign key (school_id, report_id) references report (school_id, id),
  constraint report_hearer_is_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint report_hearer_why_is_known check (why in ('assigned', 'asked-in', 'escalated'))
);
create index report_hearer_by_person on report_hearer (school_id, person_id);

-- Everything that was done about it, in order; nothing is altered.
create table report_entry (
  school_id text not null,
  id text not null,
  report_id text not null,
  kind text not null,
  person_id text,                   -- none for the teller without an account, and for the program itself
  words text,
  details jsonb not null,
  is_for_teller boolean not null,   -- the teller reads it
  at timestamptz not null,
  seq int not null,
  constraint report_entry_pkey primary key (school_id, id),
  constraint report_entry_of_a_report foreign key (school_id, report_id) references report (school_id, id),
  constraint report_entry_by_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint report_entry_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq)
);
create index report_entry_by_report on report_entry (school_id, report_id, seq);

-- Evidence, as it came: its hash is in the ledger.
create table report_file (
  school_id text not null,
  id text not null,
  report_id text not null,
  entry_id text not null,
  name text not null,
  type text not null,               -- found from its bytes
  size int not null,
  content_hash bytea not null,
  body bytea not null,
  constraint report_file_pkey primary key (school_id, id),
  constraint report_file_of_a_report foreign key (school_id, report_id) references report (school_id, id),
  constraint report_file_of_an_entry foreign key (school_id, entry_id) references report_entry (school_id, id)
);
-- Pictures and documents are packed already: trying to make them smaller costs more than it saves.
alter table report_file alter column body set storage external;
create index report_file_by_report on report_file (school_id, report_id);

-- Times that a report has set running, beside those of its routes.
create table report_clock (
  school_id text not null,
  report_id text not null,
  clock text not null,              -- of the law
  started_at timestamptz not null,
  due_at timestamptz,
  met_at timestamptz,
  ended_why text,                   -- met, or why it does not bind any more
  constraint report_clock_pkey primary key (school_id, report_id, clock),
  constraint report_clock_of_a_report foreign key (school_id, report_id) references report (school_id, id)
);
create index report_clock_by_time on report_clock (school_id, due_at);

-- What was decided about a person; somebody decides it, never the program.
create table measure (
  school_id text not null,
  id text not null,
  report_id text not null,
  person_id text not null,          -- whom it is taken against
  clause text,                      -- the clause that provides for it
  measure text not null,
  reason text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  since date not null,
  until date,
  lifted_at timestamptz,
  lifted_by text,
  lifted_why text,
  seq int not null,
  constraint measure_pkey primary key (school_id, id),
  constraint measure_of_a_report foreign key (school_id, report_id) references report (school_id, id),
  constraint measure_against_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint measure_by_another check (decided_by <> person_id),
  constraint measure_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq)
);
create index measure_by_person on measure (school_id, person_id);
create index measure_by_report on measure (school_id, report_id);

-- Somebody's account and permissions rest while something is looked into; it is taken back as if it had not been.
create table suspension (
  school_id text not null,
  id text not null,
  person_id text not null,
  reason text not null,
  decided_by text not null,
  since timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  ended_why text,
  seq int not null,
  constraint suspension_pkey primary key (school_id, id),
  constraint suspension_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint suspension_by_another check (decided_by <> person_id),
  constraint suspension_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq)
);
create unique index suspension_is_one on suspension (school_id, person_id) where ended_at is null;

-- Since when a person's account rests; every look at an account asks for it.
alter table person add column suspended_at timestamptz;

alter table report enable row level security;
alter table report_route enable row level security;
alter table report_ear enable row level security;
alter table report_about enable row level security;
alter table report_hearer enable row level security;
alter table report_entry enable row level security;
alter table report_file enable row level security;
alter table report_clock enable row level security;
alter table measure enable row level security;
alter table suspension enable row level security;
create policy school_wall on report using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on report_route using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on report_ear using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on report_about using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on report_hearer using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on report_entry using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on report_file using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on report_clock using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on measure using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on suspension using (school_id = current_setting('gatehouse.school_id', true));
