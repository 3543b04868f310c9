import type { Bounds } from '../../sim/types.ts';
import { sharedShards } from '../store/postgres/index.ts';
import { count, noCounts } from './counts.ts';
import { openPool } from './pool.ts';
import type { WorkProgress } from './types.ts';
import { type WorkOptions, workShards } from './work.ts';

export type RunWorkOptions = Omit<WorkOptions, 'onJudged'> & {
  readonly url: string;
  readonly bounds: Bounds;
  readonly lexicons: readonly string[];
  /** The built file of a worker. */
  readonly worker: URL;
  readonly onProgress?: (progress: WorkProgress) => void;
};

/**
 * Judges mails that a scan put into a shared store, until there are none or it is aborted.
 * Throws a ProblemError where the store cannot be used, or be reached any more.
 */
export async function runWork(options: RunWorkOptions): Promise<WorkProgress> {
  const { url, bounds, lexicons, worker, jobs, expireSeconds } = options;
  const shards = await sharedShards(url, { expireSeconds });
  const counts = noCounts();
  let mails = 0;
  try {
    const pool = openPool(worker, jobs, { bounds, lexicons });
    try {
      await workShards(shards, pool, {
        ...options,
        onJudged(result) {
          mails++;
          count(counts, result);
          options.onProgress?.({ mails, ...counts });
        },
      });
    } finally {
      await pool.close();
    }
  } finally {
    await shards.close();
  }
  return { mails, ...counts };
}
