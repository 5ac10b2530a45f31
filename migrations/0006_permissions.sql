-- From "not without permission from" to the permission: requests, who decided them, what they opened, and how it ended.

-- Numbers that people say to each other: 1, 2, 3 … for each kind of thing a school numbers.
create table counter (
  school_id text not null,
  kind text not null,
  last int not null,
  constraint counter_pkey primary key (school_id, kind),
  constraint counter_of_a_school foreign key (school_id) references school (school_id)
);

-- Somebody is away: a deputy stands in.
create table absence (
  school_id text not null,
  id text not null,
  person_id text not null,
  since date not null,
  until date not null,
  constraint absence_pkey primary key (school_id, id),
  constraint absence_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint absence_ends_after_it_begins check (until >= since)
);
create index absence_by_person on absence (school_id, person_id);

-- A permission asked for. One request may need several decisions: its parts.
create table request (
  school_id text not null,
  id text not null,
  number int not null,
  person_id text not null,          -- who wants to do it
  entered_by text not null,         -- who wrote it down: the same person, or the office for somebody on the telephone
  edition int not null,
  act text not null,
  thing text,
  facts jsonb not null,             -- words of the vocabulary only
  purpose text not null,            -- the asker's own words
  since date not null,
  until date,
  item_id text,                     -- of a register
  is_exemption boolean not null default false,
  made_at timestamptz not null,
  seq int not null,
  constraint request_pkey primary key (school_id, id),
  constraint request_number_is_unique unique (school_id, number),
  constraint request_for_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint request_entered_by_a_person foreign key (school_id, entered_by) references person (school_id, id),
  constraint request_under_an_edition foreign key (school_id, edition) references edition (school_id, number),
  constraint request_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq)
);
create index request_by_person on request (school_id, person_id, made_at desc);
create index request_by_time on request (school_id, made_at desc, id);

-- One clause that demands somebody's agreement: any of these roles, or all of them; none named is `unnamed`.
create table request_part (
  school_id text not null,
  request_id text not null,
  clause text not null,
  mode text not null,
  roles text not null,              -- separated by blanks
  written boolean not null,
  constraint request_part_pkey primary key (school_id, request_id, clause),
  constraint request_part_of_a_request foreign key (school_id, request_id) references request (school_id, id),
  constraint request_part_mode_is_known check (mode in ('any', 'all'))
);

-- What a clause wants to see before anybody agrees, and what shows it.
create table request_need (
  school_id text not null,
  request_id text not null,
  need text not null,               -- a fact of the vocabulary
  shown_by text,                    -- 'register', 'assessment', 'asker' or none while it is missing
  reference text,                   -- id of the item or the assessment
  constraint request_need_pkey primary key (school_id, request_id, need),
  constraint request_need_of_a_request foreign key (school_id, request_id) references request (school_id, id)
);

-- What was said in the conversation of a request.
create table request_remark (
  school_id text not null,
  id text not null,
  request_id text not null,
  person_id text not null,
  words text not null,
  is_question boolean not null,     -- asked back: it waits for the asker
  said_at timestamptz not null,
  constraint request_remark_pkey primary key (school_id, id),
  constraint request_remark_of_a_request foreign key (school_id, request_id) references request (school_id, id)
);
create index request_remark_by_request on request_remark (school_id, request_id, said_at);

-- One role's answer to one part.
create table decision (
  school_id text not null,
  id text not null,
  request_id text not null,
  clause text not null,
  role text not null,               -- as whom
  person_id text not null,
  outcome text not null,
  conditions text,
  reason text,
  decided_at timestamptz not null,
  seq int not null,
  constraint decision_pkey primary key (school_id, id),
  constraint decision_once_a_role unique (school_id, request_id, clause, role),
  constraint decision_on_a_part foreign key (school_id, request_id, clause) references request_part (school_id, request_id, clause),
  constraint decision_by_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint decision_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq),
  constraint decision_outcome_is_known check (outcome in ('granted', 'refused')),
  constraint decision_refusal_has_a_reason check (outcome = 'granted' or reason is not null)
);
create index decision_by_request on decision (school_id, request_id);

-- The asker took the request back.
create table request_retraction (
  school_id text not null,
  request_id text not null,
  retracted_at timestamptz not null,
  constraint request_retraction_pkey primary key (school_id, request_id),
  constraint request_retraction_of_a_request foreign key (school_id, request_id) references request (school_id, id)
);

-- A permission is a thing: one for each part that was granted.
create table permission (
  school_id text not null,
  id text not null,
  number int not null,
  request_id text,                  -- none where it was given without being asked for
  person_id text not null,
  edition int not null,
  clause text not null,
  act text not null,
  thing text,
  facts jsonb not null,             -- what it was granted for
  given_by text not null,           -- roles, separated by blanks
  written boolean not null,
  is_exemption boolean not null,
  conditions text,
  since date not null,
  until date,                       -- the last day; lapses by itself
  item_id text,
  given_at timestamptz not null,
  seq int not null,
  constraint permission_pkey primary key (school_id, id),
  constraint permission_number_is_unique unique (school_id, number),
  constraint permission_from_a_request foreign key (school_id, request_id) references request (school_id, id),
  constraint permission_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint permission_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq),
  constraint permission_ends_after_it_begins check (until is null or until >= since)
);
create index permission_by_person on permission (school_id, person_id, since);
create index permission_by_end on permission (school_id, until) where until is not null;

create table withdrawal (
  school_id text not null,
  permission_id text not null,
  person_id text not null,          -- who withdrew it
  role text not null,
  reason text not null,
  withdrawn_at timestamptz not null,
  seq int not null,
  constraint withdrawal_pkey primary key (school_id, permission_id),
  constraint withdrawal_of_a_permission foreign key (school_id, permission_id) references permission (school_id, id),
  constraint withdrawal_by_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint withdrawal_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq)
);

-- What a clause allows everybody is taken from, or limited for, one person.
create table restriction (
  school_id text not null,
  id text not null,
  person_id text not null,
  act text not null,
  clause text not null,             -- the clause that lets it be withdrawn
  limits text,                      -- what is still allowed; none where nothing is
  reason text not null,
  since date not null,
  until date,
  by_id text not null,
  role text not null,
  made_at timestamptz not null,
  lifted_at timestamptz,
  lifted_by text,
  seq int not null,
  constraint restriction_pkey primary key (school_id, id),
  constraint restriction_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint restriction_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq)
);
create index restriction_by_person on restriction (school_id, person_id);

-- A risk assessment, kept in editions.
create table assessment (
  school_id text not null,
  id text not null,
  edition int not null,
  kind text not null,
  title text not null,
  item_id text,
  answers jsonb not null,
  written_by text not null,
  written_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  review_on date,
  constraint assessment_pkey primary key (school_id, id, edition),
  constraint assessment_by_a_person foreign key (school_id, written_by) references person (school_id, id),
  constraint assessment_kind_is_known check (kind in ('cloud', 'ai', 'dpia', 'other'))
);

-- A review that became due out of turn.
create table early_review (
  school_id text not null,
  id text not null,
  cause text not null,              -- 'ai-tool', 'filter-change', 'incident'
  subject text not null,
  raised_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  outcome text,
  constraint early_review_pkey primary key (school_id, id)
);

create trigger decision_is_unalterable before update or delete or truncate on decision
  for each statement execute function refuse_alteration();
create trigger permission_is_unalterable before update or delete or truncate on permission
  for each statement execute function refuse_alteration();
create trigger withdrawal_is_unalterable before update or delete or truncate on withdrawal
  for each statement execute function refuse_alteration();

alter table counter enable row level security;
alter table absence enable row level security;
alter table request enable row level security;
alter table request_part enable row level security;
alter table request_need enable row level security;
alter table request_remark enable row level security;
alter table decision enable row level security;
alter table request_retraction enable row level security;
alter table permission enable row level security;
alter table withdrawal enable row level security;
alter table restriction enable row level security;
alter table assessment enable row level security;
alter table early_review enable row level security;
create policy school_wall on counter using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on absence using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on request using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on request_part using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on request_need using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on request_remark using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on decision using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on request_retraction using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on permission using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on withdrawal using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on restriction using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on assessment using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on early_review using (school_id = current_setting('gatehouse.school_id', true));
