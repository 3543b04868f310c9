import { COLUMNS, type WrittenTable } from './columns.ts';
import { type Connection, guarded, openForReading, openForWriting } from './open.ts';
import {
  CHANGED_VERSIONS,
  drawingsQuery,
  NEXT_CHANGED,
  NONE_CHANGED,
  SETTLED,
  TOTALS,
  type TotalsRow,
  totalsOf,
} from './query.ts';
import { addResult, errorRow, idsOf, type MailColumns, mailRow, noRows, type Rows, threadMailOf } from './rows.ts';
import { threadIds } from './thread-ids.ts';
import type {
  Answers,
  DrawingFilter,
  DrawingGroup,
  DrawingRow,
  MailRecord,
  Store,
  StoreBatch,
  ThreadMail,
  ThreadReport,
} from './types.ts';

/** The store in one SQLite file. Errors of SQLite (a full disk, a damaged file) are thrown as problems of that file. */
export function sqliteStore(path: string, mode: 'read' | 'write'): Store {
  const connection = mode === 'write' ? openForWriting(path) : openForReading(path);
  const use = async <T>(act: () => T): Promise<T> => guarded(path, act);
  const write = writerOf(connection);
  return {
    remember: (name, value) => use(() => remember(connection, name, value)),
    cursorOf: (part) => use(() => cursorOf(connection, part)),
    known: (digests) => use(() => knownOf(connection, digests)),
    write: (batch) => use(() => write(batch)),
    changedThreads: () => changedThreads(connection),
    mailsOf: (thread) => use(() => mailsOf(connection, thread)),
    settleThread: (thread, report, drawings) => use(() => settleThread(connection, thread, report, drawings)),
    ask: (sql, values = []) => use(() => connection.prepare(sql).all(...values) as Answers),
    drawings: (filter) => listDrawings(connection, filter),
    totals: () => use(() => totalsOf(connection.prepare(TOTALS).get() as TotalsRow)),
    close: () => use(() => void connection.close()),
  };
}

/** A statement of libsql that failed fails again with the same words, so after an error they are made anew. */
function writerOf(connection: Connection): (batch: StoreBatch) => void {
  let writer: ((batch: StoreBatch) => void) | null = null;
  return (batch) => {
    try {
      writer ??= batchWriter(connection);
      writer(batch);
    } catch (error) {
      writer = null;
      throw error;
    }
  };
}

/** Either all that `act` writes is there, or nothing. */
function transaction(connection: Connection, act: () => void): void {
  connection.exec('begin immediate');
  try {
    act();
    connection.exec('commit');
  } catch (error) {
    // a full disk has ended the transaction already
    if (connection.inTransaction) connection.exec('rollback');
    throw error;
  }
}

function batchWriter(connection: Connection): (batch: StoreBatch) => void {
  const into = (table: WrittenTable): string => {
    const columns = COLUMNS[table];
    return `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
  };
  const mail = connection.prepare(
    `${into('mails')} on conflict (digest) do update set copies = copies + 1 returning id, copies`,
  );
  const others = Object.keys(noRows()) as (keyof Rows)[];
  const inserts = others.map((table) => ({ table, insert: connection.prepare(into(table)) }));
  const cursor = connection.prepare(
    'insert into parts values (?, ?) on conflict (name) do update set cursor = excluded.cursor',
  );
  const threads = threadIds(connection);

  const writeMail = (record: MailRecord, part: string, rows: Rows): void => {
    const { id, copies } = mail.get(...mailRow(record, part)) as { readonly id: number; readonly copies: number };
    if (copies > 0) return;
    threads.join(idsOf(record));
    addResult(rows, id, part, record);
  };

  return ({ part, cursor: behind, mails, problems }) =>
    transaction(connection, () => {
      const rows = noRows();
      for (const record of mails) writeMail(record, part, rows);
      rows.errors.push(...problems.map((problem) => errorRow(part, problem)));
      for (const { table, insert } of inserts) for (const row of rows[table]) insert.run(...row);
      cursor.run(part, behind);
    });
}

function remember(connection: Connection, name: string, value: string): string {
  connection.prepare('insert into meta values (?, ?) on conflict (key) do nothing').run(name, value);
  const row = connection.prepare('select value from meta where key = ?').get(name);
  return (row as { readonly value: string }).value;
}

function cursorOf(connection: Connection, part: string): string | null {
  const row = connection.prepare('select cursor from parts where name = ?').get(part);
  return (row as { readonly cursor: string } | undefined)?.cursor ?? null;
}

function knownOf(connection: Connection, digests: readonly string[]): ReadonlySet<string> {
  const find = connection.prepare('select id from mails where digest = ?');
  return new Set(digests.filter((digest) => find.get(digest) !== undefined));
}

async function* changedThreads(connection: Connection): AsyncGenerator<number> {
  connection.exec(CHANGED_VERSIONS);
  const next = connection.prepare(NEXT_CHANGED);
  for (let at = 0; ; ) {
    const row = next.get(at) as { readonly id: number } | undefined;
    if (row === undefined) break;
    yield row.id;
    at = row.id;
  }
  connection.exec(NONE_CHANGED);
}

function mailsOf(connection: Connection, thread: number): ThreadMail[] {
  const mails = connection
    .prepare(
      `select mails.* from thread_ids join mails on mails.thread_key = thread_ids.id
       where thread_ids.thread = ? order by mails.id`,
    )
    .all(thread) as MailColumns[];
  const mentions = connection.prepare('select json, evidence from mentions where mail = ? order by number');
  const claims = connection.prepare('select json from claims where mail = ? order by position');
  return mails.map((mail) =>
    threadMailOf(
      mail,
      mentions.all(mail.id) as { json: string; evidence: string }[],
      claims.all(mail.id) as { json: string }[],
    ),
  );
}

/** A drawing that was there keeps its number, so that a report that is written twice leaves the same. */
function settleThread(
  connection: Connection,
  thread: number,
  { file, title, date, list, opposed, contradicted, quotations, disputed }: ThreadReport,
  groups: readonly DrawingGroup[],
): void {
  transaction(connection, () => {
    const of = 'select id from drawings where thread = ?';
    connection.prepare(`update mentions set drawing = null where drawing in (${of})`).run(thread);
    const mains = new Set(groups.map((group) => `${group[0]?.mail} ${group[0]?.number}`));
    const before = connection.prepare('select id, main_mail, main_number from drawings where thread = ?').all(thread);
    const remove = connection.prepare('delete from drawings where id = ?');
    for (const { id, main_mail, main_number } of before as Record<string, number>[]) {
      if (!mains.has(`${main_mail} ${main_number}`)) remove.run(id);
    }
    const add = connection.prepare(
      `insert into drawings (thread, verdict, failure, mentions, main_mail, main_number)
       select ?, verdict, failure, ?, mail, number from mentions where mail = ? and number = ?
       on conflict (main_mail, main_number) do update set thread = excluded.thread, mentions = excluded.mentions
       returning id`,
    );
    const point = connection.prepare('update mentions set drawing = ? where mail = ? and number = ?');
    for (const group of groups) {
      const main = group[0];
      if (main === undefined) continue;
      const { id } = add.get(thread, group.length, main.mail, main.number) as { readonly id: number };
      for (const { mail, number } of group) point.run(id, mail, number);
    }
    connection.prepare(SETTLED).run(file, title, date, list, opposed, contradicted, quotations, disputed, thread);
  });
}

async function* listDrawings(connection: Connection, filter: DrawingFilter): AsyncGenerator<DrawingRow> {
  const { sql, values } = drawingsQuery(filter);
  for (const row of connection.prepare(sql).iterate(...values)) yield row as DrawingRow;
}
