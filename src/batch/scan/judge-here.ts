import type { MailRecord, Store } from '../store/types.ts';
import type { Judging, SiftedBatch } from './judging.ts';
import { bytesOf, problemJson, recordOf } from './mails.ts';
import type { Pool } from './pool.ts';
import type { WorkerResult } from './types.ts';

/** Batches are written in the order in which they were read; so many bytes of mails may wait for their verdicts meanwhile. */
const BYTES_IN_FLIGHT = 16 * 1024 * 1024;
const BATCHES_IN_FLIGHT = 64;

type InFlight = {
  readonly write: () => Promise<void>;
  readonly bytes: number;
  /** Whether nobody is waited for. */
  readonly isJudged: () => boolean;
};

/** Judges mails beside the reading, and writes each with its verdict. */
export function judgeHere(store: Store, pool: Pool): Judging {
  const waiting: InFlight[] = [];
  let held = 0;

  const writeOldest = async (): Promise<void> => {
    const oldest = waiting.shift();
    if (oldest === undefined) return;
    await oldest.write();
    held -= oldest.bytes;
  };
  const begin = (batch: SiftedBatch, written: (mails: readonly MailRecord[]) => void): InFlight => {
    const { part, cursor } = batch;
    const begun = batch.mails.map(({ mail, isToJudge }) => (isToJudge ? pool.judge(mail.source, mail.bytes) : NOTHING));
    let open = 0;
    for (const each of begun) {
      if (each === NOTHING) continue;
      open++;
      each.then(() => open--);
    }
    const records = batch.mails.map(recordOf);
    const problems = batch.problems.map(problemJson);
    const write = async (): Promise<void> => {
      const results = await Promise.all(begun);
      const mails = records.map((record, index) => ({ ...record, ...(results[index] ?? NO_RESULT) }));
      await store.write({ part, cursor, mails, problems });
      written(mails);
    };
    return { write, isJudged: () => open === 0, bytes: bytesOf(batch.mails.filter(({ isToJudge }) => isToJudge)) };
  };

  return {
    async take(batch, written) {
      const begun = begin(batch, written);
      held += begun.bytes;
      waiting.push(begun);
      // what is ready is written at once, so that memory holds what waits and no more
      while (waiting[0]?.isJudged() || held > BYTES_IN_FLIGHT || waiting.length > BATCHES_IN_FLIGHT)
        await writeOldest();
    },
    async flush() {
      while (waiting.length > 0) await writeOldest();
    },
    settle: async () => true,
    close: pool.close,
  };
}

export const NO_RESULT: WorkerResult = { judged: null, problems: [] };
const NOTHING = Promise.resolve(NO_RESULT);
