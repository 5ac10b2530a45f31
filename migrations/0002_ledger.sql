-- The ledger: one append-only tree of entries a school, after RFC 9162. An entry's leaf holds no personal data, only a
-- salted commitment to its payload; the payload may be erased and every proof still holds.

create table ledger_entry (
  school_id text not null,
  seq int not null,              -- place in the tree, from 0
  entered_at timestamptz not null,
  kind text not null,               -- what happened: `signature.given`
  leaf text not null,               -- canonical JSON (RFC 8785) of the entry, what the leaf hash is the hash of
  leaf_hash bytea not null,         -- SHA-256(0x00 || leaf)
  constraint ledger_entry_pkey primary key (school_id, seq),
  constraint ledger_entry_of_a_school foreign key (school_id) references school (school_id),
  constraint ledger_entry_hash_is_of_leaf check (leaf_hash = sha256('\x00'::bytea || convert_to(leaf, 'UTF8')))
);

-- What an entry commits to, kept apart so that it can be forgotten.
create table ledger_payload (
  school_id text not null,
  seq int not null,
  salt bytea not null,
  content text not null,            -- canonical JSON
  constraint ledger_payload_pkey primary key (school_id, seq),
  constraint ledger_payload_of_an_entry foreign key (school_id, seq) references ledger_entry (school_id, seq)
);

-- Signed heads, as they left or may leave the building.
create table ledger_head (
  school_id text not null,
  size int not null,
  root bytea not null,
  checkpoint text not null,         -- C2SP signed note
  signed_at timestamptz not null,
  constraint ledger_head_pkey primary key (school_id, size),
  constraint ledger_head_of_a_school foreign key (school_id) references school (school_id)
);

create trigger ledger_entry_is_unalterable before update or delete or truncate on ledger_entry
  for each statement execute function refuse_alteration();
create trigger ledger_head_is_unalterable before update or delete or truncate on ledger_head
  for each statement execute function refuse_alteration();
create trigger ledger_payload_is_unalterable before update or truncate on ledger_payload
  for each statement execute function refuse_alteration();

alter table ledger_entry enable row level security;
alter table ledger_payload enable row level security;
alter table ledger_head enable row level security;
create policy school_wall on ledger_entry using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on ledger_payload using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on ledger_head using (school_id = current_setting('gatehouse.school_id', true));
