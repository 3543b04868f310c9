import fc from 'fast-check';
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
    ['bars and arrows', '|->'],
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

// ── whatever the lines are ──────────────────────────────────────────────────────────────────────────────────────────

const CELLS = [
  'mutex_lock(&box->lock);', 'mutex_unlock(&box->lock)', 'kfree(lid)', 'lid->open = 1;', 'if (lid->open)', 'box = find(x)', '...',
  'sees 0', 'waits for CPU1', 'foo(a,', 'b, c)', '// a remark', '<- too late', '=> UAF', '^^^^', '| |', '---->', '1)', '[ delayed here ]', '<IRQ>', '}',
]; // biome-ignore format: a list of cells
const LINES = [
  '', ' ', 'CPU0            CPU1', 'CPU0            CPU1            CPU2', '----            ----', 'Thread A:', 'Thread B:', 'T1: lock(A)', 'T2: lock(B)',
  'CPU0 CPU1 ---- ---- foo() kfree(p) bar(p)', '---> Interrupt', '/*', ' */', '@@ -1,3 +1,4 @@', 'On Tue, Dec 22, 2020 at 12:58, A B wrote:',
  'There can be no use-after-free here, because both of them hold the lock.', '-- ', '=====', 'CPU0          |  CPU1', '\ud800', '\udc00x',
]; // biome-ignore format: a list of lines

const cell = fc.constantFrom(...CELLS);
const row = fc.oneof(
  fc.tuple(fc.nat(60), cell).map(([column, text]) => ' '.repeat(column) + text),
  fc.tuple(fc.nat(4), cell, cell).map(([tabs, left, right]) => `${left}${'\t'.repeat(tabs + 1)}${right}`),
  fc.tuple(cell, cell).map(([left, right]) => `${left.padEnd(16)}${right}`),
);
const wild = fc.string({
  unit: fc.constantFrom(...' \t\u00a0ab_0>|*-+(){}[];:,.=<#/&^~\u2192\ud800\0'),
  maxLength: 60,
});
const dressed = fc
  .tuple(fc.constantFrom('', '', '', '> ', '> > ', '>', ' * ', '+ * ', '+', '-', '[   12.345678] '), fc.oneof(row, row, row, fc.constantFrom(...LINES), wild))
  .map(([dress, text]) => dress + text); // biome-ignore format: as it is
const drawing = fc
  .tuple(fc.constantFrom(...LINES.slice(2, 10)), fc.array(row, { minLength: 2, maxLength: 14 }))
  .map(([labels, rows]) => [labels, ...rows]);
const body = fc
  .array(fc.oneof(drawing, drawing, fc.array(dressed, { maxLength: 6 })), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.flat());

const RUNS = { numRuns: 150 };
const plain = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();

/** Tabs as the spaces that they look like. */
const expanded = (line: string): string => {
  let out = '';
  for (const character of line) out += character === '\t' ? ' '.repeat(8 - (out.length % 8)) : character;
  return out;
};

/** What the looks must not change. */
const essence = (lines: readonly string[]) =>
  extract(lines).diagrams.map(({ lines: where, lanes, steps, notation }) => ({
    where,
    lanes,
    notation,
    steps: steps.map(({ line, lane, text, op, object, depth }) => ({ line, lane, text, op, object, depth })),
  }));

describe('whatever the lines are', () => {
  test('each step points at its text, in a lane and a line that are there', () => {
    fc.assert(
      fc.property(body, (lines) => {
        for (const {
          steps,
          lanes,
          lines: [first, last],
        } of extract(lines).diagrams) {
          expect(first).toBeGreaterThanOrEqual(1);
          expect(last).toBeLessThanOrEqual(lines.length);
          expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
          for (const step of steps) {
            expect(step.lane).toBeGreaterThanOrEqual(0);
            expect(step.lane).toBeLessThan(lanes.length);
            expect(step.line).toBeGreaterThanOrEqual(first);
            expect(step.lines[1]).toBeLessThanOrEqual(last);
            const there = plain((lines[step.line - 1] ?? '').slice(step.column - 1));
            // a wrapped cell goes on in the next line; another lane's cell may stand behind its first word
            const text = plain(step.text);
            const own = step.lines[1] > step.line ? (text.split(' ', 1)[0] ?? '') : text;
            const head = own.slice(0, Math.min(6, there.length));
            expect(there.slice(0, head.length)).toBe(head);
          }
        }
      }),
      RUNS,
    );
  });

  test('a quoted body is read as it was, one depth deeper', () => {
    fc.assert(
      fc.property(
        body.filter((lines) =>
          lines.every((line) => !line.startsWith('>') && !line.startsWith(' >') && line !== '-- '),
        ),
        (lines) => {
          // a mailer breaks the longer ones sooner where they are quoted
          fc.pre(lines.every((line) => expanded(line).length < 46));
          const quoted = extract(lines.map((line) => `> ${line}`)).diagrams;
          for (const { quoted: depth } of quoted) expect(depth).toBe(1);
          expect(essence(lines.map((line) => `> ${line}`))).toEqual(essence(lines));
        },
      ),
      RUNS,
    );
  });

  test('white space at the ends of lines changes nothing', () => {
    fc.assert(
      fc.property(body, (lines) => {
        expect(essence(lines.map((line) => `${line}  \t `))).toEqual(essence(lines));
      }),
      RUNS,
    );
  });

  test('tabs may be spaces', () => {
    fc.assert(
      fc.property(
        fc.array(drawing, { minLength: 1, maxLength: 3 }).map((parts) => parts.flat()),
        (lines) => {
          // a tab of one or two columns tells more than the spaces do, and so does one in a text that lost its white space
          fc.pre(!lines.some((line) => line.includes(' ---- ---- ')));
          fc.pre(!lines.some((line) => /^(?:.{8})*.{6,7}\t/.test(line.replace(/\t.*/, '\t'))));
          expect(essence(lines.map(expanded))).toEqual(essence(lines));
        },
      ),
      RUNS,
    );
  });

  test('any characters at all', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.array(fc.string({ unit, maxLength: 80 }), { maxLength: 30 }), (lines) => {
        extract(lines);
        extract(['CPU0          CPU1', ...lines, 'kfree(p)      p->x = 1']);
      }),
      RUNS,
    );
  });
});
