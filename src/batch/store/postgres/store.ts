import {
  CHANGED_VERSIONS,
  drawingsQuery,
  NEXT_CHANGED,
  NONE_CHANGED,
  SETTLED,
  TOTALS,
  type TotalsRow,
  totalsOf,
} from '../query.ts';
import { type MailColumns, threadMailOf } from '../rows.ts';
import type { Answers, DrawingFilter, DrawingGroup, DrawingRow, Store, ThreadMail, ThreadReport } from '../types.ts';
import { type Connection, connect, type Sql } from './connection.ts';
import { keyOf } from './texts.ts';
import { knownOf, writeBatches } from './write.ts';

/** Rows that are read at once of an answer that may be long. */
const PAGE = 500;

/** The store of a session whose database holds the tables. */
export function storeOf(connection: Connection, url: string): Store {
  return {
    remember: (name, value) => remember(connection, name, value),
    cursorOf: (part) => cursorOf(connection, part),
    known: (digests) => knownOf(connection, digests),
    write: (batch) => connection.transaction(async (sql) => void (await writeBatches(sql, [batch], new Map()))),
    changedThreads: () => changedThreads(connection),
    mailsOf: (thread) => mailsOf(connection, thread),
    settleThread: (thread, report, groups) =>
      connection.transaction((sql) => settleThread(sql, thread, report, groups)),
    ask: (sql, values) => connection.rows<Answers[number]>(sql, values),
    drawings: (filter) => listDrawings(url, filter),
    async totals() {
      const [row] = await connection.rows<TotalsRow>(TOTALS);
      return totalsOf(row as TotalsRow);
    },
    close: connection.close,
  };
}

async function remember(sql: Sql, name: string, value: string): Promise<string> {
  await sql.rows('insert into meta values (?, ?) on conflict (key) do nothing', [name, value]);
  const [row] = await sql.rows<{ value: string }>('select value from meta where key = ?', [name]);
  return row?.value ?? value;
}

async function cursorOf(sql: Sql, part: string): Promise<string | null> {
  const [row] = await sql.rows<{ cursor: string }>('select cursor from parts where name = ?', [keyOf(part)]);
  return row?.cursor ?? null;
}

async function* changedThreads(sql: Sql): AsyncGenerator<number> {
  // a table that has grown since the server looked at it would be read whole for each thread
  await sql.rows('analyze threads, thread_ids, mails, mentions, claims');
  await sql.rows(CHANGED_VERSIONS);
  for (let at = 0; ; ) {
    const [row] = await sql.rows<{ id: number }>(NEXT_CHANGED, [at]);
    if (row === undefined) break;
    yield row.id;
    at = row.id;
  }
  await sql.rows(NONE_CHANGED);
}

type JsonOfMail = { readonly mail: number; readonly json: string; readonly evidence: string };

async function mailsOf(sql: Sql, thread: number): Promise<ThreadMail[]> {
  const mails = await sql.rows<MailColumns>(
    `select mails.* from thread_ids join mails on mails.thread_key = thread_ids.id
     where thread_ids.thread = ? order by mails.id`,
    [thread],
  );
  const ids = [mails.map(({ id }) => id)];
  const mentions = await sql.rows<JsonOfMail>(
    'select mail, json, evidence from mentions where mail = any(?::int[]) order by mail, number',
    ids,
  );
  const claims = await sql.rows<JsonOfMail>(
    'select mail, json from claims where mail = any(?::int[]) order by mail, position',
    ids,
  );
  const [mentionsOf, claimsOf] = [byMail(mentions), byMail(claims)];
  return mails.map((mail) => threadMailOf(mail, mentionsOf.get(mail.id) ?? [], claimsOf.get(mail.id) ?? []));
}

function byMail(rows: readonly JsonOfMail[]): ReadonlyMap<number, readonly JsonOfMail[]> {
  const grouped = new Map<number, JsonOfMail[]>();
  for (const row of rows) {
    const own = grouped.get(row.mail);
    if (own === undefined) grouped.set(row.mail, [row]);
    else own.push(row);
  }
  return grouped;
}

/** A drawing that was there keeps its number, so that a report that is written twice leaves the same. */
async function settleThread(
  sql: Sql,
  thread: number,
  { file, title, date, list, opposed, contradicted, quotations, disputed }: ThreadReport,
  groups: readonly DrawingGroup[],
): Promise<void> {
  const mentions = groups.flatMap((group, place) => group.map((each, position) => ({ ...each, place, position })));
  const grouped = JSON.stringify(mentions);
  const columns = 'as grouped (mail int, number int, place int, position int)';
  await sql.rows('update mentions set drawing = null where drawing in (select id from drawings where thread = ?)', [
    thread,
  ]);
  await sql.rows(
    `delete from drawings where thread = ? and (main_mail, main_number) not in (
       select mail, number from json_to_recordset(?::json) ${columns} where position = 0)`,
    [thread, grouped],
  );
  await sql.rows(
    `insert into drawings (thread, verdict, failure, mentions, main_mail, main_number)
     select ?::int, verdict, failure, count, mail, number
     from mentions join json_to_recordset(?::json) ${columns} using (mail, number)
     join (select place, count(*)::int as count from json_to_recordset(?::json) ${columns} group by place) as sizes using (place)
     where position = 0 order by place
     on conflict (main_mail, main_number) do update set thread = excluded.thread, mentions = excluded.mentions`,
    [thread, grouped, grouped],
  );
  await sql.rows(
    `update mentions set drawing = drawings.id
     from json_to_recordset(?::json) ${columns}
     join json_to_recordset(?::json) as main (mail int, number int, place int, position int)
       on main.place = grouped.place and main.position = 0
     join drawings on drawings.main_mail = main.mail and drawings.main_number = main.number
     where mentions.mail = grouped.mail and mentions.number = grouped.number and drawings.thread = ?`,
    [grouped, grouped, thread],
  );
  await sql.rows(SETTLED, [file, title, date, list, opposed, contradicted, quotations, disputed, thread]);
}

/** On a session of its own, so that whoever reads slowly keeps nobody waiting. */
async function* listDrawings(url: string, filter: DrawingFilter): AsyncGenerator<DrawingRow> {
  const connection = await connect(url);
  try {
    const { sql, values } = drawingsQuery(filter);
    await connection.rows('begin read only');
    // texts are compared as SQLite does it, whatever the case
    await connection.rows(`declare listed no scroll cursor for ${sql.replaceAll(' like ', ' ilike ')}`, values);
    for (;;) {
      const rows = await connection.rows<DrawingRow>(`fetch ${PAGE} from listed`);
      yield* rows;
      if (rows.length < PAGE) return;
    }
  } finally {
    await connection.close();
  }
}
