import { idsJoined } from '../../ingest/threads/index.ts';
import type { Envelope } from '../../ingest/threads/types.ts';
import { type Connection, guarded, openForReading, openForWriting } from './open.ts';
import { CHANGED_VERSIONS, listDrawings, totalsOf } from './query.ts';
import { claimRows, errorRow, fixRows, judgedOf, mailRow, mentionRow, type Row, stepRows, threadKey } from './rows.ts';
import { threadIds } from './thread-ids.ts';
import type { Answers, DrawingGroup, MailRecord, Store, StoreBatch, ThreadMail, ThreadReport } from './types.ts';

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
    totals: () => use(() => totalsOf(connection)),
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
  const into = (table: string, columns: number) =>
    connection.prepare(`insert into ${table} values (${Array(columns).fill('?').join(', ')})`);
  const mail = connection.prepare(
    `insert into mails (digest, part, source, message_id, thread_key, series_key, in_reply_to, reference_ids, subject, author, date, list, bytes, judged_by)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (digest) do update set copies = copies + 1 returning id, copies`,
  );
  const mention = connection.prepare(
    `insert into mentions (mail, number, first_line, last_line, quoted, notation, kind, verdict, failure, failure_line, reason, json, evidence)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const error = connection.prepare('insert into errors (part, source, code, message, line) values (?, ?, ?, ?, ?)');
  const cursor = connection.prepare(
    'insert into parts values (?, ?) on conflict (name) do update set cursor = excluded.cursor',
  );
  const step = into('steps', 11);
  const fix = into('fixes', 8);
  const claim = into('claims', 11);
  const threads = threadIds(connection);
  const all = (statement: typeof step, rows: readonly Row[]): void => {
    for (const row of rows) statement.run(...row);
  };

  const writeMail = (record: MailRecord, part: string): void => {
    const { id, copies } = mail.get(...mailRow(record, part)) as { readonly id: number; readonly copies: number };
    if (copies > 0) return;
    threads.join([...new Set([threadKey(record), ...idsJoined(record.envelope)])]);
    for (const problem of record.problems) error.run(...errorRow(part, problem));
    const { judged } = record;
    if (judged === null) return;
    for (const [number, drawing] of judged.message.diagrams.entries()) {
      mention.run(...mentionRow(id, number, drawing, judged.evidence[number] ?? ''));
      all(step, stepRows(id, number, drawing));
      all(fix, fixRows(id, number, drawing));
    }
    all(claim, claimRows(id, judged.message.claims));
  };

  return ({ part, cursor: behind, mails, problems }) =>
    transaction(connection, () => {
      for (const record of mails) writeMail(record, part);
      for (const problem of problems) error.run(...errorRow(part, problem));
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

/** At its end all count as unchanged: those without a drawing have no report. */
async function* changedThreads(connection: Connection): AsyncGenerator<number> {
  connection.exec(CHANGED_VERSIONS);
  const next = connection.prepare(
    `select id from threads where changed = 1 and id > ? and exists (
       select 1 from thread_ids join mails on mails.thread_key = thread_ids.id
       join mentions on mentions.mail = mails.id where thread_ids.thread = threads.id)
     order by id limit 1`,
  );
  for (let at = 0; ; ) {
    const row = next.get(at) as { readonly id: number } | undefined;
    if (row === undefined) break;
    yield row.id;
    at = row.id;
  }
  connection.exec('update threads set changed = 0 where changed = 1');
}

type MailColumns = {
  readonly id: number;
  readonly source: string;
  readonly message_id: string | null;
  readonly in_reply_to: string | null;
  readonly reference_ids: string;
  readonly subject: string | null;
  readonly author: string | null;
  readonly date: string | null;
  readonly list: string | null;
  readonly judged_by: string | null;
};

function mailsOf(connection: Connection, thread: number): ThreadMail[] {
  const mails = connection
    .prepare(
      `select mails.* from thread_ids join mails on mails.thread_key = thread_ids.id
       where thread_ids.thread = ? order by mails.id`,
    )
    .all(thread) as MailColumns[];
  const mentions = connection.prepare('select json, evidence from mentions where mail = ? order by number');
  const claims = connection.prepare('select json from claims where mail = ? order by position');
  return mails.map((mail) => {
    const envelope = envelopeOf(mail);
    const head = { ...envelope, source: mail.source };
    const rows = mentions.all(mail.id) as { json: string; evidence: string }[];
    const judged = mail.judged_by === null ? null : judgedOf(head, rows, claims.all(mail.id) as { json: string }[]);
    return { id: mail.id, source: mail.source, envelope, list: mail.list, judged };
  });
}

const envelopeOf = (mail: MailColumns): Envelope => ({
  messageId: mail.message_id,
  inReplyTo: mail.in_reply_to,
  references: mail.reference_ids === '' ? [] : mail.reference_ids.split(' '),
  subject: mail.subject,
  from: mail.author,
  date: mail.date,
});

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
    connection
      .prepare(
        `update threads set changed = 0, file = ?, title = ?, date = ?, list = ?, opposed = ?, contradicted = ?, quotations = ?,
           disputed = ? where id = ?`,
      )
      .run(file, title, date, list, opposed, contradicted, quotations, disputed, thread);
  });
}
