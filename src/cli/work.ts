import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { INTERRUPTED, interruptible } from './interrupt.ts';
import {
  type BoundOptions,
  boundsOf,
  type DebugOptions,
  databaseUrl,
  type LexiconOptions,
  positive,
  type SharedOptions,
  withBounds,
  withDebug,
  withLexicon,
  withShared,
} from './options.ts';
import { SCAN_BOUNDS } from './scan.ts';
import { scanWorker } from './scan-worker.ts';
import { printProblems } from './streams.ts';

type Options = BoundOptions &
  LexiconOptions &
  DebugOptions &
  SharedOptions & { readonly store: string; readonly jobs: number; readonly untilEmpty: boolean };

/** `threadjudge work --store postgres://…` */
export function workCommand(): Command {
  const command = new Command('work')
    .description('help a scan on another machine: judge mails of a store in PostgreSQL')
    .requiredOption('--store <url>', 'the PostgreSQL database that scan --store fills', databaseUrl)
    .option('--jobs <n>', 'judge so many mails at once', positive, availableParallelism())
    .option('--until-empty', 'end when no mail waits, instead of waiting for more', false)
    .action(async (options: Options) => {
      process.exitCode = await work(options);
    });
  return withDebug(withLexicon(withBounds(withShared(command), SCAN_BOUNDS)));
}

async function work(options: Options): Promise<number> {
  const [{ EXIT, readLexicons }, { runWork }, { progressPrinter, workLine }, { ProblemError }] = await Promise.all([
    import('../batch/index.ts'),
    import('../batch/scan/run-work.ts'),
    import('./progress.ts'),
    import('../problems.ts'),
  ]);
  const lexicons = await readLexicons(options.lexicon ?? []);
  if ('problems' in lexicons) {
    printProblems(lexicons.problems);
    return EXIT.unreadable;
  }
  const interrupt = interruptible('finishing what is being judged');
  const progress = progressPrinter(process.stderr, workLine);
  try {
    const { mails, drawings, errors } = await runWork({
      url: options.store,
      jobs: options.jobs,
      untilEmpty: options.untilEmpty,
      expireSeconds: options.expire,
      bounds: boundsOf(options),
      lexicons: options.lexicon ?? [],
      worker: scanWorker(),
      signal: interrupt.signal,
      onProgress: progress.show,
    });
    progress.end();
    process.stdout.write(`${mails} mails judged; ${drawings} drawings, ${errors} errors\n`);
    // who waits for more is ended by being interrupted
    return interrupt.signal.aborted && options.untilEmpty ? INTERRUPTED : EXIT.agreed;
  } catch (error) {
    progress.end();
    if (!(error instanceof ProblemError)) throw error;
    printProblems([error.problem]);
    return EXIT.unreadable;
  } finally {
    interrupt.release();
  }
}
