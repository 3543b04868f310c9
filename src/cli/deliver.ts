import { EXIT, type ExitCode, outputProblem, writeOutput } from '../batch/index.ts';
import type { ReportOptions } from './options.ts';
import { printProblems } from './streams.ts';

/** `text` is null where there is nothing to show but the problems that were printed already. */
export type Delivery = { readonly text: string | null; readonly exitCode: ExitCode };

/**
 * Makes a text and puts it where the user wants it: standard output, or the file of `--out`. Whether that file may be
 * written is asked first, so that nobody waits for a report that has no place to go.
 */
export async function deliver(
  options: Pick<ReportOptions, 'out' | 'force'>,
  make: () => Promise<Delivery>,
): Promise<ExitCode> {
  const { out, force } = options;
  const inTheWay = out === undefined ? null : await outputProblem(out, force);
  if (inTheWay !== null) {
    printProblems([inTheWay]);
    return EXIT.unreadable;
  }
  const { text, exitCode } = await make();
  if (text === null) return exitCode;
  if (out === undefined) {
    process.stdout.write(text);
    return exitCode;
  }
  const problem = await writeOutput(out, text, force);
  if (problem === null) return exitCode;
  printProblems([problem]);
  return EXIT.unreadable;
}
