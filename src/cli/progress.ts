import type { WriteStream } from 'node:tty';
import type { ScanProgress, WorkProgress } from '../batch/scan/types.ts';

/** How often a line is written: over the last on a terminal, below it elsewhere. */
const ON_TERMINAL_MS = 200;
const ELSEWHERE_MS = 10_000;

export type ProgressPrinter<Progress> = {
  readonly show: (progress: Progress) => void;
  /** Prints something else between. */
  readonly beside: (print: () => void) => void;
  readonly end: () => void;
};

/** Shows how far something is. `lineOf` is given milliseconds, as `now` gives them to it. */
export function progressPrinter<Progress>(
  out: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>,
  lineOf: (progress: Progress, elapsed: number) => string,
  now: () => number = () => performance.now(),
): ProgressPrinter<Progress> {
  const begun = now();
  const pause = out.isTTY ? ON_TERMINAL_MS : ELSEWHERE_MS;
  let shown = out.isTTY ? Number.NEGATIVE_INFINITY : begun;
  let last: Progress | null = null;
  const wipe = out.isTTY ? '\r\x1b[K' : '';
  const write = (progress: Progress): void => {
    const line = lineOf(progress, now() - begun);
    out.write(out.isTTY ? wipe + line.slice(0, Math.max(20, out.columns - 1)) : `${line}\n`);
  };
  return {
    show(progress) {
      last = progress;
      if (now() - shown < pause) return;
      shown = now();
      write(progress);
    },
    beside(print) {
      out.write(wipe);
      print();
    },
    end() {
      if (last !== null) write(last);
      if (out.isTTY && last !== null) out.write('\n');
    },
  };
}

const MEGABYTE = 1e6;

/** `12345 messages, 34.5 MB/s, 210 candidates, 35 verdicts on 98 drawings, 2 errors, 3 min left`; `elapsed`: milliseconds. */
export function progressLine(progress: ScanProgress, elapsed: number): string {
  const { mails, bytes, candidates, verdicts, drawings, errors, share } = progress;
  const rate = elapsed > 0 ? bytes / MEGABYTE / (elapsed / 1000) : 0;
  const parts = [
    `${mails} messages`,
    `${rate.toFixed(1)} MB/s`,
    `${candidates} candidates`,
    `${verdicts} verdicts on ${drawings} drawings`,
  ];
  if (errors > 0) parts.push(`${errors} errors`);
  if (share !== null && share > 0 && share < 1) parts.push(`${duration((elapsed * (1 - share)) / share)} left`);
  return parts.join(', ');
}

/** `120 mails judged, 3.4 a second, 35 drawings, 2 errors` */
export function workLine({ mails, drawings, errors }: WorkProgress, elapsed: number): string {
  const rate = elapsed > 0 ? mails / (elapsed / 1000) : 0;
  const parts = [`${mails} mails judged`, `${rate.toFixed(1)} a second`, `${drawings} drawings`];
  if (errors > 0) parts.push(`${errors} errors`);
  return parts.join(', ');
}

function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
