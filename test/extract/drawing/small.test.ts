import { describe, expect, it } from 'vitest';
import { cellsIn, firstDrawing } from './read.ts';

describe('prefixed drawings of a few rows', () => {
  it.each([
    ['CPU0: jar->count++;\nCPU1: jar->count++;', ['CPU0', 'CPU1']],
    ['CPU 0: list_del(&p->node)\nCPU 1: list_del(&p->node)', ['CPU 0', 'CPU 1']],
    ['T1: jar->count++;\nT2: jar->count++;\nT1: kfree(jar);', ['T1', 'T2']],
    ['writer: WRITE_ONCE(jar->lid, 1);\nreader: x = READ_ONCE(jar->lid);', ['writer', 'reader']],
    ['writer: jar->lid = 1\nreader: x = jar->lid', ['writer', 'reader']],
    ['CPU0: jar->lid = 1\nCPU1: x = jar->lid', ['CPU0', 'CPU1']],
  ])('%j', (text, lanes) => {
    expect(firstDrawing(`This can happen:\n\n  ${text.replaceAll('\n', '\n  ')}\n\nand so on.`)).toMatchObject({
      notation: 'prefixed',
      lanes,
    });
  });

  it.each([
    'CPU0: the big one\nCPU1: the small one',
    'reader: whoever looks\nwriter: whoever changes it',
    'CPU0: 12 34\nCPU1: 56 78',
    'timer: fix the delay\ndriver: drop the old name',
    'user: foo\nkernel: 6.1.0',
  ])('none in %j', (text) => expect(firstDrawing(text)).toBeNull());
});

it('goes on in the lane of a label that comes again', () => {
  const text = ['CPU0:', '    lock(a)', '', 'CPU1:', '    lock(b)', '', 'CPU0:', '    lock(b)'].join('\n');
  expect(firstDrawing(text)).toMatchObject({ notation: 'indented', lanes: ['CPU0', 'CPU1'], lines: [1, 8] });
  expect(cellsIn(text)).toEqual(['2 0 lock(a)', '5 1 lock(b)', '8 0 lock(b)']);
  const bare = text.replaceAll(':', '');
  expect(cellsIn(bare)).toEqual(['2 0 lock(a)', '5 1 lock(b)', '8 0 lock(b)']);
});

it('goes on behind a blank line with rows of the first lane that are set in, though one holds only words', () => {
  const text = [
    'CPU0                       CPU1',
    'open_jar()',
    '                           close_jar()',
    '                             kfree(jar)',
    '',
    '  look into the jar',
    '    jar->lid = 1;',
    '',
    'So the jar is gone by then.',
  ].join('\n');
  expect(firstDrawing(text)?.lines).toEqual([1, 7]);
});

it('does not wait for a bracket that is only missing', () => {
  const text = [
    'CPU0                       CPU1',
    'if (list_empty(&jar->lids)',
    '    return 0;',
    '                           kfree(jar)',
  ].join('\n');
  expect(cellsIn(text)).toEqual(['2 0 if (list_empty(&jar->lids)', '3 0 return 0;', '4 1 kfree(jar)']);
});

it('ends before `[...]` behind a blank line, and holds a last row whose remark is a sentence', () => {
  const text = [
    'CPU0                       CPU1',
    'open_jar()',
    '                           kfree(jar)',
    ' if (jar->lid) // here the jar that was freed is used, and so it is gone',
  ];
  expect(firstDrawing(text.join('\n'))?.lines).toEqual([1, 4]);
  expect(firstDrawing([...text, '', '[...]', '', 'Applied, thanks.'].join('\n'))?.lines).toEqual([1, 4]);
});

it('goes on with rows of the first lane among which a short mark stands', () => {
  const text = ['CPU0                       CPU1', 'open_jar()', '                           kfree(jar)', ''];
  const more = ['open_jar()', '  ****the jar broke****', '  jar_release()', '    jar->lid = 1;'];
  expect(firstDrawing([...text, ...more].join('\n'))?.lines).toEqual([1, 8]);
  expect(firstDrawing([...text, '****', 'PART 2', '****'].join('\n'))?.lines).toEqual([1, 3]);
});

it('ends before what the one who applied the patch says, and behind a short step of words', () => {
  const text = ['CPU0                       CPU1', 'open_jar()', '                           kfree(jar)', ''];
  expect(firstDrawing([...text, '[frobber: take the other lid]'].join('\n'))?.lines).toEqual([1, 3]);
  expect(firstDrawing([...text, 'wait CPU1 to finish'].join('\n'))?.lines).toEqual([1, 5]);
});

it('ends before boxes of memory, and before a sentence that began a row above', () => {
  const text = ['CPU0                       CPU1', 'open_jar()', '                           kfree(jar)', ''];
  const boxes = ['2. fill the jar', '', '  0            4096', '  |-------------|--------|', '', '  4096 bytes'];
  expect(firstDrawing([...text, ...boxes].join('\n'))?.lines).toEqual([1, 3]);
  const prose = [
    'Add put_jar_sync() in close_jar() to see to it',
    'that the jar is closed before the last of its lids is gone.',
  ];
  expect(firstDrawing([...text, ...prose].join('\n'))?.lines).toEqual([1, 3]);
});

it('joins the rows of a long comment', () => {
  const words = Array.from({ length: 10 }, (_, i) => `  * row ${i} of the comment`);
  const text = [
    'CPU0                       CPU1',
    ' /*',
    ...words,
    '  */',
    ' open_jar()',
    '                           kfree(jar)',
  ];
  expect(firstDrawing(text.join('\n'))?.cells[0]).toMatchObject({ line: 2, lastLine: 13 });
});
