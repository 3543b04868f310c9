import { findParts } from '../../ingest/archive/index.ts';
import { type Problem, type ProblemCode, ProblemError } from '../../problems.ts';
import type { Bounds } from '../../sim/types.ts';
import type { Store, Totals } from '../store/types.ts';
import { count, noCounts } from './counts.ts';
import { openPlace } from './place.ts';
import { readArchive } from './read-archive.ts';
import type { ScanProgress, Selection } from './types.ts';
import { writeReports } from './write-reports.ts';

export type ScanOptions = {
  /** The folder of the reports and the store. */
  readonly out: string;
  /** The store, where it is not in that folder but shared with workers on other machines; see ShardOptions. */
  readonly shared: { readonly url: string; readonly expireSeconds: number } | null;
  /** How many mails are judged at once, each on a thread of its own; 0 leaves that to others, where the store is shared. */
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

/** What stands in the store at the end. `isWhole`: every source could be read. `isSettled`: no mail waits for its verdict. */
export type Scanned = { readonly totals: Totals; readonly isWhole: boolean; readonly isSettled: boolean };

/** Without these mails a source is read all the same. */
const OF_ONE_MAIL: readonly ProblemCode[] = ['file-too-large', 'archive-mail-missing'];

/**
 * Reads archives into the store of a folder, from where an earlier scan stopped, and writes the reports of all threads that changed.
 * Throws a ProblemError where the store cannot be used; what is wrong with sources and mails is told and kept, and the rest goes on.
 */
export async function runScan(sources: readonly string[], options: ScanOptions): Promise<Scanned> {
  const counts = noCounts();
  let read: ScanProgress | null = null;
  const onProgress = (progress: ScanProgress): void => {
    read = progress;
    options.onProgress(progress);
  };
  const { store, judging, close } = await openPlace(options, (result) => {
    count(counts, result);
    if (read !== null) options.onProgress({ ...read, ...counts });
  });
  try {
    await checkSelection(store, options);
    const { parts, problems } = await findParts(sources, options);
    let isWhole = problems.length === 0;
    const onProblem = (problem: Problem): void => {
      isWhole &&= OF_ONE_MAIL.includes(problem.code);
      options.onProblem(problem);
    };
    for (const problem of problems) options.onProblem(problem);
    await readArchive(parts, store, judging, { ...options, counts, onProblem, onProgress });
    const isSettled = await judging.settle();
    // reports of what is judged meanwhile would be old before they are written
    if (isSettled) await writeReports(store, options.out);
    return { totals: await store.totals(), isWhole, isSettled };
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
