import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRace, readRace } from '../../../src/scenario/index.ts';
import { Cursor } from '../../../src/scenario/race/cursor.ts';
import { printExpression, readExpression } from '../../../src/scenario/race/expressions.ts';
import { lexLine } from '../../../src/scenario/race/lexer.ts';
import { expressions, scenarios, withoutPlaces } from './arbitrary.ts';

const RUNS = Number(process.env.RUNS ?? 500);

describe('a printed scenario', () => {
  it('reads back as the same scenario', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const text = printRace(scenario);
        const read = readRace(text, 'x.race');
        expect(read.ok ? withoutPlaces(read.scenario) : read.problems, text).toEqual(scenario);
      }),
      { numRuns: RUNS },
    );
  });

  it('prints the same text again', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const text = printRace(scenario);
        const read = readRace(text, 'x.race');
        expect(read.ok && printRace(read.scenario)).toBe(text);
      }),
      { numRuns: RUNS / 5 },
    );
  });

  it('holds nothing that drives a terminal', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(printRace(scenario)).not.toMatch(/[^\P{Cc}\n\t]/u);
      }),
      { numRuns: RUNS / 5 },
    );
  });

  it('keeps every expression, with parentheses only where they are needed', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const text = printExpression(expression);
        const cursor = new Cursor(lexLine(text, 1).tokens, 'x', { line: 1, column: 1 });
        expect(withoutPlaces(readExpression(cursor)), text).toEqual(expression);
        expect(cursor.done).toBe(true);
      }),
      { numRuns: RUNS },
    );
    const shown = (text: string) => {
      const cursor = new Cursor(lexLine(text, 1).tokens, 'x', { line: 1, column: 1 });
      return printExpression(readExpression(cursor));
    };
    for (const text of [
      'a - (b - c)',
      'a - b - c',
      '(a || b) && !c',
      '-(5)',
      '-5',
      '-(-x)',
      '!(a == 1)',
      'a == 1 && b == -2',
    ]) {
      expect(shown(text)).toBe(text);
    }
  });

  it('reads like the drawing', () => {
    const text = [
      'scenario "write-protect" from <x+y@example.org>',
      '',
      'lock PT',
      'cell p->count = -1',
      'cell state in 0, 1',
      'object skb refs 2',
      '',
      'assume "a thread writes" line 54 shown',
      '',
      'unknown 12:1 line 12 irrelevant "not known"',
      '',
      'lane CPU0 "do_page_fault()"',
      '  12:1 lock PT                                       # spin_lock(ptl)  # why',
      '  13:1 seen = p->count; if !(seen == 0) goto end',
      '  14:1 wait wq until state == 1 && seen > 2',
      '',
      'lane `user thread` implied'.replaceAll('`', '"'),
      '  implied:1 pass',
      '',
      'look for use-after-free at 13:1 line 13 shown',
      '',
      'drawn 12:1 13:1 14:1',
      '',
    ].join('\n');
    const read = readRace(text, 'x.race');
    expect(read.ok ? printRace(read.scenario) : read.problems).toBe(text);
  });
});
