import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeReports } from '../../../src/batch/scan/write-reports.ts';
import { type OpenedStore, openToWrite } from '../../../src/batch/store/index.ts';
import type { MailRecord } from '../../../src/batch/store/types.ts';
import { evidenceOf } from '../../../src/report/archive/evidence.ts';
import { summarySchema } from '../../../src/report/archive/summary-schema.ts';
import { messageJson } from '../../../src/report/index.ts';
import { envelope, onDay } from '../../ingest/threads/envelopes.ts';
import { oneMail } from '../../report/fixtures.ts';
import { leftBehind } from './left-behind.ts';

const [judgedMessage] = oneMail.messages;
if (judgedMessage === undefined) throw new Error('the fixture holds a mail');
const drawn = { message: messageJson(judgedMessage), evidence: judgedMessage.diagrams.map(evidenceOf) };
const quoted = {
  ...drawn,
  message: { ...drawn.message, diagrams: drawn.message.diagrams.map((diagram) => ({ ...diagram, quoted: 1 })) },
};

function record(name: string, references: readonly string[], day: number, judged: MailRecord['judged']): MailRecord {
  const subject = '[PATCH] foo: fix a race';
  const mail = envelope(name, references, {
    ...onDay(day),
    subject: references.length > 0 ? `Re: ${subject}` : subject,
  });
  return { source: `a.mbox#${day}`, envelope: mail, list: 'linux-foo', bytes: 1, digest: name, judged, problems: [] };
}

let folder: string;
let opened: OpenedStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'threadjudge-reports-'));
  opened = await openToWrite(folder);
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});
const write = (...mails: MailRecord[]) => opened.store.write({ part: 'a', cursor: '1', mails, problems: [] });
const threads = (): string[] => readdirSync(join(folder, 'threads')).sort();

describe('the reports', () => {
  it('tell of a quoted drawing once, with all that is argued about it', async () => {
    await write(record('one', [], 0, drawn), record('two', ['one'], 1, quoted));
    await writeReports(opened.store, folder);
    const [name = ''] = threads();
    const text = readFileSync(join(folder, 'threads', name), 'utf8');
    expect(text.match(/^## Drawing /gm)).toHaveLength(1);
    expect(text).toContain('Quoted by Ann');
    expect(text).toContain('https://lore.kernel.org/r/one@x');
    expect(readFileSync(join(folder, 'index.md'), 'utf8')).toContain(`threads/${name}`);
    const summary = summarySchema.parse(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')));
    expect(summary).toMatchObject({ mails: 2, threads: 1, drawings: 1 });
  });

  it('are the same when they are written again', async () => {
    await write(record('one', [], 0, drawn), record('two', ['one'], 1, quoted));
    await writeReports(opened.store, folder);
    const before = leftBehind(folder);
    await writeReports(opened.store, folder);
    expect(leftBehind(folder)).toEqual(before);
  });

  it('of threads that became one are one', async () => {
    await write(record('one', [], 0, drawn), record('three', ['two'], 2, quoted));
    await writeReports(opened.store, folder);
    expect(threads()).toHaveLength(2);
    await write(record('two', ['one'], 1, null));
    await writeReports(opened.store, folder);
    expect(threads()).toHaveLength(1);
  });

  it('name those of the patch in other threads, and change with them', async () => {
    await write(record('one', [], 0, drawn));
    await writeReports(opened.store, folder);
    const [first = ''] = threads();
    await write(record('other', [], 5, drawn));
    await writeReports(opened.store, folder);
    const second = threads().find((name) => name !== first) ?? '';
    expect(readFileSync(join(folder, 'threads', first), 'utf8')).toContain(`(${second})`);
    expect(readFileSync(join(folder, 'threads', second), 'utf8')).toContain(`(${first})`);
  });

  it('of many threads are listed on a page a year, a year with many on a page a month', async () => {
    const days = [...Array.from({ length: 303 }, (_, day) => day), 400, 401];
    await write(...days.map((day) => record(`m${day}`, [], day, drawn)), {
      ...record('undated', [], 0, drawn),
      envelope: envelope('undated', [], { date: null }),
    });
    await writeReports(opened.store, folder);
    const pages = readdirSync(join(folder, 'pages'));
    const index = readFileSync(join(folder, 'index.md'), 'utf8');
    for (const page of pages) expect(index).toContain(`(pages/${page})`);
    const listed = pages.flatMap(
      (page) => readFileSync(join(folder, 'pages', page), 'utf8').match(/\]\(\.\.\/threads\//g) ?? [],
    );
    expect(listed).toHaveLength(days.length + 1);
    expect(pages).toContain('undated.md');
    expect(pages.some((page) => /^\d{4}-\d\d\.md$/.test(page))).toBe(true);
    expect(pages.some((page) => /^\d{4}\.md$/.test(page))).toBe(true);
  });

  it('that cannot be written are a problem', async () => {
    await write(record('one', [], 0, drawn));
    writeFileSync(join(folder, 'threads'), 'a file where a folder has to be');
    await expect(writeReports(opened.store, folder)).rejects.toMatchObject({ problem: { code: 'output-unwritable' } });
    expect(existsSync(join(folder, 'index.md'))).toBe(false);
  });
});
