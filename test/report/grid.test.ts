import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawGrid, type Grid, type GridRow } from '../../src/report/text/grid.ts';
import { harmless } from '../../src/report/text/harmless.ts';
import { displayWidth, wrap } from '../../src/report/text/width.ts';

const row = (mark: string, lane: number, text: string, side = '', depth = 0): GridRow => ({
  mark,
  lane,
  text,
  side: side === '' ? [] : side.split('; '),
  depth,
});
const print = (grid: Grid, width: number) => drawGrid(grid, width).map((line) => line.text);

describe('the drawing grid', () => {
  test('has as many rows as a scenario may have', () => {
    const rows = Array.from({ length: 150_000 }, (_, at) => row(String(at), at % 2, 'x = 1', 'x: 0 → 1'));
    expect(drawGrid({ lanes: ['CPU0', 'CPU1'], rows, side: 'what changes' }, 80)).toHaveLength(150_002);
  });

  test('aligns lanes, numbers and the column of changes', () => {
    const rows = [
      row('1', 0, 'lock(PT)', 'PT held by CPU0'),
      row('2', 1, 'free(skb)'),
      row('10', 0, 'use(skb)', '', 1),
    ];
    expect(print({ lanes: ['CPU0', 'CPU 1'], rows, side: 'what changes' }, 80)).toEqual([
      '    CPU0        CPU 1     | what changes',
      '    ----------  --------- | ---------------',
      ' 1  lock(PT)              | PT held by CPU0',
      ' 2              free(skb) |',
      '10    use(skb)            |',
    ]);
  });

  test('wraps long cells', () => {
    const rows = [row('1', 0, 'pte_same(counter, orig_pte, pte) passes'), row('2', 1, 'x = 1')];
    expect(print({ lanes: ['A', 'B'], rows, side: null }, 30)).toEqual([
      '   A                     B',
      '   --------------------  -----',
      '1  pte_same(counter, orig_pte,',
      '     pte) passes',
      '2                        x = 1',
    ]);
  });

  test('lets a cell run on over the empty columns at its right, where room is short', () => {
    const rows = [
      row('1', 0, 'atomic set the one flag and clear the other', 'one 0 → 1; other 1 → 0'),
      row('2', 2, 'x = 1'),
    ];
    expect(print({ lanes: ['A', 'B', 'C'], rows, side: 'what changes' }, 60)).toEqual([
      '   A                                 B  C     | what changes',
      '   --------------------------------  -  ----- | ------------',
      '1  atomic set the one flag and clear the      | one 0 → 1',
      '     other                                    | other 1 → 0',
      '2                                       x = 1 |',
    ]);
  });

  test('becomes a list where the lanes do not fit side by side', () => {
    const lanes = Array.from({ length: 40 }, (_, lane) => `processor number ${lane}`);
    const rows = lanes.map((_, lane) => row(String(lane + 1), lane, 'mutex_lock(&the_lock)', 'held'));
    const lines = print({ lanes, rows, side: 'what changes' }, 60);
    expect(lines.slice(0, 2)).toEqual([' 1  processor number 0: mutex_lock(&the_lock)', '      | held']);
    expect(lines).toHaveLength(80);
  });

  test('gives steps outside the labelled lanes a lane', () => {
    const lines = print({ lanes: [''], rows: [row('1', 1, 'x')], side: null }, 60);
    expect(lines[0]).toBe('   lane 1  lane 2');
    expect(print({ lanes: [], rows: [], side: null }, 60)).toBeDefined();
  });

  test('keeps to the width and loses no short cell, whatever the texts', () => {
    const cell = fc.record({
      mark: fc.constantFrom('1', '12', '! 3'),
      lane: fc.nat(7),
      text: fc.string({ unit: 'grapheme', maxLength: 60 }).map(harmless),
      side: fc.array(fc.string({ maxLength: 30 }).map(harmless), { maxLength: 3 }),
      depth: fc.nat(9),
    });
    const grids = fc.tuple(
      fc.array(cell, { maxLength: 12 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 24, max: 160 }),
    );
    fc.assert(
      fc.property(grids, ([rows, count, width]) => {
        const lanes = Array.from({ length: count }, (_, lane) => `CPU${lane}`);
        const lines = drawGrid({ lanes, rows, side: 'what changes' }, width);
        for (const line of lines) expect(displayWidth(line.text)).toBeLessThanOrEqual(width);
        expect(new Set(lines.filter((line) => line.is === 'row').map((line) => line.row)).size).toBe(rows.length);
      }),
    );
  });

  test('the column of changes leaves each lane its least width', () => {
    const lanes = Array.from({ length: 7 }, (_, lane) => `CPU${lane}`);
    const rows = [1, 3, 2, 0].map((lane) => ({ mark: '! 3', lane, text: '', side: [], depth: 4 }));
    for (const line of drawGrid({ lanes, rows, side: 'what changes' }, 72))
      expect(displayWidth(line.text)).toBeLessThanOrEqual(72);
  });

  test('is quick with a hostile cell', () => {
    const started = performance.now();
    for (const text of ['x'.repeat(100_000), 'x '.repeat(50_000), '字'.repeat(100_000), 'e\u0301'.repeat(50_000)]) {
      expect(print({ lanes: ['A', 'B'], rows: [row('1', 0, harmless(text))], side: null }, 60).length).toBeLessThan(20);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('widths', () => {
  test('wide characters take two columns, combining marks none', () => {
    expect(displayWidth('字a')).toBe(3);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(wrap('字字字 字', 5)).toEqual(['字字', '字 字']);
  });

  test('wrapping keeps every character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }).map(harmless), fc.integer({ min: 2, max: 40 }), (text, width) => {
        expect(wrap(text, width).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});

describe('harmless', () => {
  test('shows what could act, as a sign', () => {
    expect(harmless('a\u001b[31mred\u0007\u009b1m\u202eb\u200bc\ud800')).toBe('a␛[31mred␇�1m�b�c�');
    expect(harmless('  a\tb\r\n\u00a0c ')).toBe('a b c');
  });
});
