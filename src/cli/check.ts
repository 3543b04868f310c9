import { Command } from 'commander';
import type { Timing } from '../batch/index.ts';
import { bundledMail } from './bundled.ts';
import { type ReadingOptions, type ReportOptions, withReading, withReport } from './options.ts';
import { readingOf } from './reading.ts';
import { printProblems, terminalOptions } from './streams.ts';

type Options = ReportOptions & ReadingOptions;

/** `threadjudge check [files...]` */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('judge the drawings and claims of mails (.eml, mbox, plain text, - for standard input)')
    .argument('[files...]', 'what to judge; the mail that comes with threadjudge where none is given')
    .action(async (files: readonly string[], options: Options) => {
      process.exitCode = await check(files, options);
    });
  return withReading(withReport(command));
}

async function check(files: readonly string[], options: Options): Promise<number> {
  const [{ allProblems, checkInputs, EXIT, exitCodeFor }, { deliver }, { formats }] = await Promise.all([
    import('../batch/index.ts'),
    import('./deliver.ts'),
    import('../report/index.ts'),
  ]);
  return deliver(options, async () => {
    const reading = await readingOf(options);
    if (reading === null) return { text: null, exitCode: EXIT.unreadable };
    const timings: Timing[] = [];
    const report = await checkInputs(files.length === 0 ? [bundledMail()] : files, {
      ...reading,
      onTiming: (timing) => timings.push(timing),
    });
    printProblems(allProblems(report));
    // a scenario given to the wrong command would otherwise pass in silence
    printProblems(
      files.filter((file) => file.endsWith('.race')).map((source) => ({ code: 'nothing-to-judge', source })),
    );
    if (options.timings) printTimings(timings);
    // a terminal shows them already, through standard error
    const isShown = options.format === 'terminal' && options.out === undefined;
    const text = await formats[options.format].render(isShown ? { ...report, problems: [] } : report, {
      ...terminalOptions(options.out !== undefined),
      ...(options.timings ? { timings: sum(timings) } : {}),
    });
    return { text, exitCode: exitCodeFor(report) };
  });
}

function printTimings(timings: readonly Timing[]): void {
  for (const { source, read, extract, judge } of timings) {
    const parts = Object.entries({ read, extract, judge }).map(([name, time]) => `${name} ${time.toFixed(1)} ms`);
    process.stderr.write(`${source}: ${parts.join(', ')}\n`);
  }
}

/** Milliseconds of all messages together. */
function sum(timings: readonly Timing[]): Record<string, number> {
  const total = { read: 0, extract: 0, judge: 0 };
  for (const { read, extract, judge } of timings) {
    total.read += read;
    total.extract += extract;
    total.judge += judge;
  }
  return total;
}
