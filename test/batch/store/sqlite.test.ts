import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openToRead, openToWrite, STORE_FILE } from '../../../src/batch/store/index.ts';
import { openForWriting } from '../../../src/batch/store/open.ts';
import type { MailRecord } from '../../../src/batch/store/types.ts';
import { envelope } from '../../ingest/threads/envelopes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'threadjudge-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function record(name: string, references: readonly string[] = []): MailRecord {
  const mail = envelope(name, references);
  return { source: name, envelope: mail, list: null, bytes: 1, digest: name, judged: null, problems: [] };
}

describe('a store', () => {
  it('knows what was written, and where the reading stands', async () => {
    const { store, close } = await openToWrite(folder);
    expect(await store.cursorOf('a')).toBeNull();
    await store.write({ part: 'a', cursor: '1', mails: [record('one'), record('two')], problems: [] });
    await store.write({ part: 'a', cursor: '2', mails: [record('one')], problems: [] });
    expect(await store.cursorOf('a')).toBe('2');
    expect(await store.known(['one', 'three'])).toEqual(new Set(['one']));
    expect(await store.totals()).toMatchObject({ mails: 2, copies: 1 });
    await close();
  });
  it('joins threads when a mail between them comes', async () => {
    const { store, close } = await openToWrite(folder);
    const count = async () => Number((await store.ask('select count(*) as n from threads'))[0]?.n);
    await store.write({ part: 'a', cursor: '1', mails: [record('one'), record('three', ['two'])], problems: [] });
    expect(await count()).toBe(2);
    await store.write({ part: 'a', cursor: '2', mails: [record('two', ['one'])], problems: [] });
    expect(await count()).toBe(1);
    await close();
  });
  it('holds a batch whole or not at all', async () => {
    const { store, close } = await openToWrite(folder);
    const broken = { ...record('two'), bytes: null as unknown as number };
    await expect(
      store.write({ part: 'a', cursor: '1', mails: [record('one'), broken], problems: [] }),
    ).rejects.toThrow();
    expect(await store.totals()).toMatchObject({ mails: 0 });
    expect(await store.cursorOf('a')).toBeNull();
    await store.write({ part: 'a', cursor: '1', mails: [record('one')], problems: [] });
    await close();
  });
  it('is written by one at a time', async () => {
    const { close } = await openToWrite(folder);
    await expect(openToWrite(folder)).rejects.toMatchObject({ problem: { code: 'store-in-use' } });
    await close();
    await (await openToWrite(folder)).close();
  });
  it('of a newer version, or of somebody else, is left alone', async () => {
    const connection = openForWriting(join(folder, STORE_FILE));
    connection.exec('pragma user_version = 999');
    connection.close();
    await expect(openToWrite(folder)).rejects.toMatchObject({ problem: { code: 'store-newer' } });
    await expect(openToRead(folder)).rejects.toMatchObject({ problem: { code: 'store-newer' } });
    writeFileSync(
      join(folder, 'text'),
      'this is no database, and it is long enough to be looked at as one\n'.repeat(40),
    );
    await expect(openToRead(join(folder, 'text'))).rejects.toMatchObject({ problem: { code: 'store-unreadable' } });
    await expect(openToRead(join(folder, 'none'))).rejects.toMatchObject({ problem: { code: 'store-missing' } });
  });
});
