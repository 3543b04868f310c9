import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Selection } from '../batch/scan/types.ts';
import type { Totals } from '../batch/store/types.ts';
import { type Bounds, DEFAULT_BOUNDS } from '../sim/types.ts';
import { INTERRUPTED, interruptible } from './interrupt.ts';
import {
  type BoundOptions,
  boundsOf,
  type DebugOptions,
  databaseUrl,
  type LexiconOptions,
  limitOf,
  type MailOptions,
  natural,
  positive,
  type SharedOptions,
  withBounds,
  withDebug,
  withLexicon,
  withMail,
  withShared,
} from './options.ts';
import { scanWorker } from './scan-worker.ts';
import { printProblems } from './streams.ts';

type Options = BoundOptions &
  MailOptions &
  LexiconOptions &
  DebugOptions &
  SharedOptions & {
    readonly out: string;
    readonly since?: string;
    readonly until?: string;
    readonly list?: string;
    readonly subject?: string;
    readonly limit?: number;
    readonly jobs: number;
    readonly store?: string;
  };

/** A search gets less memory than in check, for several run at once and archives are long. */
export const SCAN_BOUNDS: Bounds = { ...DEFAULT_BOUNDS, memory: 64 << 20 };

/** `threadjudge scan SOURCE... --out reports/` */
export function scanCommand(): Command {
  const command = new Command('scan')
    .description('judge whole archives into a folder of reports: mbox, Maildir, public-inbox, - for standard input')
    .argument('<sources...>', 'archives; one that has grown is read on from where the scan before stopped')
    .requiredOption('--out <folder>', 'where the reports and the store are, or will be')
    .option('--since <date>', 'only mails of this day and later (2024-05-31, or with a time)', day)
    .option('--until <date>', 'only mails before this day', day)
    .option('--list <name>', 'only mails of this list (linux-raid)')
    .option('--subject <text>', 'only mails whose subject holds this')
    .option('--limit <n>', 'read at most so many messages', positive)
    .option('--jobs <n>', 'judge so many mails at once', natural, availableParallelism())
    .option('--store <url>', 'keep the store in this PostgreSQL database, and let threadjudge work help', databaseUrl)
    .action(async (sources: readonly string[], options: Options) => {
      process.exitCode = await scan(sources, options);
    });
  return withDebug(withMail(withLexicon(withBounds(withShared(command), SCAN_BOUNDS))));
}

const WAITING = 'Some mails wait for their verdicts: scan again for the reports.';

/** An ISO 8601 date or time, as the instant in UTC. */
export function day(value: string): string {
  const instant = /^\d{4}-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)?$/.test(value)
    ? Date.parse(value)
    : Number.NaN;
  if (Number.isNaN(instant)) throw new InvalidArgumentError('It must be a date such as 2024-05-31.');
  return new Date(instant).toISOString();
}

async function scan(sources: readonly string[], options: Options): Promise<number> {
  if (options.jobs === 0 && options.store === undefined) throw new InvalidArgumentError('--jobs 0 needs a --store.');
  const [{ EXIT, readLexicons }, { runScan }, { progressLine, progressPrinter }, { ProblemError }] = await Promise.all([
    import('../batch/index.ts'),
    import('../batch/scan/index.ts'),
    import('./progress.ts'),
    import('../problems.ts'),
  ]);
  const lexicons = await readLexicons(options.lexicon ?? []);
  if ('problems' in lexicons) {
    printProblems(lexicons.problems);
    return EXIT.unreadable;
  }
  const progress = progressPrinter(process.stderr, progressLine);
  const interrupt = interruptible('finishing what was read');
  try {
    const { totals, isWhole, isSettled } = await runScan(sources, {
      out: options.out,
      shared: options.store === undefined ? null : { url: options.store, expireSeconds: options.expire },
      jobs: options.jobs,
      limit: limitOf(options),
      bounds: boundsOf(options),
      lexicons: options.lexicon ?? [],
      selection: selectionOf(options),
      most: options.limit ?? null,
      standardInput: process.stdin,
      worker: scanWorker(),
      signal: interrupt.signal,
      onProgress: progress.show,
      onProblem: (problem) => progress.beside(() => printProblems([problem])),
    });
    progress.end();
    process.stdout.write(summary(isSettled ? join(options.out, 'index.md') : WAITING, totals));
    if (interrupt.signal.aborted) return INTERRUPTED;
    if (!isWhole) return EXIT.unreadable;
    return totals.drawings === 0 ? EXIT.nothing : EXIT.agreed;
  } catch (error) {
    progress.end();
    if (!(error instanceof ProblemError)) throw error;
    printProblems([error.problem]);
    return EXIT.unreadable;
  } finally {
    interrupt.release();
  }
}

function selectionOf({ since, until, list, subject }: Options): Selection {
  return { ...(since && { since }), ...(until && { until }), ...(list && { list }), ...(subject && { subject }) };
}

function summary(end: string, { mails, copies, drawings, verdicts, errors }: Totals): string {
  const { reproduces, refuted, undetermined } = verdicts;
  const again = copies === 0 ? '' : `, ${copies} of them met again`;
  const wrong = errors === 0 ? '' : `; ${errors} errors, listed in the index`;
  return `${mails} messages${again}; ${drawings} drawings: ${reproduces} reproduce, ${refuted} refuted, ${undetermined} undetermined${wrong}
${end}
`;
}
