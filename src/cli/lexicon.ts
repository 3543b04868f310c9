import { Command, InvalidArgumentError } from 'commander';
import { isRelease, type Release } from '../extract/lexicon/releases.ts';
import { type LexiconOptions, withLexicon } from './options.ts';
import { printProblems, terminalWidth } from './streams.ts';

type Options = LexiconOptions & { readonly kernel?: Release };

/** `threadjudge lexicon NAME...` */
export function lexiconCommand(): Command {
  const command = new Command('lexicon')
    .description('print which rows of the lexicon know a function, and what they say that it does')
    .argument('<names...>', "names of the kernel's functions or macros")
    .option('--kernel <release>', 'as that kernel knew them, such as 5.7 (default: the newest)', release)
    .action(async (names: readonly string[], options: Options) => {
      process.exitCode = await lexicon(names, options);
    });
  return withLexicon(command);
}

function release(text: string): Release {
  if (!isRelease(text)) throw new InvalidArgumentError('It must be a release such as 6.4.');
  return text;
}

async function lexicon(names: readonly string[], options: Options): Promise<number> {
  const [{ EXIT, readLexicons }, { explainNames }] = await Promise.all([
    import('../batch/index.ts'),
    import('../batch/explain-names.ts'),
  ]);
  const lexicons = await readLexicons(options.lexicon ?? []);
  if ('problems' in lexicons) {
    printProblems(lexicons.problems);
    return EXIT.unreadable;
  }
  const { text, unknown } = explainNames(names, options.kernel ?? null, lexicons.tables, terminalWidth());
  process.stdout.write(text);
  return unknown.length === names.length ? EXIT.nothing : EXIT.agreed;
}
