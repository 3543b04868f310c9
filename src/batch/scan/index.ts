import { findParts } from '../../ingest/archive/index.ts';
import { type Problem, type ProblemCode, ProblemError } from '../../problems.ts';
import type { Bounds } from '../../sim/types.ts';
import { openToWrite } from '../store/index.ts';
import type { Store, Totals } from '../store/types.ts';
import { openPool } from './pool.ts';
import { readArchive } from './read-archive.ts';
import type { ScanProgress, Selection } from './types.ts';
import { writeReports } from './write-reports.ts';

export type ScanOptions = {
  /** The folder of the reports and the store. */
  readonly out: string;
  /** How many mails are judged at once, each on a thread of its own. */
  readonly jobs: number;
  /** Bytes of one message. */
  readonly limit: number;
  readonly bounds: Bounds;
  readonly lexicons: readonly string[];
  readonly selection: Selection;
  readonly most: number | null;
  readonly standardInput: AsyncIterable<Buffer | string>;
  /** The built file of a worker. */
  readonly worker: URL;
  /** What was read is written when it is aborted, reports too, and nothing more is read. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
  readonly onProblem: (problem: Problem) => void;
};

/** What stands in the store at the end; `isWhole`: every source could be read. */
export type Scanned = { readonly totals: Totals; readonly isWhole: boolean };

/** Without these mails a source is read all the same. */
const OF_ONE_MAIL: readonly ProblemCode[] = ['file-too-large', 'archive-mail-missing'];

/**
 * Reads archives into the store of a folder, from where an earlier scan stopped, and writes the reports of all threads that changed.
 * Throws a ProblemError where the store cannot be used; what is wrong with sources and mails is told and kept, and the rest goes on.
 */
export async function runScan(sources: readonly string[], options: ScanOptions): Promise<Scanned> {
  const { store, close } = await openToWrite(options.out);
  try {
    await checkSelection(store, options);
    const { parts, problems } = await findParts(sources, options);
    let isWhole = problems.length === 0;
    const onProblem = (problem: Problem): void => {
      isWhole &&= OF_ONE_MAIL.includes(problem.code);
      options.onProblem(problem);
    };
    for (const problem of problems) options.onProblem(problem);
    const pool = openPool(options.worker, options.jobs, { bounds: options.bounds, lexicons: options.lexicons });
    try {
      await readArchive(parts, store, pool, { ...options, onProblem });
    } finally {
      await pool.close();
    }
    await writeReports(store, options.out);
    return { totals: await store.totals(), isWhole };
  } finally {
    await close();
  }
}

/** Mails that a scan left out are not looked at again, so a store is of one selection. */
async function checkSelection(store: Store, { selection, out }: ScanOptions): Promise<void> {
  const kept = await store.remember('selection', JSON.stringify(selection));
  if (kept === JSON.stringify(selection)) return;
  const options = Object.entries(JSON.parse(kept) as Selection).map(([name, value]) => `--${name} ${value}`);
  const detail = options.length === 0 ? 'all of them' : options.join(' ');
  throw new ProblemError({ code: 'store-other-selection', source: out, detail });
}
