/** The layout that this version writes and reads, in `PRAGMA user_version`; docs/store.md describes it for who uses SQL. */
export const STORE_VERSION = 1;

export const SCHEMA = `
create table meta (key text primary key, value text not null) without rowid;

create table parts (
  name text primary key,
  cursor text not null
) without rowid;

create table mails (
  id integer primary key,
  digest text not null unique,
  part text not null,
  source text not null,
  message_id text,
  thread_key text not null,
  series_key text,
  in_reply_to text,
  reference_ids text not null,
  subject text,
  author text,
  date text,
  list text,
  bytes integer not null,
  copies integer not null default 0,
  judged_by text
);
create index mails_thread_key on mails (thread_key);
create index mails_series_key on mails (series_key);

create table thread_ids (
  id text primary key,
  thread integer not null
) without rowid;
create index thread_ids_thread on thread_ids (thread);

create table threads (
  id integer primary key,
  changed integer not null,
  file text,
  title text,
  date text,
  list text,
  opposed integer not null default 0,
  contradicted integer not null default 0,
  quotations integer not null default 0,
  disputed integer not null default 0
);
create index threads_file on threads (file);

create table drawings (
  id integer primary key,
  thread integer not null,
  verdict text not null,
  failure text,
  mentions integer not null,
  main_mail integer not null,
  main_number integer not null
);
create index drawings_thread on drawings (thread);
create unique index drawings_main on drawings (main_mail, main_number);

create table mentions (
  mail integer not null references mails (id),
  number integer not null,
  drawing integer references drawings (id),
  first_line integer not null,
  last_line integer not null,
  quoted integer not null,
  notation text not null,
  kind text not null,
  verdict text not null,
  failure text,
  failure_line integer,
  reason text not null,
  json text not null,
  evidence text not null,
  primary key (mail, number)
) without rowid;
create index mentions_drawing on mentions (drawing);

create table steps (
  mail integer not null,
  number integer not null,
  position integer not null,
  line integer not null,
  lane integer not null,
  text text not null,
  op text not null,
  object text,
  rule text,
  understood integer not null,
  relevant integer not null,
  primary key (mail, number, position)
) without rowid;

create table fixes (
  mail integer not null,
  number integer not null,
  position integer not null,
  source text not null,
  kind text not null,
  text text not null,
  verdict text not null,
  reason text not null,
  primary key (mail, number, position)
) without rowid;

create table claims (
  mail integer not null,
  position integer not null,
  line integer not null,
  text text not null,
  type text not null,
  polarity text not null,
  hedge text not null,
  about integer,
  verdict text not null,
  reason text not null,
  json text not null,
  primary key (mail, position)
) without rowid;

create table errors (
  id integer primary key,
  part text not null,
  source text not null,
  code text not null,
  message text not null,
  line integer
);
`;
