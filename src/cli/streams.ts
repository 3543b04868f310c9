import { EXIT } from '../batch/exit-code.ts';
import { problemLine } from '../problem-texts.ts';
import type { Problem } from '../problems.ts';
import type { FormatOptions } from '../report/index.ts';

/** Columns where the output is no terminal, so that a report in a file does not depend on the window it was made in. */
const WIDTH = 100;

/** How to print for this terminal: colour only on one, never where NO_COLOR (https://no-color.org) is set. */
export function terminalOptions(toFile: boolean): FormatOptions {
  const { stdout, env } = process;
  const terminal = stdout.isTTY === true && !toFile;
  const colour = terminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  return { colour, width: terminal && stdout.columns > 0 ? stdout.columns : WIDTH };
}

/** Columns of the terminal; null where the output goes elsewhere and nothing need be cut. */
export function terminalWidth(): number | null {
  const { isTTY, columns } = process.stdout;
  return isTTY === true && columns > 0 ? columns : null;
}

/** One line on standard error for each problem. */
export function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems) process.stderr.write(`${problemLine(problem)}\n`);
}

/** Shows what was thrown, for `--debug`; without it a user sees the problem alone. */
export function debugPrinter(debug: boolean): (error: unknown, source: string) => void {
  return (error, source) => {
    if (!debug) return;
    process.stderr.write(`${source}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  };
}

/** `threadjudge check mails | head` is no error: the reader has what it wanted. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      if (stream === process.stdout) {
        printProblems([{ code: 'output-unwritable', source: 'standard output', detail: error.code ?? error.message }]);
      }
      process.exit(EXIT.unreadable);
    });
  }
}
