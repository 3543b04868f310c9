import { Command } from 'commander';
import type { Problem } from '../problems.ts';
import {
  type BoundOptions,
  boundsOf,
  type DebugOptions,
  type ReportOptions,
  withBounds,
  withDebug,
  withReport,
} from './options.ts';
import { debugPrinter, printProblems, terminalOptions } from './streams.ts';

type Options = ReportOptions & BoundOptions & DebugOptions & { readonly replay?: string };

/** `threadjudge run FILE.race` */
export function runCommand(): Command {
  const command = new Command('run')
    .description('judge a .race file, as explain prints it')
    .argument('<file>', 'a .race file, or - for standard input')
    .option('--replay <token>', 'print the execution of a witness instead of searching')
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
  return withDebug(withBounds(withReport(command)));
}

async function run(file: string, options: Options): Promise<number> {
  const [batch, { deliver }] = await Promise.all([import('../batch/index.ts'), import('./deliver.ts')]);
  const fail = (problems: readonly Problem[]) => {
    printProblems(problems);
    return { text: null, exitCode: batch.EXIT.unreadable };
  };
  return deliver(options, async () => {
    const begin = performance.now();
    const text = await batch.readText(file, process.stdin);
    if (typeof text !== 'string') return fail(text);
    const runOptions = { bounds: boundsOf(options), onInternalError: debugPrinter(options.debug) };
    if (options.replay !== undefined) {
      const replayed = batch.replayRace(text, file, options.replay, runOptions);
      if ('problems' in replayed) return fail(replayed.problems);
      const { scenario, moves, failure } = replayed;
      return { text: batch.explainMoves(scenario, moves, failure), exitCode: batch.EXIT.agreed };
    }
    const ran = batch.runRace(text, file, runOptions);
    if ('problems' in ran) return fail(ran.problems);
    const time = performance.now() - begin;
    if (options.timings) process.stderr.write(`${file}: ${time.toFixed(1)} ms\n`);
    const { formats } = await import('../report/index.ts');
    const rendered = await formats[options.format].renderScenario(ran.judged, {
      ...terminalOptions(options.out !== undefined),
      ...(options.timings ? { timings: { run: time } } : {}),
    });
    return { text: rendered, exitCode: batch.exitCodeForScenario(ran.judged) };
  });
}
