import { describe, expect, it } from 'vitest';
import type { ScanProgress } from '../../src/batch/scan/types.ts';
import { progressLine, progressPrinter, workLine } from '../../src/cli/progress.ts';

const PROGRESS: ScanProgress = {
  mails: 2000,
  bytes: 5_000_000,
  candidates: 40,
  drawings: 12,
  verdicts: 5,
  errors: 0,
  share: 0.25,
};

describe('a line of progress', () => {
  it('says how much was read, how fast, what was found, and how long it will take', () => {
    expect(progressLine(PROGRESS, 2000)).toBe(
      '2000 messages, 2.5 MB/s, 40 candidates, 5 verdicts on 12 drawings, 6 s left',
    );
  });

  it.each([
    [1000, '3 s left'],
    [60_000, '3 min left'],
    [3_600_000, '3.0 h left'],
  ])('after %d ms says %s', (elapsed, left) => {
    expect(progressLine(PROGRESS, elapsed)).toMatch(new RegExp(`, ${left}$`));
  });

  it('of a worker says what it judged', () => {
    const done = { mails: 120, drawings: 35, verdicts: 12, errors: 0 };
    expect(workLine(done, 40_000)).toBe('120 mails judged, 3.0 a second, 35 drawings');
    expect(workLine({ ...done, errors: 2 }, 0)).toBe('120 mails judged, 0.0 a second, 35 drawings, 2 errors');
  });

  it('counts errors, and does not say what is not known', () => {
    const line = progressLine({ ...PROGRESS, errors: 2, share: null }, 0);
    expect(line).toBe('2000 messages, 0.0 MB/s, 40 candidates, 5 verdicts on 12 drawings, 2 errors');
  });
});

/** What is printed where each `show` comes so many milliseconds after the one before. */
function printed(isTTY: boolean, pauses: readonly number[]): string[] {
  const written: string[] = [];
  let time = 0;
  const out = { isTTY, columns: 40, write: (text: string) => written.push(text) > 0 };
  const printer = progressPrinter(out as never, progressLine, () => time);
  for (const pause of pauses) {
    time += pause;
    printer.show(PROGRESS);
  }
  printer.end();
  return written;
}

describe('progress', () => {
  it('is written over the last line on a terminal, cut to its width', () => {
    const written = printed(true, [0, 50, 500]);
    expect(written).toHaveLength(4);
    expect(written[0]).toMatch(/^\r\x1b\[K2000 messages/);
    expect(written[0]?.length).toBeLessThanOrEqual(4 + 40);
    expect(written.at(-1)).toBe('\n');
  });

  it('is a plain line now and then where it is not one, and one at the end', () => {
    const written = printed(false, [0, 5000, 6000, 100]);
    expect(written).toHaveLength(2);
    for (const line of written) expect(line).toMatch(/^2000 messages[ -~]*\n$/);
  });

  it('says nothing of a scan that read nothing', () => {
    expect(printed(false, [])).toEqual([]);
  });
});
