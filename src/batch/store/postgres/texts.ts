import { createHash } from 'node:crypto';
import { COLUMNS, type WrittenTable } from '../columns.ts';
import type { Row } from '../rows.ts';

/** PostgreSQL keeps neither NUL nor halves of a character in a text; they become what stands for "unreadable". */
const UNKEEPABLE = /[\0\p{Surrogate}]/gu;
export const keepable = (text: string): string => text.replace(UNKEEPABLE, '\ufffd');

/** An index takes no more bytes of one text. */
const LONGEST_KEY = 1000;

/** A text as a key: itself, or what stands for it where an index could not take it. */
export function keyOf(text: string): string {
  const key = keepable(text);
  if (Buffer.byteLength(key) <= LONGEST_KEY) return key;
  return `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

/** Columns of an index. */
const KEYS: ReadonlySet<string> = new Set(['thread_key', 'series_key', 'part']);

/** Rows as one JSON text that `json_populate_recordset` reads, so that many are written with one question to the server. */
export function recordset(table: WrittenTable, rows: readonly Row[]): string {
  const columns = COLUMNS[table];
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(row.map((value, index) => [columns[index], kept(columns[index], value)]))),
  );
}

function kept(column: string | undefined, value: Row[number]): Row[number] {
  if (typeof value !== 'string') return value;
  return column !== undefined && KEYS.has(column) ? keyOf(value) : keepable(value);
}

/** The statement that writes such rows, in their order. */
export function insertOf(table: WrittenTable): string {
  const columns = COLUMNS[table].join(', ');
  return `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, ?::json)`;
}
