-- Schools, the published editions of their policy, the answers given under them and the gaps found in them.
-- Every key begins with the school, so that rows may be spread over a cluster by school.

create table school (
  school_id text not null,
  name text not null,
  created_at timestamptz not null,
  constraint school_pkey primary key (school_id),
  constraint school_id_is_a_word check (school_id ~ '^[a-z0-9][a-z0-9-]{0,62}$')
);

create table edition (
  school_id text not null,
  number int not null,
  pack text not null,
  title text not null,
  content text not null, -- canonical JSON of the pack
  content_hash char(64) not null,
  change text not null,
  board_minute text,
  effective_from date not null,
  published_at timestamptz not null,
  constraint edition_pkey primary key (school_id, number),
  constraint edition_of_a_school foreign key (school_id) references school (school_id),
  constraint edition_number_counts check (number > 0),
  constraint edition_change_is_known check (change in ('first', 'minor', 'material')),
  constraint edition_hash_is_of_content check (content_hash = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);

create table answer (
  school_id text not null,
  id text not null,
  asked_at timestamptz not null,
  edition int not null,
  channel text not null,
  question jsonb not null,
  verdict jsonb not null,
  outcome text not null,
  constraint answer_pkey primary key (school_id, id),
  constraint answer_under_an_edition foreign key (school_id, edition) references edition (school_id, number),
  constraint answer_channel_is_known check (channel in ('page', 'api', 'command'))
);

create index answer_by_time on answer (school_id, asked_at desc, id);
create index answer_by_outcome on answer (school_id, outcome, asked_at desc, id);

create table gap (
  school_id text not null,
  id text not null,
  told_at timestamptz not null,
  edition int not null,
  kind text not null,
  act text,
  words text,
  constraint gap_pkey primary key (school_id, id),
  constraint gap_in_an_edition foreign key (school_id, edition) references edition (school_id, number),
  constraint gap_kind_is_known check (kind in ('silent', 'not-found'))
);

create index gap_by_time on gap (school_id, told_at desc, id);

-- What is published or recorded stays as it is. A correction is another row.

create function refuse_alteration() returns trigger language plpgsql as $$
begin
  raise exception using
    errcode = 'ZG001',
    message = format('%s refused: rows of %s are never altered', tg_op, tg_table_name),
    table = tg_table_name;
end
$$;

create trigger edition_is_unalterable before update or delete or truncate on edition
  for each statement execute function refuse_alteration();
create trigger answer_is_unalterable before update or delete or truncate on answer
  for each statement execute function refuse_alteration();
create trigger gap_is_unalterable before update or delete or truncate on gap
  for each statement execute function refuse_alteration();

-- The wall between schools, for server users other than the owner: they see the school named by
-- `set gatehouse.school_id`, and nothing when none is named. The owner is not bound by it.

alter table school enable row level security;
alter table edition enable row level security;
alter table answer enable row level security;
alter table gap enable row level security;

create policy school_wall on school using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on edition using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on answer using (school_id = current_setting('gatehouse.school_id', true));
create policy school_wall on gap using (school_id = current_setting('gatehouse.school_id', true));
