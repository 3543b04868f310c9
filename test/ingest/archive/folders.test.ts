import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findParts } from '../../../src/ingest/archive/index.ts';
import { inputFolder } from '../inputs.ts';
import { mbox, numbered, onlyPart, readPart } from './sources.ts';

const folder = inputFolder();

/** A file written at a second of its own. */
function write(path: string, text: string, second: number): void {
  writeFileSync(path, text);
  utimesSync(path, second, second);
}

describe('a Maildir', () => {
  it('gives the mails of cur and new, oldest first, and later those that are new', async () => {
    const path = folder.path('Maildir');
    for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(path, name), { recursive: true });
    write(join(path, 'cur', '2:2,S'), numbered(2), 200);
    write(join(path, 'new', '3'), numbered(3), 300);
    write(join(path, 'cur', '1:2,'), numbered(1), 100);
    write(join(path, 'tmp', '0'), numbered(0), 50);
    const read = await readPart(await onlyPart(path));
    expect(read.texts).toEqual([1, 2, 3].map((number) => numbered(number)));
    expect(read.names[0]).toBe(join(path, 'cur', '1:2,'));
    renameSync(join(path, 'new', '3'), join(path, 'cur', '3:2,RS'));
    write(join(path, 'new', '4'), numbered(4), 300);
    expect((await readPart(await onlyPart(path), read.cursor)).texts).toEqual([numbered(4)]);
  });
});

describe('a folder', () => {
  it('gives its .eml and the mboxes in it; what else lies there is left', async () => {
    const path = folder.path('folder');
    mkdirSync(path);
    write(join(path, 'b.eml'), numbered(2), 100);
    write(join(path, 'a.eml'), numbered(1), 100);
    write(join(path, 'list.mbox'), mbox([numbered(3), numbered(4)]), 100);
    write(join(path, 'notes.txt'), 'words\n', 100);
    const { parts, problems } = await findParts([path, path], { limit: 1000 });
    expect(problems).toEqual([]);
    const texts = await Promise.all(parts.map(async (part) => (await readPart(part)).texts));
    expect(texts.flat()).toEqual([1, 2, 3, 4].map((number) => numbered(number)));
  });

  it('tells of a mail that cannot be read, and of one beyond the limit', async () => {
    const path = folder.path('limits');
    mkdirSync(path);
    for (const number of [1, 2, 3])
      write(join(path, `${number}.eml`), numbered(number, number === 2 ? 'x'.repeat(2000) : 'w\n'), number);
    const { parts } = await findParts([path], { limit: 1000 });
    const read = await readPart(parts[0] as (typeof parts)[number]);
    expect(read.texts.length).toBe(2);
    expect(read.problems.map(({ code }) => code)).toEqual(['file-too-large']);
  });

  it('that is gone when it is read is a problem', async () => {
    const path = folder.path('gone');
    mkdirSync(path);
    write(join(path, '1.eml'), numbered(1), 1);
    const part = await onlyPart(path);
    rmSync(path, { recursive: true });
    expect((await readPart(part)).problems.map(({ code }) => code)).toEqual(['file-missing']);
  });

  it('without a mail is a problem', async () => {
    const path = folder.path('none');
    mkdirSync(path);
    expect((await findParts([path, folder.path('nowhere')], { limit: 1000 })).problems.map(({ code }) => code)).toEqual(
      ['archive-unsupported', 'file-missing'],
    );
  });
});

describe('other sources', () => {
  it('may be one mail, read once', async () => {
    const part = await onlyPart(folder.write('one.eml', numbered(1)));
    const { texts, cursor } = await readPart(part);
    expect(texts).toEqual([numbered(1)]);
    expect((await readPart(part, cursor)).texts).toEqual([]);
  });

  it('may be standard input: an mbox or one mail', async () => {
    const whole = mbox([numbered(1), numbered(2)]);
    const pieces = [whole.slice(0, 10), whole.slice(10, 150), whole.slice(150)];
    const read = await readPart(await onlyPart('-', 1000, pieces));
    expect(read).toMatchObject({ texts: [numbered(1), numbered(2)], names: ['-#1', '-#2'] });
    expect((await readPart(await onlyPart('-', 1000, [numbered(5)]))).texts).toEqual([numbered(5)]);
    expect((await readPart(await onlyPart('-', 50, [numbered(5)]))).problems[0]?.code).toBe('file-too-large');
    expect((await readPart(await onlyPart('-', 50, []))).problems[0]?.code).toBe('file-empty');
    expect((await readPart(await onlyPart('-', 50, ['no mail']))).problems[0]?.code).toBe('archive-unsupported');
  });
});
