import { describe, expect, it } from 'vitest';
import { outcomesIn } from '../../../src/extract/drawing/outcomes.ts';

const outcomes = (text: string) =>
  outcomesIn([{ line: 1, text }]).map(({ comparisons }) =>
    comparisons.map(({ left, is, right }) => `${left} ${is} ${right}`).join(' && '),
  );

describe('values that words name together', () => {
  it.each([
    ['so that x == 0 && y == 0 is impossible', ['x == 0 && y == 0']],
    ['can we have r1 = 1 and r2 = 0 here?', ['r1 == 1 && r2 == 0']],
    ['exists (r1=0 /\\ r2=0)', ['r1 == 0 && r2 == 0']],
    ['(Q == &B) && (D == 2) ????', ['Q == &B && D == 2']],
    ['box->lid == 1 && box->key != 0', ['box->lid == 1 && box->key != 0']],
    // premises, implications, alternatives, one value alone
    ['if r1 == 1 and r2 == 1, all is well', []],
    ['Initially x == 0 && y == 0.', []],
    ['(Q == &A) implies (D == 1)', []],
    ['r1 == 0 || r2 == 0', []],
    ['x == 0 is what it reads', []],
  ] as const)('%s', (text, expected) => {
    expect(outcomes(text)).toEqual(expected);
  });
});
