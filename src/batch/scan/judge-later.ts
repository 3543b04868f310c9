import type { ShardOptions, SharedStore } from '../store/postgres/index.ts';
import { sharedShards } from '../store/postgres/index.ts';
import type { MailRecord, StoreBatch } from '../store/types.ts';
import { NO_RESULT } from './judge-here.ts';
import type { Judging, SiftedBatch } from './judging.ts';
import { problemJson, recordOf } from './mails.ts';
import type { Pool } from './pool.ts';
import type { WorkerResult } from './types.ts';
import { idle, workShards } from './work.ts';

/** A shard has about so many mails, or bytes of them: some seconds of work. What was read without one is written after so many mails. */
const SHARD_MAILS = 32;
const SHARD_BYTES = 1024 * 1024;
const MAILS_AT_ONCE = 2000;
/** No more shards wait in the database, so that it does not grow with the archive. */
export const MOST_SHARDS = 64;

export type LaterOptions = ShardOptions & {
  readonly url: string;
  /** Null where this process judges nothing itself. */
  readonly pool: Pool | null;
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly onJudged: (result: WorkerResult) => void;
};

/** Writes mails to be judged by whoever works for the store: other machines, and this process. */
export async function judgeLater(store: SharedStore, options: LaterOptions): Promise<Judging> {
  const { signal } = options;
  const pending: { readonly batch: StoreBatch; readonly written: (mails: readonly MailRecord[]) => void }[] = [];
  let bytes = new Map<string, Buffer>();
  let [mails, held] = [0, 0];
  const worker = await ownWorker(options);

  const write = async (): Promise<void> => {
    while (bytes.size > 0 && !signal.aborted && (await store.shardsLeft()) >= MOST_SHARDS) {
      worker.check();
      await idle(signal);
    }
    worker.check();
    const taken = pending.splice(0);
    // what is not written is read again by the next scan
    if (!signal.aborted || (await store.shardsLeft()) < MOST_SHARDS) {
      await store.give(
        taken.map(({ batch }) => batch),
        bytes,
      );
      for (const { batch, written } of taken) written(batch.mails);
    }
    bytes = new Map();
    [mails, held] = [0, 0];
  };

  return {
    async take(batch, written) {
      pending.push({ batch: storeBatch(batch), written });
      mails += batch.mails.length;
      for (const { mail, digest, isToJudge } of batch.mails) {
        if (!isToJudge) continue;
        // a view would hold the whole of what it looks at
        bytes.set(digest, Buffer.from(mail.bytes));
        held += mail.bytes.length;
      }
      if (bytes.size >= SHARD_MAILS || held >= SHARD_BYTES || mails >= MAILS_AT_ONCE) await write();
    },
    flush: write,
    async settle() {
      await store.restore(SHARD_MAILS);
      for (;;) {
        worker.check();
        if (await store.isSettled()) return true;
        if (signal.aborted) return false;
        await idle(signal);
      }
    },
    close: worker.close,
  };
}

function storeBatch({ part, cursor, mails, problems }: SiftedBatch): StoreBatch {
  const records = mails.map((mail) => ({ ...recordOf(mail), ...NO_RESULT }));
  return { part, cursor, mails: records, problems: problems.map(problemJson) };
}

type OwnWorker = {
  /** Throws what ended it. */
  readonly check: () => void;
  readonly close: () => Promise<void>;
};

/** This process as one of the workers, on a session of its own. */
async function ownWorker({ url, pool, jobs, signal, onJudged, expireSeconds }: LaterOptions): Promise<OwnWorker> {
  if (pool === null) return { check: () => {}, close: async () => {} };
  const shards = await sharedShards(url, { expireSeconds });
  const end = new AbortController();
  const abort = (): void => end.abort();
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  let failure: unknown;
  const working = workShards(shards, pool, {
    jobs,
    untilEmpty: false,
    signal: end.signal,
    expireSeconds,
    onJudged,
  }).catch((error) => {
    failure = error;
  });
  return {
    check() {
      if (failure !== undefined) throw failure;
    },
    async close() {
      signal.removeEventListener('abort', abort);
      abort();
      await working;
      await pool.close();
      await shards.close();
    },
  };
}
