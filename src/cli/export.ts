import { Command } from 'commander';
import { positive, type ReadingOptions, withReading } from './options.ts';
import { readingOf } from './reading.ts';
import { printProblems } from './streams.ts';

type Options = ReadingOptions & { readonly to: string; readonly drawing?: number };

/** `threadjudge export --to promela FILE` */
export function exportCommand(): Command {
  const command = new Command('export')
    .description('print a scenario for another program: a Promela model for Spin, a litmus test for herd7')
    .argument('<file>', 'a .race file, a mail, or - for standard input')
    .requiredOption('--to <format>', 'the format: promela or litmus')
    .option('--drawing <n>', 'of a mail with several drawings, the one of that number', positive)
    .action(async (file: string, options: Options) => {
      process.exitCode = await exportTo(file, options);
    });
  return withReading(command);
}

async function exportTo(file: string, options: Options): Promise<number> {
  const { EXIT, exportScenario } = await import('../batch/index.ts');
  const reading = await readingOf(options);
  if (reading === null) return EXIT.unreadable;
  const exported = await exportScenario(file, options.to, {
    ...reading,
    drawing: options.drawing ?? null,
  });
  if ('text' in exported) {
    process.stdout.write(exported.text);
    return EXIT.agreed;
  }
  printProblems(exported.problems);
  return exported.problems.every(({ code }) => code === 'nothing-to-judge') ? EXIT.nothing : EXIT.unreadable;
}
