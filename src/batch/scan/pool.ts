import pLimit from 'p-limit';
import { Piscina } from 'piscina';
import { problemMessage } from '../../problem-texts.ts';
import type { ProblemJson } from '../../report/json/schema.ts';
import type { JudgeTask, WorkerData, WorkerResult } from './types.ts';

/** Workers that judge mails beside the reading. */
export type Pool = {
  /** Never rejects: a mail at which a worker dies or stays for too long is a problem of that mail, and the others go on. */
  readonly judge: (source: string, bytes: Buffer) => Promise<WorkerResult>;
  readonly close: () => Promise<void>;
};

/** Megabytes that one worker may hold. */
const WORKER_MEMORY = 160;
/** Of that for what is young: more would be kept by each worker and make it little faster. */
const WORKER_YOUNG_MEMORY = 8;
/** A mail may take this many times what one drawing may: it holds several, each with fixes and claims. */
const DRAWINGS_OF_TIME = 20;

/** A worker's first second goes into its start; so many mails must wait before another one is started. */
const WORTH_A_WORKER = 200;

/** `script`: the worker's file, built. */
export function openPool(script: URL, jobs: number, data: WorkerData): Pool {
  const workers = new Piscina<JudgeTask, WorkerResult>({
    filename: script.href,
    workerData: data,
    minThreads: 0,
    maxThreads: jobs,
    idleTimeout: 10_000,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY, maxYoungGenerationSizeMb: WORKER_YOUNG_MEMORY },
  });
  // a mail's time begins when a worker is free for it
  const turn = pLimit(1);
  const patience = data.bounds.time * DRAWINGS_OF_TIME;
  return {
    judge(source, bytes) {
      // a view would carry the whole of what it looks at
      const copy = new Uint8Array(bytes);
      if (turn.pendingCount >= WORTH_A_WORKER && turn.concurrency < jobs) turn.concurrency++;
      return turn(async () => {
        try {
          const signal = AbortSignal.timeout(patience);
          return await workers.run({ source, bytes: copy }, { transferList: [copy.buffer], signal });
        } catch (error) {
          return { judged: null, problems: [failed(source, error, patience)] };
        }
      });
    },
    close() {
      // the answer to a mail that nobody waits for any more, where the store failed meanwhile
      workers.on('error', () => {});
      return workers.destroy();
    },
  };
}

function failed(source: string, error: unknown, patience: number): ProblemJson {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  const detail = name === 'AbortError' ? `it took more than ${patience / 1000} seconds` : message;
  return { source, code: 'internal', message: problemMessage({ code: 'internal', detail }), line: null, column: null };
}
