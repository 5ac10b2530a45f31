-- One mechanism for every list that a school answers for. Kinds are data; an item's fields are those of its kind.

create table register_kind (
  school_id text not null,
  kind text not null,               -- `equipment`, or one that the school added
  definition jsonb not null,        -- name, fields, checks, powers: canonical form of what vocabulary/kinds has
  made_at timestamptz not null,
  made_by text,
  constraint register_kind_pkey primary key (school_id, kind),
  constraint register_kind_of_a_school foreign key (school_id) references school (school_id)
);

create table item (
  school_id text not null,
  id text not null,
  kind text not null,
  number int not null,
  name text not null,
  tag text,                         -- what its label says: an asset number
  fields jsonb not null,
  holder_id text,                   -- the person who has or answers for it
  place text,
  state text not null,              -- 'in-use', 'lent', 'faulty', 'untested', 'retired'
  search text not null,             -- what is looked through, lower case
  entered_at timestamptz not null,
  changed_at timestamptz not null,
  constraint item_pkey primary key (school_id, id),
  constraint item_number_is_unique unique (school_id, kind, number),
  constraint item_held_by_a_person foreign key (school_id, holder_id) references person (school_id, id)
);
create index item_by_kind on item (school_id, kind, state, name, id);
create index item_by_holder on item (school_id, holder_id) where holder_id is not null;
create index item_by_tag on item (school_id, tag) where tag is not null;

-- What happened to an item, for its history.
create table item_event (
  school_id text not null,
  item_id text not null,
  happened_at timestamptz not null,
  id text not null,
  what text not null,               -- 'entered', 'changed', 'lent', 'returned', 'checked', 'retired', 'wiped'
  by_id text,
  details jsonb not null,
  seq int not null,
  constraint item_event_pkey primary key (school_id, item_id, id),
  constraint item_event_of_an_item foreign key (school_id, item_id) references item (school_id, id),
  constraint item_event_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq)
);
create index item_event_by_time on item_event (school_id, item_id, happened_at);

create table loan (
  school_id text not null,
  id text not null,
  item_id text not null,
  person_id text not null,
  lent_at timestamptz not null,
  lent_by text not null,
  signed_out text not null,         -- the borrower's name as given
  due_on date,
  permission_id text,
  conditions text,
  returned_at timestamptz,
  returned_by text,
  signed_in text,
  state_on_return text,
  constraint loan_pkey primary key (school_id, id),
  constraint loan_of_an_item foreign key (school_id, item_id) references item (school_id, id),
  constraint loan_to_a_person foreign key (school_id, person_id) references person (school_id, id)
);
-- One loan of an item at a time, whoever asks at the same moment.
create unique index loan_is_one_at_a_time on loan (school_id, item_id) where returned_at is null;
create index loan_by_person on loan (school_id, person_id);

-- A trolley for a lesson.
create table booking (
  school_id text not null,
  id text not null,
  item_id text not null,
  person_id text not null,
  day date not null,
  slot text not null,
  made_at timestamptz not null,
  cancelled_at timestamptz,
  constraint booking_pkey primary key (school_id, id),
  constraint booking_of_an_item foreign key (school_id, item_id) references item (school_id, id),
  constraint booking_for_a_person foreign key (school_id, person_id) references person (school_id, id)
);
create unique index booking_is_one_a_slot on booking (school_id, item_id, day, slot) where cancelled_at is null;

-- A check of an item that fell due, or was done.
create table item_check (
  school_id text not null,
  id text not null,
  item_id text not null,
  check_kind text not null,         -- `pat-visual`, `pat-combined`, `wipe`, `review`
  done_at timestamptz not null,
  done_by text not null,
  passed boolean not null,
  note text,
  evidence bytea,
  evidence_type text,
  next_due_on date,                 -- chosen by the school, not by whoever tests
  constraint item_check_pkey primary key (school_id, id),
  constraint item_check_of_an_item foreign key (school_id, item_id) references item (school_id, id),
  constraint item_check_by_a_person foreign key (school_id, done_by) references person (school_id, id)
);
create index item_check_by_item on item_check (school_id, item_id, check_kind, done_at desc);

-- When each check of an item is next due.
create table check_due (
  school_id text not null,
  item_id text not null,
  check_kind text not null,
  due_on date not null,
  owner_role text,
  constraint check_due_pkey primary key (school_id, item_id, check_kind),
  constraint check_due_of_an_item foreign key (school_id, item_id) references item (school_id, id)
);
create index check_due_by_day on check_due (school_id, due_on);

-- Secret addresses of calendars: only the hash is kept.
create table feed (
  school_id text not null,
  token_hash bytea not null,
  person_id text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint feed_pkey primary key (school_id, token_hash),
  constraint feed_of_a_person foreign key (school_id, person_id) references person (school_id, id)
);

alter table register_kind enable row level security;
alter table item enable row level security;
alter table item_event enable row level security;
alter table loan enable row level security;
alter table booking enable row level security;
alter table item_check enable row level security;
alter table check_due enable row level security;
alter table feed enable row level security;
create policy school_wall on register_kind using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on item using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on item_event using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on loan using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on booking using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on item_check using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on check_due using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on feed using (school_id = current_setting('gatehouse.school_id', true));
