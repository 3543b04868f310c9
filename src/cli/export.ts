import { Command } from 'commander';
import {
  type BoundOptions,
  boundsOf,
  type DebugOptions,
  type LexiconOptions,
  limitOf,
  type MailOptions,
  positive,
  withBounds,
  withDebug,
  withLexicon,
  withMail,
} from './options.ts';
import { debugPrinter, printProblems } from './streams.ts';

type Options = BoundOptions &
  MailOptions &
  LexiconOptions &
  DebugOptions & { readonly to: string; readonly drawing?: number };

/** `threadjudge export --to promela FILE` */
export function exportCommand(): Command {
  const command = new Command('export')
    .description('print a scenario for another program: a Promela model for Spin')
    .argument('<file>', 'a .race file, a mail, or - for standard input')
    .requiredOption('--to <format>', 'the format: promela or litmus')
    .option('--drawing <n>', 'of a mail with several drawings, the one of that number', positive)
    .action(async (file: string, options: Options) => {
      process.exitCode = await exportTo(file, options);
    });
  return withDebug(withMail(withLexicon(withBounds(command))));
}

async function exportTo(file: string, options: Options): Promise<number> {
  const { EXIT, exportScenario, readLexicons } = await import('../batch/index.ts');
  const lexicons = await readLexicons(options.lexicon ?? []);
  if ('problems' in lexicons) {
    printProblems(lexicons.problems);
    return EXIT.unreadable;
  }
  const exported = await exportScenario(file, options.to, {
    bounds: boundsOf(options),
    limit: limitOf(options),
    drawing: options.drawing ?? null,
    tables: lexicons.tables,
    standardInput: process.stdin,
    onInternalError: debugPrinter(options.debug),
  });
  if ('text' in exported) {
    process.stdout.write(exported.text);
    return EXIT.agreed;
  }
  printProblems(exported.problems);
  return exported.problems.every(({ code }) => code === 'nothing-to-judge') ? EXIT.nothing : EXIT.unreadable;
}
