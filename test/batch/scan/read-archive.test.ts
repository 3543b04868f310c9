import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noCounts } from '../../../src/batch/scan/counts.ts';
import { judgeHere } from '../../../src/batch/scan/judge-here.ts';
import type { Pool } from '../../../src/batch/scan/pool.ts';
import { type ReadOptions, readArchive } from '../../../src/batch/scan/read-archive.ts';
import type { ScanProgress, WorkerResult } from '../../../src/batch/scan/types.ts';
import { type OpenedStore, openToWrite } from '../../../src/batch/store/index.ts';
import type { ArchivePart } from '../../../src/ingest/archive/types.ts';
import { leftBehind } from './left-behind.ts';
import { sampleMails } from './sample-archive.ts';

const MAILS = sampleMails(1).map((mail) => Buffer.from(mail));
const BATCH = 7;

/** A part in memory, whose cursor is the number of mails before it. */
function partOf(name: string, mails: readonly Buffer[]): ArchivePart {
  return {
    name,
    size: { messages: mails.length },
    read: async function* (after, most) {
      const end = most === null ? mails.length : Math.min(mails.length, Number(after ?? 0) + most);
      for (let at = Number(after ?? 0); at < end; at += BATCH) {
        const next = Math.min(end, at + BATCH);
        const raw = mails.slice(at, next).map((bytes, index) => ({ source: `${name}#${at + index + 1}`, bytes }));
        yield { mails: raw, problems: [], cursor: String(next) };
      }
    },
  };
}

const NOTHING: WorkerResult = { judged: null, problems: [] };
const poolOf = (judge: Pool['judge']): Pool => ({ judge, close: async () => {} });
const atOnce = poolOf(async () => NOTHING);

let folder: string;
let opened: OpenedStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'threadjudge-read-'));
  opened = await openToWrite(folder);
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

function read(parts: readonly ArchivePart[], pool: Pool, options: Partial<ReadOptions> = {}): Promise<ScanProgress> {
  const { signal } = new AbortController();
  const quiet = { selection: {}, most: null, signal, counts: noCounts(), onProgress: () => {}, onProblem: () => {} };
  return readArchive(parts, opened.store, judgeHere(opened.store, pool), { ...quiet, ...options });
}

const sourcesIn = (): string[] =>
  leftBehind(folder)
    .rows.filter((row) => row.startsWith('mails '))
    .map((row) => JSON.parse(row.slice('mails '.length)) as (string | number)[])
    .sort((a, b) => Number(a[0]) - Number(b[0]))
    .map((row) => String(row[3]));

describe('an archive', () => {
  it('is written in the order in which it was read, however long the verdicts take', async () => {
    let turn = 0;
    const uneven = poolOf(async () => {
      turn++;
      await pause(turn % 3 === 0 ? 5 : 0);
      return NOTHING;
    });
    await read([partOf('a', MAILS)], uneven);
    expect(sourcesIn()).toEqual(MAILS.map((_, index) => `a#${index + 1}`));
  });

  it('has each mail once; the others are counted as copies', async () => {
    const judged: string[] = [];
    const noting = poolOf(async (source) => {
      judged.push(source);
      return NOTHING;
    });
    const { mails } = await read([partOf('a', MAILS), partOf('b', MAILS.slice(0, 10))], noting);
    expect(mails).toBe(MAILS.length + 10);
    expect(judged.filter((source) => source.startsWith('b'))).toEqual([]);
    expect(sourcesIn()).toHaveLength(MAILS.length);
    expect((await opened.store.totals()).copies).toBe(10);
  });

  it('judges only what may hold a drawing and was chosen', async () => {
    const judged: string[] = [];
    const noting = poolOf(async (source) => {
      judged.push(source);
      return NOTHING;
    });
    const plain = Buffer.from('Message-ID: <plain@example.org>\n\nApplied, thanks.\n');
    await read([partOf('a', [plain, ...MAILS.slice(0, 4)])], noting, { selection: { until: '2024-06-04' } });
    // the answers came on the 4th of June, the first mail has no date
    expect(judged.every((source) => ['a#2', 'a#4'].includes(source))).toBe(true);
    expect(sourcesIn()).toHaveLength(5);
  });

  it('is read on where it stopped, with nothing judged twice', async () => {
    const judged: string[] = [];
    const noting = poolOf(async (source) => {
      judged.push(source);
      return NOTHING;
    });
    const first = await read([partOf('a', MAILS.slice(0, 20))], noting, { most: 10 });
    const second = await read([partOf('a', MAILS.slice(0, 20))], noting, {});
    const third = await read([partOf('a', MAILS.slice(0, 25))], noting, {});
    expect([first.mails, second.mails, third.mails]).toEqual([10, 10, 5]);
    expect(new Set(judged).size).toBe(judged.length);
    expect(sourcesIn()).toHaveLength(25);
    expect((await opened.store.totals()).copies).toBe(0);
  });

  it('ends when it is told to, with what was read written', async () => {
    const controller = new AbortController();
    const stopping = poolOf(async () => {
      controller.abort();
      return NOTHING;
    });
    const { mails } = await read([partOf('a', MAILS), partOf('b', MAILS)], stopping, { signal: controller.signal });
    expect(mails).toBe(BATCH);
    expect(sourcesIn()).toHaveLength(BATCH);
  });

  it('waits for verdicts rather than holding all that was read', async () => {
    const big = Array.from({ length: 40 }, (_, index) => {
      return Buffer.concat([
        Buffer.from(`Message-ID: <${index}@example.org>\n`),
        MAILS[0] as Buffer,
        Buffer.alloc(4 << 20, 'x\n'),
      ]);
    });
    let [held, most] = [0, 0];
    const slow = poolOf(async (_, { length }) => {
      held += length;
      most = Math.max(most, held);
      await pause(5);
      held -= length;
      return NOTHING;
    });
    const one = (mails: readonly Buffer[]): ArchivePart => ({
      ...partOf('a', mails),
      read: async function* () {
        for (const [index, bytes] of mails.entries()) {
          yield { mails: [{ source: `a#${index}`, bytes }], problems: [], cursor: String(index) };
        }
      },
    });
    await read([one(big)], slow);
    expect(most).toBeLessThan(40 << 20);
  });

  it('tells how far it is', async () => {
    const shares: (number | null)[] = [];
    await read([partOf('a', MAILS)], atOnce, { onProgress: ({ share }) => shares.push(share) });
    expect(shares.at(-1)).toBeCloseTo(1);
    expect(shares).toEqual([...shares].sort((a, b) => Number(a) - Number(b)));
  });
});
