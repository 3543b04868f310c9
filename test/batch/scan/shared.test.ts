import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { judgeHere } from '../../../src/batch/scan/judge-here.ts';
import { judgeLater, MOST_SHARDS } from '../../../src/batch/scan/judge-later.ts';
import type { SiftedBatch } from '../../../src/batch/scan/judging.ts';
import type { Pool } from '../../../src/batch/scan/pool.ts';
import type { WorkerResult } from '../../../src/batch/scan/types.ts';
import { MOST_TAKINGS, workShards } from '../../../src/batch/scan/work.ts';
import { type SharedStore, sharedShards, sharedStore } from '../../../src/batch/store/postgres/index.ts';
import { sqliteStore } from '../../../src/batch/store/sqlite.ts';
import { ask, HOOK_MS, POSTGRES_PROGRAMS, type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { canonical } from '../store/canonical.ts';
import { drawing, mailRecord } from '../store/records.ts';

const SECONDS = { expireSeconds: 1 };

/** Judges at once: each mail holds one drawing. */
const judged = (source: string): WorkerResult => {
  const name = source.split('#')[1] ?? '';
  const { judged } = mailRecord(name, { drawings: [drawing(Number(name) % 2 === 0 ? 'refuted' : 'reproduces')] });
  const isWrong = Number(name) % 7 === 0;
  return isWrong
    ? { judged: null, problems: [{ source, code: 'internal', message: 'no', line: null, column: null }] }
    : { judged, problems: [] };
};
const poolOf = (judge: Pool['judge']): Pool => ({ judge, close: async () => {} });
const atOnce = poolOf(async (source) => judged(source));

/** Every third mail is a candidate, each answers the one ten before. */
function batchOf(from: number, count: number, part = 'a.mbox'): SiftedBatch {
  const mails = Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const { source, envelope, list, digest } = mailRecord(String(number), {
      answers: number >= 10 ? [String(number - 10)] : [],
    });
    const mail = { source, bytes: Buffer.from(`mail ${number}`) };
    return { mail, envelope, list, digest, isCandidate: number % 3 === 0, isToJudge: number % 3 === 0 };
  });
  return { part, cursor: String(from + count), mails, problems: [] };
}

describe.skipIf(POSTGRES_PROGRAMS === null)('a store that is shared', () => {
  let server: PostgresServer;
  let url: string;
  let store: SharedStore;
  const noted = { written: 0 };
  const written = (mails: readonly unknown[]): void => {
    noted.written += mails.length;
  };
  beforeAll(async () => {
    server = await startPostgres();
  }, HOOK_MS);
  afterAll(() => server.stop());
  beforeEach(async () => {
    noted.written = 0;
    url = await server.database();
    store = await sharedStore(url, SECONDS);
  });
  afterEach(() => store.close());

  const later = (pool: Pool | null, signal = new AbortController().signal) =>
    judgeLater(store, { url, pool, jobs: 2, signal, onJudged: () => {}, ...SECONDS });
  const workUntilEmpty = async (pool: Pool, signal = new AbortController().signal): Promise<string[]> => {
    const shards = await sharedShards(url, SECONDS);
    const mails: string[] = [];
    try {
      await workShards(shards, pool, {
        ...{ jobs: 2, untilEmpty: true, signal, ...SECONDS },
        onJudged: ({ judged, problems }) => mails.push(judged?.message.source ?? problems[0]?.source ?? ''),
      });
    } finally {
      await shards.close();
    }
    return mails;
  };
  const waiting = async (): Promise<number> =>
    (await ask<{ n: number }>(url, 'select count(*)::int as n from waiting'))[0]?.n ?? 0;
  const jobs = async (state: string): Promise<number> =>
    (await ask<{ n: number }>(url, `select count(*)::int as n from threadjudge_queue.job where state = '${state}'`))[0]
      ?.n ?? 0;
  /** As if its worker had died long ago. */
  const forget = (): Promise<unknown> =>
    ask(url, "update threadjudge_queue.job set started_on = now() - interval '1 hour' where state = 'active'");

  /** What the store of SQLite holds of the same mails. */
  async function undisturbed(batches: readonly SiftedBatch[]): Promise<string[]> {
    const path = `${temporaryFolder()}/store.sqlite`;
    const here = sqliteStore(path, 'write');
    const judging = judgeHere(here, atOnce);
    for (const batch of batches) await judging.take(batch, () => {});
    await judging.flush();
    await here.close();
    return canonical(path);
  }

  it('holds in the end what one file holds of the same mails', async () => {
    const batches = [0, 1, 2, 3, 4].map((index) => batchOf(index * 50, 50));
    const judging = await later(atOnce);
    for (const batch of batches) await judging.take(batch, written);
    await judging.flush();
    expect(await judging.settle()).toBe(true);
    await judging.close();
    expect(noted.written).toBe(250);
    expect(await canonical(url)).toEqual(await undisturbed(batches));
  });

  it('waits while too much is to be judged, and goes on when that is done', async () => {
    const judging = await later(null);
    let taken = 0;
    const reading = (async () => {
      for (; taken < MOST_SHARDS + 20; taken++) await judging.take(batchOf(taken * 100, 100), written);
      await judging.flush();
    })();
    while ((await store.shardsLeft()) < MOST_SHARDS) await pause(20);
    await pause(1200);
    expect(await store.shardsLeft()).toBe(MOST_SHARDS);
    expect(taken).toBeLessThan(MOST_SHARDS + 1);
    while (taken < MOST_SHARDS + 20) await Promise.race([workUntilEmpty(atOnce), reading]);
    await reading;
    await workUntilEmpty(atOnce);
    expect(await judging.settle()).toBe(true);
    expect(await store.totals()).toMatchObject({ mails: (MOST_SHARDS + 20) * 100 });
  });

  it('gives out again what a worker held that says nothing more, and has its verdicts once', async () => {
    const judging = await later(null);
    await judging.take(batchOf(0, 60), written);
    await judging.flush();
    const slow = await sharedShards(url, SECONDS);
    const shard = await slow.take();
    expect(shard?.mails).toHaveLength(20);
    expect(await slow.take()).toBeNull();
    await forget();
    await pause(300);
    expect(await workUntilEmpty(atOnce)).toHaveLength(20);
    const before = await canonical(url);
    // it was not dead after all
    if (shard !== null) {
      await slow.end(
        shard,
        shard.mails.map(({ id, part, source }) => ({ id, part, ...judged(source) })),
      );
    }
    await slow.close();
    expect(await canonical(url)).toEqual(before);
    expect(before).toEqual(await undisturbed([batchOf(0, 60)]));
    expect((await jobs('active')) + (await jobs('created')) + (await jobs('retry'))).toBe(0);
  });

  it('lets a worker keep what it says that it works on', async () => {
    const judging = await later(null);
    await judging.take(batchOf(0, 10), written);
    await judging.flush();
    const long = poolOf(async (source) => {
      await pause(1000);
      return judged(source);
    });
    const [one, other] = await Promise.all([workUntilEmpty(long), pause(200).then(() => workUntilEmpty(atOnce))]);
    expect([one.length, other.length]).toEqual([4, 0]);
  });

  it('gets back what an interrupted worker did not come to', async () => {
    const judging = await later(null);
    await judging.take(batchOf(0, 90), written);
    await judging.flush();
    const interrupt = new AbortController();
    let begun = 0;
    const mails = await workUntilEmpty(
      poolOf(async (source) => {
        if (++begun === 6) interrupt.abort();
        return judged(source);
      }),
      interrupt.signal,
    );
    expect(mails.length).toBeGreaterThanOrEqual(6);
    expect(mails.length).toBeLessThan(12);
    expect(await waiting()).toBe(30 - mails.length);
    expect(await jobs('active')).toBe(0);
    const rest = await workUntilEmpty(atOnce);
    expect(new Set([...mails, ...rest]).size).toBe(30);
    expect(await canonical(url)).toEqual(await undisturbed([batchOf(0, 90)]));
  });

  it('gives up a mail at which workers die, and judges those beside it', async () => {
    const judging = await later(null);
    await judging.take(batchOf(1, 12), written);
    await judging.flush();
    let deaths = 0;
    const deadly = poolOf(async (source) => {
      if (source !== 'a.mbox#6') return judged(source);
      deaths++;
      throw new Error('the machine is gone');
    });
    while (
      await workUntilEmpty(deadly).then(
        () => false,
        () => true,
      )
    ) {
      await forget();
      await pause(300);
    }
    // in the shard, then alone
    expect(deaths).toBe(2 * MOST_TAKINGS);
    const errors = await ask<{ source: string; message: string }>(url, 'select source, message from errors');
    expect(errors).toEqual([{ source: 'a.mbox#6', message: expect.stringContaining('3 workers') }]);
    expect(await store.totals()).toMatchObject({ judged: 3 });
  });

  it('ends when it is interrupted, without what could not be written', async () => {
    const interrupt = new AbortController();
    const judging = await later(null, interrupt.signal);
    await judging.take(batchOf(0, 60), written);
    interrupt.abort();
    await judging.flush();
    expect(await judging.settle()).toBe(false);
    expect(await store.cursorOf('a.mbox')).toBe('60');
    expect(await waiting()).toBe(20);
  });

  it('gives out anew what waits when the queue was emptied', async () => {
    const judging = await later(null);
    await judging.take(batchOf(0, 150), written);
    await judging.flush();
    await ask(url, 'delete from threadjudge_queue.job');
    const settled = judging.settle();
    await pause(100);
    expect(await workUntilEmpty(atOnce)).toHaveLength(50);
    expect(await settled).toBe(true);
  });

  it('fails where the worker in it fails, instead of waiting for ever', async () => {
    const judging = await later(atOnce);
    await ask(url, 'drop schema threadjudge_queue cascade');
    await judging.take(batchOf(0, 60), written);
    await expect(
      (async () => {
        await judging.flush();
        await judging.settle();
      })(),
    ).rejects.toMatchObject({ problem: { code: 'store-unreadable' } });
    await judging.close();
  });
});
