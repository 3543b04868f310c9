import { stringify } from 'csv-stringify/sync';
import { harmlessJson } from '../report/text/harmless.ts';
import type { DrawingRow } from './store/types.ts';
import { table } from './table.ts';

/** How the answer to a query is printed, piece by piece. `width`: columns of the terminal, or null. */
export type QueryFormat = 'table' | 'json' | 'csv';
type Rows = AsyncIterable<DrawingRow>;

/** The columns, in their order: the names of JSON's keys and of CSV's header. */
const COLUMNS = [
  'verdict', 'failure', 'date', 'list', 'author', 'subject', 'messageId', 'firstLine', 'lastLine', 'mentions', 'report', 'reason',
] as const satisfies readonly (keyof DrawingRow)[]; // biome-ignore format: a list

export const queryFormats: Readonly<Record<QueryFormat, (rows: Rows, width: number | null) => AsyncGenerator<string>>> =
  { table: asTable, json: asJson, csv: asCsv };

/** For a person: a line each, cut to the terminal; so many at once share the widths of their columns. */
const PAGE = 1000;
/** The mail, the subject, the author: these give way where the terminal is narrow. */
const YIELDING = [6, 5, 4];

async function* asTable(rows: Rows, width: number | null): AsyncGenerator<string> {
  const page: string[][] = [];
  for await (const row of rows) {
    const { verdict, failure, date, list, author, subject, messageId, firstLine } = row;
    const person = (author ?? '').replace(/\s*<[^>]*>/, '').replace(/^"|"$/g, '');
    page.push([
      verdict,
      failure ?? '',
      (date ?? '').slice(0, 10),
      list ?? '',
      person,
      subject ?? '',
      `${messageId ?? ''}:${firstLine}`,
    ]);
    if (page.length === PAGE) yield table(page.splice(0), width, YIELDING);
  }
  if (page.length > 0) yield table(page, width, YIELDING);
}

async function* asJson(rows: Rows): AsyncGenerator<string> {
  let begin = '[\n';
  for await (const row of rows) {
    yield `${begin}${harmlessJson(JSON.stringify(row, [...COLUMNS]))}`;
    begin = ',\n';
  }
  yield begin === ',\n' ? '\n]\n' : '[]\n';
}

async function* asCsv(rows: Rows): AsyncGenerator<string> {
  let isFirst = true;
  for await (const row of rows) {
    // what a spreadsheet would take for a formula comes from strangers
    yield stringify([row], { columns: [...COLUMNS], header: isFirst, escape_formulas: true });
    isFirst = false;
  }
}
