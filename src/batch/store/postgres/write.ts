import { addResult, errorRow, idsOf, judgedMark, mailRow, noRows, type Rows } from '../rows.ts';
import type { MailRecord, StoreBatch } from '../types.ts';
import type { Sql } from './connection.ts';
import { planJoins } from './join-plan.ts';
import { insertOf, keyOf, recordset } from './texts.ts';

type Placed = { readonly record: MailRecord; readonly part: string };

/**
 * Writes batches in their order, within a transaction. `bytes`: by digest, of the mails that wait for their verdicts.
 * @returns the numbers of those that wait, in their order
 */
export async function writeBatches(
  sql: Sql,
  batches: readonly StoreBatch[],
  bytes: ReadonlyMap<string, Buffer>,
): Promise<readonly number[]> {
  const placed = batches.flatMap(({ part, mails }) => mails.map((record) => ({ record, part })));
  const digests = placed.map(({ record }) => record.digest);
  const { fresh, copies } = sorted(placed, await knownOf(sql, digests));
  const ids = await insertMails(sql, fresh);
  await countCopies(sql, copies);
  const joined = fresh.map(({ record }) => idsOf(record).map(keyOf));
  await joinThreads(sql, joined);

  const rows = noRows();
  const waiting: (readonly [id: number, bytes: Buffer])[] = [];
  for (const { record, part } of fresh) {
    const id = ids.get(record.digest) as number;
    addResult(rows, id, part, record);
    const mail = bytes.get(record.digest);
    if (mail !== undefined) waiting.push([id, mail]);
  }
  for (const { part, problems } of batches) rows.errors.push(...problems.map((problem) => errorRow(part, problem)));
  await insertRows(sql, rows);
  for (const each of waiting) await sql.rows('insert into waiting values (?, ?)', each);
  for (const each of new Map(batches.map(({ part, cursor }) => [keyOf(part), cursor]))) {
    await sql.rows('insert into parts values (?, ?) on conflict (name) do update set cursor = excluded.cursor', each);
  }
  return waiting.map(([id]) => id);
}

export type Verdict = { readonly id: number; readonly part: string } & Pick<MailRecord, 'judged' | 'problems'>;

/**
 * Writes what came of judging mails that waited, within a transaction; what another wrote meanwhile stays as it is.
 * Their threads count as changed since the mails were written, and stay so: reports are written when nothing waits.
 */
export async function writeVerdicts(sql: Sql, verdicts: readonly Verdict[]): Promise<void> {
  const ids = verdicts.map(({ id }) => id);
  const taken = await sql.rows<{ mail: number }>('delete from waiting where mail = any(?::int[]) returning mail', [
    ids,
  ]);
  const ours = new Set(taken.map(({ mail }) => mail));
  const rows = noRows();
  for (const verdict of verdicts.filter(({ id }) => ours.has(id))) {
    const { id, part, judged } = verdict;
    addResult(rows, id, part, verdict);
    if (judged !== null) await sql.rows('update mails set judged_by = ? where id = ?', [judgedMark(judged), id]);
  }
  await insertRows(sql, rows);
}

/** Those of the digests that are there. */
export async function knownOf(sql: Sql, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql.rows<{ digest: string }>('select digest from mails where digest = any(?::text[])', [digests]);
  return new Set(rows.map(({ digest }) => digest));
}

/** Mails that are new, and how often the others, and these, were met again. */
function sorted(placed: readonly Placed[], known: ReadonlySet<string>) {
  const seen = new Set(known);
  const copies = new Map<string, number>();
  const fresh: Placed[] = [];
  for (const each of placed) {
    const { digest } = each.record;
    if (seen.has(digest)) copies.set(digest, (copies.get(digest) ?? 0) + 1);
    else fresh.push(each);
    seen.add(digest);
  }
  return { fresh, copies };
}

/** Their numbers, in their order, by digest. */
async function insertMails(sql: Sql, fresh: readonly Placed[]): Promise<ReadonlyMap<string, number>> {
  if (fresh.length === 0) return new Map();
  const rows = fresh.map(({ record, part }) => mailRow(record, part));
  const written = await sql.rows<{ id: number; digest: string }>(`${insertOf('mails')} returning id, digest`, [
    recordset('mails', rows),
  ]);
  return new Map(written.map(({ id, digest }) => [digest, id]));
}

async function countCopies(sql: Sql, copies: ReadonlyMap<string, number>): Promise<void> {
  if (copies.size === 0) return;
  await sql.rows(
    `update mails set copies = copies + again.times from json_to_recordset(?::json) as again (digest text, times int)
     where mails.digest = again.digest`,
    [JSON.stringify([...copies].map(([digest, times]) => ({ digest, times })))],
  );
}

async function insertRows(sql: Sql, rows: Rows): Promise<void> {
  for (const [table, own] of Object.entries(rows) as [keyof Rows, Rows[keyof Rows]][]) {
    if (own.length > 0) await sql.rows(insertOf(table), [recordset(table, own)]);
  }
}

async function joinThreads(sql: Sql, mails: readonly (readonly string[])[]): Promise<void> {
  const found = await sql.rows<{ id: string; thread: number }>(
    'select id, thread from thread_ids where id = any(?::text[])',
    [[...new Set(mails.flat())]],
  );
  const { opened, inserts, moves, changed } = planJoins(new Map(found.map(({ id, thread }) => [id, thread])), mails);
  const made = await sql.rows<{ id: number }>(
    'insert into threads (changed) select 1 from generate_series(1, ?::int) returning id',
    [opened],
  );
  const numbers = made.map(({ id }) => id).sort((a, b) => a - b);
  const numberOf = (thread: number): number => (thread < 0 ? (numbers[-1 - thread] as number) : thread);
  for (const table of moves.length === 0 ? [] : ['thread_ids', 'drawings']) {
    await sql.rows(
      `update ${table} set thread = moves.later from json_to_recordset(?::json) as moves (earlier int, later int)
       where thread = moves.earlier`,
      [JSON.stringify(moves.map(({ from, to }) => ({ earlier: from, later: numberOf(to) })))],
    );
  }
  await sql.rows('delete from threads where id = any(?::int[])', [moves.map(({ from }) => from)]);
  await sql.rows(
    'insert into thread_ids select id, thread from json_to_recordset(?::json) as joined (id text, thread int)',
    [JSON.stringify(inserts.map(({ id, thread }) => ({ id, thread: numberOf(thread) })))],
  );
  await sql.rows('update threads set changed = 1 where id = any(?::int[])', [changed.map(numberOf)]);
}
