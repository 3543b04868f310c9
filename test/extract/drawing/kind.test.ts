import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../../src/extract/index.ts';

/** Two lanes that say nothing about what they are drawn for. */
const DRAWING = [
  'CPU0                    CPU1',
  '----                    ----',
  'spin_lock(&pot->lock);',
  'pot->lid++;',
  'spin_unlock(&pot->lock);',
  '                        spin_lock(&pot->lock);',
  '                        kfree(pot->lid);',
  '                        spin_unlock(&pot->lock);',
];

const read = (before: string, behind = '') =>
  extractMessage({
    subject: 'pot: lock the lid',
    date: null,
    lines: [...before.split('\n'), '', ...DRAWING, '', ...behind.split('\n')],
  }).diagrams[0];

describe('drawn to show that it works', () => {
  it.each([
    'There can be no use-after-free, the lock keeps the two apart:',
    'Same as before, there can be no\nuse-after-free here:',
    'No lost update is possible:',
    'With this patch the use-after-free cannot happen any more:',
    'After this patch there are no lost updates any more:',
    'These two cannot race because both hold the lock:',
    'This is safe: both take pot->lock.',
    'Both hold pot->lock, so I fail to see the NULL dereference:',
    'The double free is impossible:',
    "It can't be a leak either:",
  ])('%s', (before) => {
    expect(read(before)?.kind).toBe('correct');
  });
  it.each([
    ['There is a use-after-free between the two:', 'With this patch the use-after-free cannot happen any more.'],
    ['The two take the lid like this:', 'With this patch that cannot happen any more.'],
    ['The two take the lid like this:', 'If CPU1 waited for the readers, this could not happen.'],
    ['This is a use-after-free, no lost update is possible:', ''],
    ['There is no reference, so this is a use-after-free:', ''],
    ['Nothing waits for the reader. This leads to a use-after-free:', ''],
    ['How can there be no race?', ''],
    ['A single reader cannot race. However, two of them read the lid like this:', ''],
    ['The wakeup never happens:', ''],
    ['This looks odd:', 'The lid is counted twice there. Fortunately there is no leak.'],
  ])('a bug: %s … %s', (before, behind) => {
    expect(read(before, behind)?.kind).toBe('race');
  });
});

it('believes what follows at once', () => {
  expect(read('The two take the lid like this:', 'So no use-after-free is possible.')?.kind).toBe('correct');
});

describe('failures that are named', () => {
  const mentioned = (before: string) => read(before)?.mentions.map(({ failure, denied }) => [failure, denied ?? false]);
  it('marks those of a denial', () => {
    expect(mentioned('There can be no use-after-free here:')).toEqual([['use-after-free', true]]);
    expect(mentioned('So there can be no\nuse-after-free here:')).toEqual([['use-after-free', true]]);
    expect(mentioned('After this patch there are no lost updates any more:')).toEqual([['lost-update', true]]);
  });
  it('leaves those that are claimed', () => {
    expect(mentioned('There is a use-after-free here:')).toEqual([['use-after-free', false]]);
    expect(mentioned('It is no double free. But there is a use-after-free:')).toEqual([['use-after-free', false]]);
  });
});

describe('told by the cells', () => {
  const kind = (...rows: string[]) =>
    extractMessage({ subject: null, date: null, lines: ['Look at this:', '', 'CPU0          CPU1', ...rows] })
      .diagrams[0]?.kind;

  it('two lanes that hang are a deadlock, and one that waits for what the other took', () => {
    expect(kind('sleep on lid', '*** hang ***', '              sleep on pot', '              *** hang ***')).toBe(
      'deadlock',
    );
    expect(kind('lock(A);', '              lock(B);', 'blocks on B', '              blocks on A')).toBe('deadlock');
    expect(kind('lock(A);', '              lock(B);', '              blocks on A')).toBe('race');
  });

  it('accesses to A and B and nothing else are about order', () => {
    expect(kind('A = 1;        x = B;', 'B = 2;        y = A;')).toBe('ordering');
    expect(kind('jar->a = 1;   x = B;', 'B = 2;        y = jar->a;')).toBe('race');
  });
});
