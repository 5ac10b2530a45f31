-- What people sign. A signature, a refusal, a countersignature is a row; none is ever altered.

-- A visit: somebody without an account who signs at the door, for as long as the visit lasts.
create table visit (
  school_id text not null,
  id text not null,
  token_hash bytea not null,        -- of the link that opens it on the visitor's own phone
  visitor_name text,                -- none until the visitor gives it
  comes_from text,
  host_id text,
  opened_at timestamptz not null,
  opened_by text not null,
  ends_at timestamptz not null,
  left_at timestamptz,
  constraint visit_pkey primary key (school_id, id),
  constraint visit_token_is_unique unique (token_hash),
  constraint visit_has_a_host foreign key (school_id, host_id) references person (school_id, id)
);

-- What was shown to somebody, and when. Without it nothing is signed.
create table showing (
  school_id text not null,
  id text not null,
  person_id text,                   -- who reads; none for a visitor
  visit_id text,
  child_id text,                    -- for whom, where a parent signs for a child
  edition int not null,
  form text not null,               -- the agreement's id in the pack; `reading` where reading is acknowledged
  text_hash char(64) not null,      -- SHA-256 of the words shown, canonical JSON
  wording text not null,            -- 'full', 'plain' or 'changes'
  shown_at timestamptz not null,
  constraint showing_pkey primary key (school_id, id),
  constraint showing_of_an_edition foreign key (school_id, edition) references edition (school_id, number),
  constraint showing_to_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint showing_to_a_visit foreign key (school_id, visit_id) references visit (school_id, id),
  constraint showing_for_a_child foreign key (school_id, child_id) references person (school_id, id),
  constraint showing_to_somebody check ((person_id is null) <> (visit_id is null))
);

create table signature (
  school_id text not null,
  id text not null,
  showing_id text,                  -- none for paper
  person_id text,
  visit_id text,
  child_id text,
  edition int not null,
  form text not null,
  text_hash char(64) not null,
  way text not null,                -- 'screen', 'paper' or 'door'
  full_name text not null,
  signed_on date not null,          -- the date that the signer gave or the paper bears
  signed_at timestamptz not null,
  read_seconds int not null,
  proof text not null,              -- how the signer was known: 'password', 'two-factors', 'pupil-secret', 'visit', 'witness'
  child_ticked boolean not null default false,
  declined text,                    -- ids of clauses not agreed to, separated by blanks; none where all are
  witness_id text,
  scan bytea,
  scan_type text,
  seq int not null,              -- place in the ledger
  constraint signature_pkey primary key (school_id, id),
  constraint signature_after_showing foreign key (school_id, showing_id) references showing (school_id, id),
  constraint signature_once_a_showing unique (school_id, showing_id),
  constraint signature_of_an_edition foreign key (school_id, edition) references edition (school_id, number),
  constraint signature_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint signature_of_a_visit foreign key (school_id, visit_id) references visit (school_id, id),
  constraint signature_for_a_child foreign key (school_id, child_id) references person (school_id, id),
  constraint signature_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq),
  constraint signature_way_is_known check (way in ('screen', 'paper', 'door')),
  constraint signature_of_somebody check ((person_id is null) <> (visit_id is null)),
  constraint signature_on_paper_is_witnessed check ((way = 'paper') = (witness_id is not null))
);
create index signature_by_person on signature (school_id, person_id, form, signed_at desc);
create index signature_by_child on signature (school_id, child_id, form, signed_at desc) where child_id is not null;

create table refusal (
  school_id text not null,
  id text not null,
  showing_id text not null,
  person_id text not null,
  child_id text,
  edition int not null,
  form text not null,
  clauses text,                     -- ids of the clauses refused; none where the whole is
  reason text not null,
  refused_at timestamptz not null,
  seq int not null,
  constraint refusal_pkey primary key (school_id, id),
  constraint refusal_after_showing foreign key (school_id, showing_id) references showing (school_id, id),
  constraint refusal_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint refusal_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq)
);
create index refusal_by_person on refusal (school_id, person_id, form, refused_at desc);

-- Somebody followed a refusal up, and how it ended.
create table refusal_follow_up (
  school_id text not null,
  refusal_id text not null,
  by_id text not null,
  outcome text not null,
  followed_at timestamptz not null,
  constraint refusal_follow_up_pkey primary key (school_id, refusal_id, followed_at),
  constraint refusal_follow_up_of_a_refusal foreign key (school_id, refusal_id) references refusal (school_id, id)
);

create table countersignature (
  school_id text not null,
  signature_id text not null,
  person_id text not null,
  role text not null,               -- as whom
  full_name text not null,
  signed_on date not null,
  signed_at timestamptz not null,
  proof text not null,
  seq int not null,
  constraint countersignature_pkey primary key (school_id, signature_id),
  constraint countersignature_of_a_signature foreign key (school_id, signature_id) references signature (school_id, id),
  constraint countersignature_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint countersignature_in_the_ledger foreign key (school_id, seq) references ledger_entry (school_id, seq)
);

-- A round of asking: because an edition changed something, or a year began.
create table campaign (
  school_id text not null,
  id text not null,
  reason text not null,
  edition int not null,
  opened_at timestamptz not null,
  due_on date not null,
  constraint campaign_pkey primary key (school_id, id),
  constraint campaign_of_an_edition foreign key (school_id, edition) references edition (school_id, number),
  constraint campaign_reason_is_known check (reason in ('first', 'material', 'yearly'))
);

create table reminder (
  school_id text not null,
  campaign_id text not null,
  person_id text not null,
  number int not null,              -- 1, 2, …; the last goes to the manager as well
  sent_on date not null,
  told_manager text,
  constraint reminder_pkey primary key (school_id, campaign_id, person_id, number),
  constraint reminder_of_a_campaign foreign key (school_id, campaign_id) references campaign (school_id, id),
  constraint reminder_of_a_person foreign key (school_id, person_id) references person (school_id, id)
);

-- Days on which the school is shut: holidays and days without lessons. Weekends are known.
create table closed_day (
  school_id text not null,
  day date not null,
  name text not null,
  constraint closed_day_pkey primary key (school_id, day)
);

-- Mail that leaves, and what became of it.
create table message (
  school_id text not null,
  id text not null,
  to_person_id text,
  to_address text not null,
  kind text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  made_at timestamptz not null,
  constraint message_pkey primary key (school_id, id),
  constraint message_to_a_person foreign key (school_id, to_person_id) references person (school_id, id)
);
create index message_by_time on message (school_id, made_at desc, id);

create table delivery (
  school_id text not null,
  message_id text not null,
  tried_at timestamptz not null,
  outcome text not null,            -- 'sent', 'kept' (no server is set), 'put-off' or 'failed'
  detail text,
  constraint delivery_pkey primary key (school_id, message_id, tried_at),
  constraint delivery_of_a_message foreign key (school_id, message_id) references message (school_id, id),
  constraint delivery_outcome_is_known check (outcome in ('sent', 'kept', 'put-off', 'failed'))
);

create trigger showing_is_unalterable before update or delete or truncate on showing
  for each statement execute function refuse_alteration();
create trigger signature_is_unalterable before update or delete or truncate on signature
  for each statement execute function refuse_alteration();
create trigger refusal_is_unalterable before update or delete or truncate on refusal
  for each statement execute function refuse_alteration();
create trigger countersignature_is_unalterable before update or delete or truncate on countersignature
  for each statement execute function refuse_alteration();
create trigger reminder_is_unalterable before update or delete or truncate on reminder
  for each statement execute function refuse_alteration();

alter table visit enable row level security;
alter table showing enable row level security;
alter table signature enable row level security;
alter table refusal enable row level security;
alter table refusal_follow_up enable row level security;
alter table countersignature enable row level security;
alter table campaign enable row level security;
alter table reminder enable row level security;
alter table closed_day enable row level security;
alter table message enable row level security;
alter table delivery enable row level security;
create policy school_wall on visit using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on showing using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on signature using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on refusal using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on refusal_follow_up using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on countersignature using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on campaign using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on reminder using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on closed_day using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on message using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on delivery using (school_id = current_setting('gatehouse.school_id', true));
