-- Accounts and sign-in. Secrets are kept as hashes; what must be read again (a TOTP key) is sealed with the school's key.

create table account (
  school_id text not null,
  person_id text not null,
  user_name text not null,          -- lower case
  opened_at timestamptz not null,
  constraint account_pkey primary key (school_id, person_id),
  constraint account_name_is_taken unique (school_id, user_name),
  constraint account_of_a_person foreign key (school_id, person_id) references person (school_id, id)
);

create table password (
  school_id text not null,
  person_id text not null,
  phc text not null,                -- argon2id in PHC form
  set_at timestamptz not null,
  must_change boolean not null default false, -- told to somebody, or too old where the policy says so
  constraint password_pkey primary key (school_id, person_id),
  constraint password_of_an_account foreign key (school_id, person_id) references account (school_id, person_id)
);

-- A pupil's picture or word, set by the teacher.
create table pupil_secret (
  school_id text not null,
  person_id text not null,
  kind text not null,
  phc text not null,
  set_at timestamptz not null,
  set_by text not null,
  constraint pupil_secret_pkey primary key (school_id, person_id),
  constraint pupil_secret_of_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint pupil_secret_kind_is_known check (kind in ('picture', 'word'))
);

create table authenticator (
  school_id text not null,
  person_id text not null,
  sealed_key bytea not null,
  added_at timestamptz not null,
  confirmed_at timestamptz,         -- none until one code was right
  last_step int not null default 0, -- the last time step used: a code works once
  constraint authenticator_pkey primary key (school_id, person_id),
  constraint authenticator_of_an_account foreign key (school_id, person_id) references account (school_id, person_id)
);

create table passkey (
  school_id text not null,
  credential_id text not null,      -- base64url
  person_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text not null,         -- separated by blanks
  name text not null,
  added_at timestamptz not null,
  used_at timestamptz,
  constraint passkey_pkey primary key (school_id, credential_id),
  constraint passkey_of_an_account foreign key (school_id, person_id) references account (school_id, person_id)
);
create index passkey_by_person on passkey (school_id, person_id);

create table recovery_code (
  school_id text not null,
  person_id text not null,
  code_hash bytea not null,
  made_at timestamptz not null,
  used_at timestamptz,
  constraint recovery_code_pkey primary key (school_id, person_id, code_hash),
  constraint recovery_code_of_an_account foreign key (school_id, person_id) references account (school_id, person_id)
);

-- Somebody's account at Google or Microsoft. Linked by the person once signed in, never by e-mail alone.
create table identity (
  school_id text not null,
  issuer text not null,
  subject text not null,
  person_id text not null,
  linked_at timestamptz not null,
  constraint identity_pkey primary key (school_id, issuer, subject),
  constraint identity_of_an_account foreign key (school_id, person_id) references account (school_id, person_id)
);

-- A link that works once: an invitation, a way back in, a mail address to confirm.
create table one_use_link (
  school_id text not null,
  token_hash bytea not null,
  purpose text not null,
  person_id text not null,
  made_at timestamptz not null,
  made_by text,
  ends_at timestamptz not null,
  used_at timestamptz,
  constraint one_use_link_pkey primary key (school_id, token_hash),
  constraint one_use_link_for_a_person foreign key (school_id, person_id) references person (school_id, id),
  constraint one_use_link_purpose_is_known check (purpose in ('invitation', 'way-back', 'sample'))
);
create index one_use_link_by_person on one_use_link (school_id, person_id);

create table session (
  token_hash bytea not null,
  school_id text not null,
  id text not null,                 -- how lists name it; the token is nobody's but the browser's
  person_id text not null,
  begun_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,     -- whole limit
  idle_minutes int not null,
  strength int not null,            -- 1 what one knows, 2 two factors
  proved_at timestamptz not null,   -- the last time that the person proved to be it
  agent text not null,
  address text not null,
  ended_at timestamptz,
  ended_because text,
  constraint session_pkey primary key (token_hash),
  constraint session_id_is_unique unique (school_id, id),
  constraint session_of_a_person foreign key (school_id, person_id) references person (school_id, id)
);
create index session_by_person on session (school_id, person_id, seen_at desc);

-- Sign-ins tried, for throttling. `subject` is a keyed hash of the name or the address tried.
create table sign_in_attempt (
  school_id text not null,
  id text not null,
  subject bytea not null,
  tried_at timestamptz not null,
  was_right boolean not null,
  constraint sign_in_attempt_pkey primary key (school_id, id)
);
create index sign_in_attempt_by_subject on sign_in_attempt (school_id, subject, tried_at desc);

alter table account enable row level security;
alter table password enable row level security;
alter table pupil_secret enable row level security;
alter table authenticator enable row level security;
alter table passkey enable row level security;
alter table recovery_code enable row level security;
alter table identity enable row level security;
alter table one_use_link enable row level security;
alter table session enable row level security;
alter table sign_in_attempt enable row level security;
create policy school_wall on account using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on password using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on pupil_secret using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on authenticator using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on passkey using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on recovery_code using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on identity using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on one_use_link using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on session using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on sign_in_attempt using (school_id = current_setting('gatehouse.school_id', true));
