import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../../src/extract/index.ts';

/** Kinds of text that were once taken for drawings, in words of their own. */
const diagramsIn = (...lines: string[]) => extractMessage({ subject: null, date: null, lines }).diagrams;

describe('no drawings', () => {
  it('a call trace out of a system log', () => {
    const trace = [
      'box_open+0x23/0x70',
      '? box_fill+0x171/0x4e0',
      'lid_close+0x63/0x150',
      'box_end+0x75/0xa0   <<< here',
    ];
    expect(diagramsIn('kernel:  <TASK>', ...trace.map((line) => `kernel:  ${line}`), 'kernel:  </TASK>')).toEqual([]);
    const stamped = trace.map((line, at) => `[ 2459.0725${at}] kernel:  ${line}`);
    expect(diagramsIn('[ 2459.072546] kernel:  <TASK>', ...stamped)).toEqual([]);
  });

  it('results of two test runs side by side', () => {
    const rows = ['FAIL box/001', 'PASS box/002', 'PASS box/003', 'PASS lid/001', 'FAIL lid/002'];
    const table = rows.map((row) => `  ${row.padEnd(25)}${row}`);
    expect(
      diagramsIn('  next (box-next)          fill (box-fill)', '  ---------------          ---------------', ...table),
    ).toEqual([]);
  });

  it('points in time that are numbered like tasks', () => {
    expect(diagramsIn('t1: first sample: n1 = filled - emptied', 't2: next sample: n2 = filled - emptied')).toEqual([]);
  });

  it("a patch's statistics below a drawing, where its columns were used", () => {
    const drawing = [
      't1:                 t2:',
      ' box_open',
      '  mutex_lock(&box)',
      '                    lid_close',
      '                     kfree(box)',
      '  use(box)',
    ];
    const rest = [
      '',
      'Signed-off-by: A Developer <a@example.org>',
      '---',
      ' drivers/box/box.c   |  1 -',
      ' drivers/box/lid.c   | 19 ++++',
      ' 2 files changed, 4 insertions(+), 2 deletions(-)',
    ];
    expect(diagramsIn(...drawing, ...rest).map(({ lines }) => lines)).toEqual([[1, 6]]);
  });
});

describe('the end of a drawing', () => {
  const drawing = [
    'T1                            T2',
    'box_fill()',
    '                              mutex_lock(&box)',
    '  box->full = 1',
  ];

  it('is a headline, and what it leads to is not looked at', () => {
    expect(
      diagramsIn(...drawing, '', 'After the restart:', '  |<   size   >|     <- empty').map(({ lines }) => lines),
    ).toEqual([[1, 4]]);
  });

  it('is a sentence that ends in a colon, however far to the right the code below it runs', () => {
    const code = ['```', 'if (box->full) {                  -> still set', '        box->full = 0;', '```'];
    expect(diagramsIn(...drawing, '', 'The code in question is:', ...code).map(({ lines }) => lines)).toEqual([[1, 4]]);
  });
});
