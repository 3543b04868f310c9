import { makeFolder, openToWrite } from '../store/index.ts';
import type { Store } from '../store/types.ts';
import type { ScanOptions } from './index.ts';
import { judgeHere } from './judge-here.ts';
import type { Judging } from './judging.ts';
import { openPool } from './pool.ts';
import type { WorkerResult } from './types.ts';

/** Where a scan writes, and who judges for it. */
export type Place = { readonly store: Store; readonly judging: Judging; readonly close: () => Promise<void> };

/** `onJudged`: what this process judged of mails that were written before. */
export async function openPlace(options: ScanOptions, onJudged: (result: WorkerResult) => void): Promise<Place> {
  const { bounds, lexicons, worker, jobs } = options;
  const pool = (): ReturnType<typeof openPool> => openPool(worker, jobs, { bounds, lexicons });
  if (options.shared === null) {
    const { store, close } = await openToWrite(options.out);
    return closing(store, judgeHere(store, pool()), close);
  }
  makeFolder(options.out);
  const { url, expireSeconds } = options.shared;
  // only who has such a store loads what it is reached with
  const [{ sharedStore }, { judgeLater }] = await Promise.all([
    import('../store/postgres/index.ts'),
    import('./judge-later.ts'),
  ]);
  const store = await sharedStore(url, { expireSeconds });
  try {
    const own = jobs === 0 ? null : pool();
    const judging = await judgeLater(store, { url, expireSeconds, pool: own, jobs, signal: options.signal, onJudged });
    return closing(store, judging, store.close);
  } catch (error) {
    await store.close();
    throw error;
  }
}

const closing = (store: Store, judging: Judging, close: () => Promise<void>): Place => ({
  store,
  judging,
  async close() {
    await judging.close();
    await close();
  },
});
