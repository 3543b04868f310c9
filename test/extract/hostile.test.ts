import { describe, expect, test } from 'vitest';
import { extractMessage } from '../../src/extract/index.ts';

/** Bodies made to break the reading, or to make it slow. Limits are far above what is measured: machines are noisy. */
const extract = (lines: readonly string[]) => extractMessage({ subject: 'box: a race', date: null, lines });

const milliseconds = (lines: readonly string[]): number => {
  const begin = performance.now();
  extract(lines);
  return performance.now() - begin;
};

const LONG = 100_000;
const long = (unit: string): string => unit.repeat(Math.ceil(LONG / unit.length));

/** The line in every place where a drawing has text. */
const drawnWith = (line: string): string[] => [
  'CPU0                     CPU1',
  `mutex_lock(&box->lock) ${line}`,
  '                         kfree(box->lid)',
  line,
  `                         ${line}`,
  `box->lid->open = 1;      // ${line}`,
];

describe('a line of 100,000 characters', () => {
  test.each([
    ['words far apart', 'x   '],
    ['words and tabs', 'a\t'],
    ['tabs and words', '\ta'],
    ['actors far apart', 'T1    '],
    ['bars', '| '],
    ['bars and words', ' |x'],
  ])('%s', (_, unit) => {
    expect(milliseconds(drawnWith(long(unit)))).toBeLessThan(10_000);
  });
});

test('a row of very many parts loses none of them', () => {
  const parts = Array.from({ length: 300 }, (_, i) => `x${i}`).join('   ');
  const { diagrams } = extract(['CPU0          CPU1', 'lock(L)', '              lock(M)', parts, 'unlock(L)']);
  const texts = diagrams[0]?.steps.map(({ text }) => text).join(' ') ?? '';
  for (let i = 0; i < 300; i++) expect(texts).toContain(`x${i}`);
});
