import { Command } from 'commander';
import { positive, type ReadingOptions, withReading } from './options.ts';
import { readingOf } from './reading.ts';
import { printProblems, terminalWidth } from './streams.ts';

type Options = ReadingOptions & { readonly steps: boolean; readonly drawing?: number };

/** `threadjudge explain FILE` */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description('print how the drawings of a mail were read: the .race file of each')
    .argument('<file>', 'a mail, an mbox, a plain text, or - for standard input')
    .option('--steps', 'print how each cell was understood, and by which row, instead', false)
    .option('--drawing <n>', 'only the drawing of that number, so that run can read it', positive)
    .action(async (file: string, options: Options) => {
      process.exitCode = await explain(file, options);
    });
  return withReading(command);
}

async function explain(file: string, options: Options): Promise<number> {
  const { allProblems, checkInputs, drawingsOf, EXIT, explainScenarios, explainSteps } = await import(
    '../batch/index.ts'
  );
  const reading = await readingOf(options);
  if (reading === null) return EXIT.unreadable;
  const report = await checkInputs([file], reading);
  const problems = allProblems(report);
  printProblems(problems);
  const drawings = drawingsOf(report.messages, options.drawing ?? null);
  process.stdout.write(options.steps ? explainSteps(drawings, terminalWidth()) : explainScenarios(drawings));
  if (problems.length > 0) return EXIT.unreadable;
  if (drawings.length > 0) return EXIT.agreed;
  printProblems([{ code: 'nothing-to-judge', source: file }]);
  return EXIT.nothing;
}
