import { describe, expect, it } from 'vitest';
import { type QueryFormat, queryFormats } from '../../src/batch/query.ts';
import type { DrawingRow } from '../../src/batch/store/types.ts';

const ROW: DrawingRow = {
  verdict: 'reproduces',
  failure: 'use-after-free',
  date: '2024-05-31T10:00:00.000Z',
  list: 'linux-example',
  author: '"Doe, Ann" <ann@example.org>',
  subject: '=HYPERLINK("x") and a, comma',
  messageId: '<1@example.org>',
  firstLine: 12,
  lastLine: 20,
  mentions: 2,
  report: 'threads/a.md',
  reason: 'CPU1 frees it\u202e first',
};

async function* rows(count: number): AsyncGenerator<DrawingRow> {
  for (let index = 0; index < count; index++) yield ROW;
}

async function print(format: QueryFormat, count: number, width: number | null = null): Promise<string> {
  let text = '';
  for await (const piece of queryFormats[format](rows(count), width)) text += piece;
  return text;
}

describe('the answer to a query', () => {
  it('as a table is a line each: verdict, failure, day, list, author, subject, mail and line', async () => {
    expect(await print('table', 2)).toBe(
      `${'reproduces  use-after-free  2024-05-31  linux-example  Doe, Ann  =HYPERLINK("x") and a, comma  <1@example.org>:12\n'.repeat(2)}`,
    );
  });

  it('as a table keeps within the terminal', async () => {
    const lines = (await print('table', 1, 100)).trimEnd().split('\n');
    expect(lines[0]?.length).toBeLessThanOrEqual(100);
  });

  it('as JSON is an array of objects, with nothing in it that acts on a terminal', async () => {
    const text = await print('json', 2);
    expect(JSON.parse(text)).toEqual([ROW, ROW]);
    expect(text).not.toContain('\u202e');
  });

  it('as CSV has a header, quotes, and no formulas', async () => {
    const [header, first] = (await print('csv', 2)).split('\n');
    expect(header).toBe(Object.keys(ROW).join(','));
    expect(first).toContain(`"'=HYPERLINK(""x"") and a, comma"`);
  });

  it.each<QueryFormat>(['table', 'csv'])('as %s is nothing where there is nothing', async (format) => {
    expect(await print(format, 0)).toBe('');
  });

  it('as JSON is an empty array where there is nothing', async () => {
    expect(JSON.parse(await print('json', 0))).toEqual([]);
  });
});
