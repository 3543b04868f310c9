import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../../src/extract/index.ts';
import { cellsIn, firstDrawing } from './read.ts';

const diagramsIn = (...lines: string[]) => extractMessage({ subject: null, date: null, lines }).diagrams;

describe('drawings that are hard to find', () => {
  it('rows may be counted by bare numbers', () => {
    const text = ['\tCPU0\t\t\tCPU1', ' 0', ' 1\tbox = 1', ' 2\t\t\t\tlid = box', ' 3\tbox = 2', ' 4'].join('\n');
    expect(cellsIn(text)).toEqual(['3 0 box = 1', '4 1 lid = box', '5 0 box = 2']);
  });

  it('a numbered row is a step of its own, however the row above ends', () => {
    const text = [
      'CPU1                    CPU2',
      '1) if (box->open',
      '2)   <IRQ>              close(box)',
      '3)    && box->full)',
    ];
    expect(cellsIn(text.join('\n')).slice(0, 2)).toEqual(['2 0 if (box->open', '3 0 <IRQ>']);
  });

  it('one row with a bar is a drawing', () => {
    const text = ['      CPU0                           CPU1', '  if (box & OPEN) {...}  |  box |= FULL;'].join('\n');
    expect(cellsIn(text)).toEqual(['2 0 if (box & OPEN) {...}', '2 1 box |= FULL;']);
  });

  it('a patch leaves rows out between the labels and the cells', () => {
    const [drawing] = diagramsIn(
      '--- a/Documentation/box.txt',
      '+++ b/Documentation/box.txt',
      '@@ -10,5 +10,5 @@ how boxes are filled',
      '-Like this:',
      '+So it goes:',
      ' ',
      ' \tCPU 1\t\t      CPU 2',
      ' \t===============\t      ===============',
      '@@ -20,5 +20,5 @@ how boxes are filled',
      ' \tWRITE_ONCE(box, 1);',
      ' \t\t\t      x = READ_ONCE(box);',
      '-\t\t\t      smp_rmb();',
      '+\t\t\t      smp_mb();',
      ' \t\t\t      y = lid;',
    );
    expect(drawing?.steps.map(({ line, lane, text }) => `${line} ${lane} ${text}`)).toEqual([
      '10 0 WRITE_ONCE(box, 1);',
      '11 1 x = READ_ONCE(box);',
      '13 1 smp_mb();',
      '14 1 y = lid;',
    ]);
  });

  it('code comments may be sentences inside a drawing', () => {
    const [drawing] = diagramsIn(
      '+    //   CPU 0                             CPU 1',
      '+    //   =====                             =====',
      '+    //   box_lock(box);',
      '+    //   // the lid cannot be closed here, since the box is still in use',
      '+    //                                     kfree(lid);',
      '+    //   box_unlock(box);',
    );
    expect(drawing?.steps.map(({ line, lane }) => `${line} ${lane}`)).toEqual(['3 0', '4 0', '5 1', '6 0']);
  });

  it('two columns without labels pair barriers in a comment', () => {
    const [drawing, ...more] = diagramsIn(
      '@@ -1,9 +1,9 @@',
      ' \t/*',
      ' \t * The reader must see the box:',
      ' \t *',
      '-\t *\tbox = full\t\t\tif (lid)',
      '+\t *\tbox.count = 1\t\t\tif (lid.open)',
      ' \t *\tWMB\t\t\t\tRMB',
      ' \t *\tlid.open = 1\t\t\tx = box.count',
      ' \t */',
    );
    expect(more).toEqual([]);
    expect(drawing).toMatchObject({ lines: [6, 8], lanes: ['', ''], notation: 'comment' });
    expect(drawing?.steps.map(({ lane, text }) => `${lane} ${text}`)).toEqual([
      '0 box.count = 1',
      '1 if (lid.open)',
      '0 WMB',
      '1 RMB',
      '0 lid.open = 1',
      '1 x = box.count',
    ]);
  });

  it('what interrupts a flow is its second lane', () => {
    const [drawing] = diagramsIn(
      '   clear_bit(FULL, &box->flags)',
      '   ---> Interrupt',
      '         set_bit(FULL, &box->flags)',
      '         set_bit(OPEN, &box->flags)',
      '   clear_bit(OPEN, &box->flags)',
    );
    expect(drawing).toMatchObject({ lines: [1, 5], lanes: ['', 'Interrupt'], notation: 'indented' });
    expect(drawing?.steps.map(({ lane }) => lane).join('')).toBe('01110');
  });
});

describe('drawings quoted in part', () => {
  const part = ['> CPU0                         CPU1', '> box_open()', '>   mutex_lock(&box->lock)', 'Is that so?'];

  it('are read and said to be doubtful', () => {
    const [drawing] = diagramsIn(...part);
    expect(drawing).toMatchObject({ lines: [1, 3], quoted: 1, lanes: ['CPU0', 'CPU1'] });
    expect(drawing?.doubts).toEqual([{ line: 1, why: 'only one lane draws steps: the drawing may be quoted in part' }]);
  });

  it('need a cut behind them and steps that are known', () => {
    expect(diagramsIn(...part.slice(0, 3), '>', '> So it goes.', '> ')).toEqual([]);
    expect(diagramsIn(...part.slice(0, 1), '> hello', '> world', 'Is that so?')).toEqual([]);
  });
});

describe('what only looks like a drawing', () => {
  it.each([
    ['labels without cells', ['CPU0                CPU1', '', 'Signed-off-by: A <a@example.org>']],
    [
      'counters of interrupts',
      ['           CPU0       CPU1', '  8:          1          0   timer', '  9:          2          3   rtc'],
    ],
    [
      'a picture of what points to what',
      [
        'Process 1        Process 2        Process 3',
        ' (item1)          (item2)          (item3)',
        '   |                 |                V',
        '    \\---------------\\|              queue3',
        '                     V',
        '   queue1          queue2           queue3',
      ],
    ],
    [
      'CPUs at the foot of a tree',
      [
        '   [GROUP 0]            [GROUP 1]',
        '      |                    |',
        '    CPU 0                CPU 1',
        '',
        'Text.',
      ],
    ],
    [
      'two columns without barriers',
      [' *  box = 1        if (lid)', ' *  fill(box)      look(lid)', ' *  lid = 1        x = box'],
    ],
    ['an arrow without a way back', ['   clear(box)', '   ---> Interrupt', '         set(box)', 'and that was all.']],
  ])('%s', (_, lines) => {
    expect(firstDrawing(lines.join('\n'))).toBeNull();
  });
});

describe('drawings beyond the limits', () => {
  it('more rows than are read are said to be there', () => {
    const rows = Array.from({ length: 5000 }, (_, row) => (row % 2 === 0 ? 'lock(box)' : `${' '.repeat(24)}lock(lid)`));
    const drawing = firstDrawing(['CPU0                    CPU1', ...rows].join('\n'));
    expect(drawing?.cells.length).toBe(1000);
    expect(drawing?.doubts).toEqual([{ line: 1001, why: 'the drawing has more rows than are read' }]);
  });

  it('forty lanes are no drawing', () => {
    const labels = Array.from({ length: 40 }, (_, lane) => `CPU${lane}`.padEnd(12)).join('');
    expect(firstDrawing([labels, ...Array.from({ length: 9 }, () => 'lock(box)   '.repeat(40))].join('\n'))).toBeNull();
  });
});
