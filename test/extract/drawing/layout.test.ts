import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsIn } from './read.ts';

describe('the layout fit', () => {
  it('does not let one wide cell take the next lane along', () => {
    const text = [
      '  CPU0                  CPU1',
      '  lock(box)             lock(lid)',
      '  fill_the_box_to_the_brim(box, stuff)  close(lid)',
      '  x = 1                 y = 1',
    ].join('\n');
    expect(cellsIn(text)).toEqual([
      '2 0 lock(box)',
      '2 1 lock(lid)',
      '3 0 fill_the_box_to_the_brim(box, stuff)',
      '3 1 close(lid)',
      '4 0 x = 1',
      '4 1 y = 1',
    ]);
  });

  it('leaves a lane without cells empty', () => {
    const text = [
      '   Thread A              Thread B              Thread C',
      '   take(box)                                   look(box)',
      '   use(box)                                      peek(box)',
      '                                                 drop(box)',
    ].join('\n');
    expect(cellsIn(text).map((cell) => cell.split(' ')[1])).toEqual(['0', '2', '0', '2', '2']);
  });

  it('keeps a number or remark behind a cell with it, also where one stands in every row', () => {
    const text = [
      'CPU0                                     CPU1',
      'fill(box)               1) store         open(lid)',
      'look(box)               2) load          clear(box)              3) store',
      '                                             if (!empty(lid))    4) load',
      'down(box)  - LOCK A                      up(box)',
    ].join('\n');
    expect(cellsIn(text).map((cell) => cell.split(' ')[1])).toEqual(['0', '1', '0', '1', '1', '0', '1']);
  });

  it('joins the sign of a comment with its words', () => {
    const text = [
      'CPU0                CPU1',
      'take(box)',
      '  #       nobody looks',
      '                    take(lid)',
    ].join('\n');
    expect(cellsIn(text)).toEqual(['2 0 take(box)', '3 0 # nobody looks', '4 1 take(lid)']);
  });

  it('gives each cell its lane, however labels are centred, lanes are wide and calls are indented', () => {
    const words = [
      'take(box)',
      'x = lid->state;',
      'if (!lid->open)',
      'look(box)',
      'put(lid)',
      'sleeps',
      'box->count++',
    ];
    const cell = fc.record({ lane: fc.nat(3), depth: fc.nat(2), text: fc.constantFrom(...words) });
    const drawing = fc.record({
      cells: fc.array(cell, { minLength: 6, maxLength: 24 }),
      lanes: fc.integer({ min: 2, max: 4 }),
      width: fc.integer({ min: 28, max: 44 }),
      margin: fc.nat(8),
      centred: fc.nat(7),
      indentation: fc.constantFrom(1, 2, 4),
      ruled: fc.boolean(),
    });
    fc.assert(
      fc.property(drawing, ({ cells, lanes, width, margin, centred, indentation, ruled }) => {
        const start = (lane: number) => margin + lane * width;
        const labels = Array.from({ length: lanes }, (_, lane) => `CPU${lane}`);
        const head = labels.reduce((row, label, lane) => row.padEnd(start(lane) + centred) + label, '');
        const rule = ruled ? [labels.reduce((row, _, lane) => `${row.padEnd(start(lane) + centred)}----`, '')] : [];
        // each lane has a cell at its left edge, as drawings do
        const edges = labels.map((_, lane) => ({ lane, depth: 0, text: 'open(box)' }));
        const all = [...edges, ...cells.map((each) => ({ ...each, lane: each.lane % lanes }))];
        const rows = all.map(({ lane, depth, text }) => ' '.repeat(start(lane) + depth * indentation) + text);
        const first = 2 + rule.length;
        expect(cellsIn([head, ...rule, ...rows].join('\n'))).toEqual(
          all.map(({ lane, text }, index) => `${first + index} ${lane} ${text}`),
        );
      }),
      { numRuns: 200 },
    );
  });
});
