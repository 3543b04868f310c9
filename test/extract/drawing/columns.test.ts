import { describe, expect, it } from 'vitest';
import { cellsIn, firstDrawing } from './read.ts';

describe('columns', () => {
  it('reads labels, the rule below them and cells by their column', () => {
    const text = [
      'It goes wrong like this:',
      '',
      'CPU0\t\t\tCPU 1\t\t\tCPU2',
      '----\t\t\t-----\t\t\t----',
      'take(box)',
      '\t\t\ttake(box)',
      '\t\t\t\t\t\tempty(box)',
      'use(box)\t\tuse(box)',
      '',
      'That is all that we know about the box at this time.',
    ].join('\n');
    const drawing = firstDrawing(text);
    expect(drawing).toMatchObject({ notation: 'columns', lines: [3, 8], quoted: 0, lanes: ['CPU0', 'CPU 1', 'CPU2'] });
    expect(cellsIn(text)).toEqual(['5 0 take(box)', '6 1 take(box)', '7 2 empty(box)', '8 0 use(box)', '8 1 use(box)']);
    expect(drawing?.cells.map((cell) => cell.column)).toEqual([1, 4, 7, 1, 11]);
  });

  it('lets cells begin left of their label, and a call tree run far to the right', () => {
    const text = [
      '  writer thread                               reader thread',
      'box_write()',
      '  box_grow()',
      '    box_copy()',
      '      box_swap()',
      '                                        box_read()',
      '                                          peek(box)',
      '        kfree(old)',
      '                                          use(old)',
    ].join('\n');
    expect(cellsIn(text).map((cell) => cell.split(' ')[1])).toEqual(['0', '0', '0', '0', '1', '1', '0', '1']);
  });

  it('gives a mark at the end of a row to the cell on its left, also under another label', () => {
    const text = [
      'CPU0                CPU1                CPU2',
      'take(box)',
      '                    take(box)',
      '                                        take(box)',
      'flush(box)          <- far too late',
      '  close(the_box)    // the last one',
      'look(box)                               // nobody',
      'drop(box)           <- boom             see(box)',
      '                    <- nobody is left',
    ].join('\n');
    expect(cellsIn(text)).toEqual([
      '2 0 take(box)',
      '3 1 take(box)',
      '4 2 take(box)',
      '5 0 flush(box) <- far too late',
      '6 0 close(the_box) // the last one',
      '7 0 look(box)',
      '7 2 // nobody',
      '8 0 drop(box)',
      '8 1 <- boom',
      '8 2 see(box)',
      '9 1 <- nobody is left',
    ]);
  });

  it('treats no-break spaces as spaces', () => {
    const space = '\u00a0'.repeat(24);
    expect(cellsIn(`T1${space}T2\nlock(a)\n${space}\u00a0\u00a0lock(b)\nlock(b)`)).toEqual([
      '2 0 lock(a)',
      '3 1 lock(b)',
      '4 0 lock(b)',
    ]);
  });

  it('goes on behind a reply that is typed into a quoted drawing', () => {
    const text = [
      '> task A              task B',
      '> get(x)',
      'This never happens, because of the big lock that I told you about.',
      '',
      'Or does it?',
      '>                     put(x)',
      '> use(x)',
      '>',
      '> Yours, A.',
    ].join('\n');
    expect(firstDrawing(text)).toMatchObject({ lines: [1, 7], quoted: 1 });
    expect(cellsIn(text)).toEqual(['2 0 get(x)', '6 1 put(x)', '7 0 use(x)']);
  });

  it('keeps underlines and rules out of the cells', () => {
    const text = [
      'CPU0                  CPU1',
      'seen = counter',
      '       ^^^^^^^',
      '                      counter++',
      '                      ^^^^^^^^^',
      '',
      'late flush <- too late',
      '======================================================================',
    ].join('\n');
    const drawing = firstDrawing(text);
    expect(drawing?.cells.map((cell) => [cell.text, cell.annotations])).toEqual([
      ['seen = counter', ['^^^ counter']],
      ['counter++', ['^^^ counter++']],
      ['late flush <- too late', []],
    ]);
  });

  it('joins wrapped cells', () => {
    const text = [
      'CPU0                      CPU1',
      'if (a &&                  [ here the box is',
      '    b)                      gone for good ]',
      '                          -> waits for the',
      '                             other side',
    ].join('\n');
    const cells = firstDrawing(text)?.cells.map((cell) => [cell.line, cell.lastLine, cell.text]);
    expect(cells).toEqual([
      [2, 3, 'if (a && b)'],
      [2, 3, '[ here the box is gone for good ]'],
      [4, 5, '-> waits for the other side'],
    ]);
  });

  it('ends at the next row of labels', () => {
    const text = ['CPU0        CPU1', 'a()', '            b()', 'CPU0        CPU1', 'c()', '            d()'].join(
      '\n',
    );
    expect(firstDrawing(text)?.lines).toEqual([1, 3]);
  });

  it.each([
    [
      'a table of counters',
      '           CPU0       CPU1       CPU2\n  0:         45          0          1\n  8:          0          1         77',
    ],
    ['a benchmark', 'threads 1     threads 2\n10.5          20.1\n10.7          19.8'],
    ['an oops', 'CPU: 0 PID: 1234  Comm: sh  Not tainted\nHardware name: none  here'],
    [
      'boxes',
      ' +-------+      +-------+\n | CPU 0 |      | CPU 1 |\n +-------+      +-------+\n     |              |\n   cache          cache',
    ],
    ['prose', 'The first  CPU0 does this and\nthe other  CPU1 does that.'],
  ])('takes %s for no drawing', (_, text) => {
    expect(firstDrawing(text)).toBeNull();
  });

  it('reads a long hostile text in time that grows with its length', () => {
    const labels = Array.from({ length: 20_000 }, () => 'CPU0      CPU1').join('\n');
    const deep = `CPU0      CPU1\n${'>'.repeat(50_000)}\n${'a  '.repeat(30_000)}\n${'('.repeat(100_000)}`;
    const start = performance.now();
    firstDrawing(labels);
    firstDrawing(deep);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
