import { Command, Option } from 'commander';
import type { LitmusFormat } from '../report/litmus/index.ts';
import { MODEL_NAMES, type ModelName } from '../sim/lkmm/models/types.ts';
import { DEFAULT_LITMUS_BOUNDS } from '../sim/lkmm/search/bounds.ts';
import { type DebugOptions, positive, withDebug, withOutput } from './options.ts';
import { debugPrinter, printProblems, terminalOptions } from './streams.ts';

/** Keep in step with `litmusFormats` of the report, which is loaded only when something is printed; a test compares them. */
export const LITMUS_FORMAT_NAMES: readonly LitmusFormat[] = ['herd', 'json'];

type Options = DebugOptions & {
  readonly model: ModelName;
  readonly format: LitmusFormat;
  readonly why: boolean;
  readonly out?: string;
  readonly force: boolean;
  readonly timings: boolean;
  readonly maxChoices: number;
  readonly maxTime: number;
};

/** `threadjudge litmus FILE…` */
export function litmusCommand(): Command {
  const command = new Command('litmus')
    .description('run litmus tests (C, as herd7 reads them) under a memory model')
    .argument('<files...>', 'litmus tests, or - for standard input')
    .addOption(new Option('--model <model>', 'the memory model').choices(MODEL_NAMES).default('lkmm'))
    .option('--why', 'also say why the outcome can be seen, or cannot', false)
    .addOption(new Option('--format <format>', 'how to print').choices(LITMUS_FORMAT_NAMES).default('herd'))
    .option('--max-choices <n>', 'stop a test after so many choices', positive, DEFAULT_LITMUS_BOUNDS.choices)
    .option('--max-time <ms>', 'stop a test after so many milliseconds', positive, DEFAULT_LITMUS_BOUNDS.time)
    .action(async (files: readonly string[], options: Options) => {
      process.exitCode = await litmus(files, options);
    });
  return withDebug(withOutput(command));
}

async function litmus(files: readonly string[], options: Options): Promise<number> {
  const [batch, { deliver }, { litmusFormats }] = await Promise.all([
    import('../batch/index.ts'),
    import('./deliver.ts'),
    import('../report/litmus/index.ts'),
  ]);
  return deliver(options, async () => {
    const begin = performance.now();
    const results = await batch.runLitmusFiles(files, {
      ...{ model: options.model, why: options.why, standardInput: process.stdin },
      bounds: { choices: options.maxChoices, time: options.maxTime },
      onInternalError: debugPrinter(options.debug),
    });
    printProblems(batch.litmusProblems(results));
    if (options.timings) {
      process.stderr.write(`${files.length} tests: ${(performance.now() - begin).toFixed(1)} ms\n`);
    }
    const { width = 80 } = terminalOptions(options.out !== undefined);
    const text = litmusFormats[options.format](results, width);
    return { text: text === '' ? null : text, exitCode: batch.exitCodeForLitmus(results) };
  });
}
