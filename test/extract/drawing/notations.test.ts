import { describe, expect, it } from 'vitest';
import { cellsIn, firstDrawing } from './read.ts';

describe('bars', () => {
  it('parts three lanes', () => {
    const text = [
      'thread1        |worker          |thread2',
      '---------------|----------------|--------------',
      'open_box       |                |',
      ' queue(work)   | run            | wait',
      '               |  free(box)     |',
      'use(box) | x   |                | done',
    ].join('\n');
    expect(firstDrawing(text)).toMatchObject({ notation: 'bars', lanes: ['thread1', 'worker', 'thread2'] });
    expect(cellsIn(text)).toEqual([
      '3 0 open_box',
      '4 0 queue(work)',
      '4 1 run',
      '4 2 wait',
      '5 1 free(box)',
      '6 0 use(box) | x',
      '6 2 done',
    ]);
  });
});

describe('comment', () => {
  it('reads one version of a comment in a patch', () => {
    const text = [
      'diff --git a/box.c b/box.c',
      '--- a/box.c',
      '+++ b/box.c',
      '@@ -1,6 +1,7 @@',
      ' /*',
      '- * CPU0              CPU1',
      '+ * cpu A             cpu B',
      '  * lock(x)',
      '- *                   old(x)',
      '+ *                   new(x)',
      '+ * unlock(x)',
      '  */',
    ].join('\n');
    expect(firstDrawing(text)).toMatchObject({ notation: 'comment', lanes: ['cpu A', 'cpu B'], lines: [7, 11] });
    expect(cellsIn(text)).toEqual(['8 0 lock(x)', '10 1 new(x)', '11 0 unlock(x)']);
  });
});

describe('prefixed', () => {
  it('reads one step a line', () => {
    const text = 'So:\n\nT1: lock(a)\nT2: lock(b)\nT1: lock(b)\n\nand so on.';
    expect(firstDrawing(text)).toMatchObject({ notation: 'prefixed', lines: [3, 5], lanes: ['T1', 'T2'] });
    expect(cellsIn(text)).toEqual(['3 0 lock(a)', '4 1 lock(b)', '5 0 lock(b)']);
  });

  it('takes a legend for no drawing', () => {
    expect(firstDrawing('T1: the one that opens\nT2: the one that closes\nT3: the one that waits')).toBeNull();
  });
});

describe('indented', () => {
  it('reads one lane after the other, also behind time stamps', () => {
    const text = [
      '[    1.000001] context A',
      '[    1.000002]     lock(a)',
      '[    1.000003]     wait(b)',
      '[    1.000004]',
      '[    1.000005] context B',
      '[    1.000006]     lock(b)',
    ].join('\n');
    expect(firstDrawing(text)).toMatchObject({ notation: 'indented', lanes: ['context A', 'context B'] });
    expect(cellsIn(text)).toEqual(['2 0 lock(a)', '3 0 wait(b)', '6 1 lock(b)']);
  });
});

describe('staggered labels', () => {
  it('goes on with the first lane below the second', () => {
    const text = [
      'Thread A:',
      'lock(a)',
      '                    Thread B:',
      '                    lock(b)',
      'lock(b)             lock(a)',
      '',
      'Both sleep now, and nobody is there who would wake them up.',
    ].join('\n');
    expect(firstDrawing(text)).toMatchObject({
      notation: 'indented',
      lines: [1, 5],
      lanes: ['Thread A', 'Thread B'],
    });
    expect(cellsIn(text)).toEqual(['2 0 lock(a)', '4 1 lock(b)', '5 0 lock(b)', '5 1 lock(a)']);
  });

  it('reads a label beside a step, names with a colon, and ends before the next drawing', () => {
    const text = [
      '> CPU0:',
      '>   open(box)',
      '>     lock(a)                 timer:',
      '>                               tick(box)',
      '>                                               interrupt:',
      '>                                                 lock(a)',
      '>     unlock(a)',
      '>',
      '> CPU1:',
      '>   close(box)',
    ].join('\n');
    expect(firstDrawing(text)).toMatchObject({ quoted: 1, lines: [1, 7], lanes: ['CPU0', 'timer', 'interrupt'] });
    expect(cellsIn(text)).toEqual(['2 0 open(box)', '3 0 lock(a)', '4 1 tick(box)', '6 2 lock(a)', '7 0 unlock(a)']);
  });

  it('goes on where the first label is printed again', () => {
    const text = 'T1:\n  lock(a)\n                  T2:\n                    lock(b)\nT1:\n  unlock(a)';
    expect(cellsIn(text)).toEqual(['2 0 lock(a)', '4 1 lock(b)', '6 0 unlock(a)']);
  });

  it.each([
    ['headings alone', 'CPU0:\n'.repeat(10_000)],
    ['two headings and no step', `CPU0:\n${' '.repeat(20)}CPU1:\n`.repeat(5000)],
    ['tables of numbers', `CPU0:\n  1\n${' '.repeat(20)}CPU1:\n${' '.repeat(20)} 2\n`.repeat(2000)],
  ])('passes over %s in linear time', (_, text) => {
    const start = performance.now();
    firstDrawing(text);
    expect(performance.now() - start).toBeLessThan(4000);
  });

  it('leaves lanes below each other to the other form', () => {
    const text = 'T1:\n  lock(a)\n  wait(b)\n\nT2:\n  lock(b)';
    expect(firstDrawing(text)).toMatchObject({ notation: 'indented', lanes: ['T1', 'T2'], lines: [1, 6] });
  });
});

describe('labels, as printed', () => {
  it.each([
    ['CPU0', 'CPU1 (timer)'],
    ['CPU0 (task)', 'CPU1 (timer)'],
    ['task', 'kworker/0:1'],
    ['kworker/u8:1', 'kworker/u8:2'],
    ['CPU0', 'ksoftirqd/1'],
    ['CPU0', 'IRQ'],
    ['process', '<interrupt>'],
    ['CPU0', '[timer]'],
    ['CPU 0', '(softirq)'],
    ['CPU0', 'irq 17'],
    ['CPU0 / task', 'CPU1 / softirq'],
    ['Task A [1234]', 'Task B [1235]'],
    ['userspace', 'IRQ thread'],
    ['timer softirq', 'NAPI poll'],
  ])('%s | %s', (left, right) => {
    const gap = ' '.repeat(24);
    const text = [left.padEnd(24) + right, 'lock(a)', `${gap}lock(b)`, 'lock(b)', `${gap}lock(a)`].join('\n');
    expect(firstDrawing(text)?.lanes).toEqual([left, right]);
    expect(cellsIn(text).map((cell) => cell.split(' ')[1])).toEqual(['0', '1', '0', '1']);
  });
  it('takes steps in brackets for no labels', () => {
    const text = 'CPU0            CPU1\nlock(a)\n<interrupt>     [timer]\nlock(b)         lock(a)';
    expect(cellsIn(text)).toHaveLength(5);
  });
});

describe('steps that go on in the next line', () => {
  it('below a heading', () => {
    const text = [
      'T1 (reader):',
      '  - takes a reference that',
      '    nobody has yet',
      '  - reads the box',
      '',
      'T2 (writer):',
      '  - frees the box',
      '',
      'T1 (continued):',
      '  - uses the box, which has',
      '    been freed',
    ].join('\n');
    expect(firstDrawing(text)?.lanes).toEqual(['T1 (reader)', 'T2 (writer)']);
    expect(cellsIn(text)).toEqual([
      '2 0 - takes a reference that nobody has yet',
      '4 0 - reads the box',
      '7 1 - frees the box',
      '10 0 - uses the box, which has been freed',
    ]);
  });

  it('behind a label', () => {
    const text = ['T1: kfree(box)', 'T2: box_fill(box,', '             lid)', 'T1: box_end()'].join('\n');
    expect(cellsIn(text)).toEqual(['1 0 kfree(box)', '2 1 box_fill(box, lid)', '4 0 box_end()']);
  });
});
