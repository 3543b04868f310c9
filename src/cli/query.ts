import { Command, Option } from 'commander';
import type { QueryFormat } from '../batch/query.ts';
import type { DrawingFilter } from '../batch/store/types.ts';
import { FAILURES, type Failure } from '../extract/types.ts';
import type { DrawingVerdict } from '../judge/types.ts';
import { positive } from './options.ts';
import { day } from './scan.ts';
import { printProblems, terminalWidth } from './streams.ts';

type Options = DrawingFilter & { readonly failure?: Failure; readonly format: QueryFormat };

/** Keep in step with what the types name; a test compares them. */
const VERDICTS: readonly DrawingVerdict[] = ['reproduces', 'refuted', 'undetermined'];
export const QUERY_FORMATS: readonly QueryFormat[] = ['table', 'json', 'csv'];

/** `threadjudge query STORE` */
export function queryCommand(): Command {
  return new Command('query')
    .description('list the drawings that scan judged, the newest first')
    .argument('<store>', 'the folder that scan wrote, the store in it, or the URL of a shared one')
    .addOption(new Option('--verdict <verdict>', 'only those of this verdict').choices(VERDICTS))
    .addOption(new Option('--failure <failure>', 'only those of this failure').choices(FAILURES))
    .option('--list <name>', 'only those on this list')
    .option('--author <text>', "only those whose author's name or address holds this")
    .option('--subject <text>', 'only those in mails whose subject holds this')
    .option('--since <date>', 'only those of this day and later (2024-05-31, or with a time)', day)
    .option('--until <date>', 'only those before this day', day)
    .option('--limit <n>', 'at most so many', positive)
    .addOption(new Option('--format <format>', 'how to print').choices(QUERY_FORMATS).default('table'))
    .action(async (place: string, options: Options) => {
      process.exitCode = await query(place, options);
    });
}

async function query(place: string, { format, ...filter }: Options): Promise<number> {
  const [{ EXIT }, { openToRead }, { queryFormats }, { ProblemError }] = await Promise.all([
    import('../batch/index.ts'),
    import('../batch/store/index.ts'),
    import('../batch/query.ts'),
    import('../problems.ts'),
  ]);
  try {
    const store = await openToRead(place);
    try {
      let found = 0;
      const rows = counting(store.drawings(filter), () => found++);
      for await (const text of queryFormats[format](rows, terminalWidth())) await written(text);
      return found === 0 ? EXIT.nothing : EXIT.agreed;
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    printProblems([error.problem]);
    return EXIT.unreadable;
  }
}

async function* counting<T>(rows: AsyncIterable<T>, count: () => void): AsyncGenerator<T> {
  for await (const row of rows) {
    count();
    yield row;
  }
}

/** Waits until there is room again, so that a long list never stands in memory. */
function written(text: string): Promise<void> | void {
  if (process.stdout.write(text)) return;
  return new Promise((resolve) => process.stdout.once('drain', resolve));
}
