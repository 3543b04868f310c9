import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formats, renderScenarioTerminal, renderTerminal } from '../../src/report/index.ts';
import { displayWidth } from '../../src/report/text/width.ts';
import { claim, judgedMessage, oneMail, refuted, threeMails, useAfterFree, withTexts } from './fixtures.ts';

const plain = { colour: false, width: 80 };

describe('the terminal report', () => {
  test('shows a simple case on one screen', () => {
    const text = renderTerminal(oneMail, plain);
    expect(text).toMatchSnapshot();
    expect(text.split('\n').length).toBeLessThan(45);
  });

  test('puts the verdict first and names the lock, its holder and the line', () => {
    expect(renderScenarioTerminal(refuted.judged, plain)).toMatch(/^! 22 +mutex_lock/m);
    const lines = renderScenarioTerminal(refuted.judged, plain).replace(/\s+/g, ' ');
    expect(lines).toMatch(/^drawing REFUTED use-after-free/);
    expect(lines).toContain('CPU1 waits at line 22 for foo_lock, which CPU0 holds since line 21');
  });

  test('has colour only if asked for, and then only on the words', () => {
    const colourful = renderTerminal(threeMails, { colour: true, width: 80 });
    expect(colourful).toContain('\u001b[31mREPRODUCES');
    expect(colourful).toContain('\u001b[32mREFUTED');
    expect(colourful).toContain('\u001b[33mUNDETERMINED');
    expect(colourful.replace(/\u001b\[\d+m/g, '')).toBe(renderTerminal(threeMails, plain));
  });

  test('keeps to the width and lets nothing of a mail act, whatever the texts', () => {
    const escapes = ['\u001b[2J', '\u001b]0;title\u0007', '\u009b31m', '\r', '\u202e', '\n\n', '\u0000'];
    const nasty = fc.tuple(fc.string({ unit: 'binary' }), fc.constantFrom(...escapes), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(nasty, fc.integer({ min: 24, max: 200 }), (parts, width) => {
        const text = renderTerminal(
          withTexts(threeMails, () => parts.join('')),
          { colour: false, width },
        );
        for (const line of text.split('\n')) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('ends many mails with what came of each', () => {
    const text = renderTerminal(threeMails, plain);
    const overview = text.slice(text.indexOf('Overview')).split('\n').slice(1, 5);
    expect(overview).toEqual([
      '  reproduces  mails/one.eml, lines 11 to 15: use-after-free',
      '  refuted  mails/two.eml, lines 20 to 24: use-after-free',
      '  undetermined  mails/two.eml, lines 31 to 33',
      '  no drawing  mails/three.eml',
    ]);
    expect(renderTerminal(oneMail, plain)).not.toContain('Overview');
  });

  test('tells steps apart by their columns where a lane has several on one line', () => {
    const { diagram, judged } = useAfterFree;
    const steps = diagram.steps.map((step, index) => ({ ...step, id: `12:${10 * index + 1}`, line: 12 }));
    const flat = { diagram: { ...diagram, notation: 'flat' as const, steps }, judged: { ...judged, witness: null } };
    const text = renderTerminal({ messages: [judgedMessage([flat], [])], problems: [] }, plain);
    expect(text).toMatch(/^12:31 {2}foo->count/m);
  });

  test('counts changes and questions beyond the first few', () => {
    const fix = { source: 'search', kind: 'hold-lock', verdict: 'works', reason: '' } as const;
    const fixes = Array.from({ length: 8 }, (_, k) => ({ ...fix, text: `hold lock ${k}` }));
    const judged = { ...useAfterFree, judged: { ...useAfterFree.judged, fixes } };
    const asked = Array.from({ length: 5 }, (_, k) => ({
      claim: claim({ line: 40 + k, type: 'question', polarity: '?' }),
      verdict: 'not-checkable' as const,
      reason: 'a question',
    }));
    const text = renderTerminal({ messages: [judgedMessage([judged], asked)], problems: [] }, plain);
    expect(text).toContain('  works  hold lock 4\n  works  and 3 more\n');
    expect(text).toContain('  not-checkable  and 2 more (lines 43 and 44)\n');
  });

  test('says so when there was nothing', () => {
    expect(renderTerminal({ messages: [], problems: [] }, plain)).toBe('There was no mail to judge.\n');
  });
});

describe('the formats', () => {
  test.each(Object.keys(formats) as (keyof typeof formats)[])('%s prints reports and scenarios', async (name) => {
    const report = await formats[name].render(threeMails, {});
    const scenario = await formats[name].renderScenario(useAfterFree.judged, {});
    for (const text of [report, scenario]) {
      expect(text).toMatch(/use-after-free/);
      expect(text).toMatch(/[^\n]\n$/);
    }
  });
});
