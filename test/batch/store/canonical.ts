import { openForReading } from '../../../src/batch/store/open.ts';
import { ask } from '../../support/postgres-server.ts';

type Row = Record<string, unknown>;

/**
 * All that a store holds as texts in order, without the numbers that a database gives: a mail is its digest, a thread its ids, a
 * drawing its main mention. Two stores of the same mails have the same, whatever made them.
 */
export async function canonical(place: string): Promise<string[]> {
  const tables = place.startsWith('postgres:') ? await ofPostgres(place) : ofSqlite(place);
  const table = (name: string): Row[] => tables.get(name) ?? [];
  const mails = new Map(table('mails').map(({ id, digest }) => [id, digest]));
  const threads = new Map<unknown, unknown[]>();
  for (const { thread, id } of table('thread_ids')) threads.set(thread, [...(threads.get(thread) ?? []), id].sort());
  const drawings = new Map(
    table('drawings').map(({ id, main_mail, main_number }) => [id, `${mails.get(main_mail)}:${main_number}`]),
  );
  const named: Record<string, ReadonlyMap<unknown, unknown>> = {
    mail: mails,
    main_mail: mails,
    thread: threads,
    drawing: drawings,
  };
  return [...tables]
    .flatMap(([name, rows]) =>
      rows.map((row) => {
        const told = Object.entries(row).flatMap(([column, value]) => {
          if (column === 'id' && name !== 'thread_ids') return name === 'threads' ? [['ids', threads.get(value)]] : [];
          return [[column, named[column]?.get(value) ?? value]];
        });
        return `${name} ${JSON.stringify(Object.fromEntries(told.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))))}`;
      }),
    )
    .filter((row) => !row.includes('schema_version'))
    .sort();
}

function ofSqlite(path: string): Map<string, Row[]> {
  const connection = openForReading(path);
  try {
    const names = connection.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[];
    return new Map(names.map(({ name }) => [name, connection.prepare(`select * from ${name}`).all() as Row[]]));
  } finally {
    connection.close();
  }
}

async function ofPostgres(url: string): Promise<Map<string, Row[]>> {
  const names = await ask<{ name: string }>(
    url,
    'select tablename as name from pg_tables where schemaname = current_schema()',
  );
  const tables = new Map<string, Row[]>();
  for (const { name } of names) tables.set(name, await ask(url, `select * from ${name}`));
  return tables;
}
