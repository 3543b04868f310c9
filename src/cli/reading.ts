import { boundsOf, limitOf, type ReadingOptions } from './options.ts';
import { debugPrinter, printProblems } from './streams.ts';

/** What a command reads mails with; null where a lexicon cannot be read, which is printed. */
export async function readingOf(options: ReadingOptions) {
  const { readLexicons } = await import('../batch/index.ts');
  const lexicons = await readLexicons(options.lexicon ?? []);
  if ('problems' in lexicons) {
    printProblems(lexicons.problems);
    return null;
  }
  return {
    bounds: boundsOf(options),
    limit: limitOf(options),
    tables: lexicons.tables,
    answers: options.assume ?? [],
    standardInput: process.stdin,
    onInternalError: debugPrinter(options.debug),
  };
}
