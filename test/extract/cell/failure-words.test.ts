import { describe, expect, it } from 'vitest';
import { failureWords } from '../../../src/extract/cell/index.ts';

describe('words that name a failure', () => {
  it.each([
    ['KASAN: slab-use-after-free in pot_close()', 'use-after-free'],
    ['KASAN reports it', 'use-after-free'],
    ['no wakeup needed', 'hang'],
    ['the task is stuck', 'hang'],
    ['fix missing smp_mb in pot_run()', 'reordering'],
  ])('%s', (text, failure) => {
    expect(failureWords(text)).toBe(failure);
  });

  it.each([
    'hits KASAN redzones, OOB',
    'KASAN: slab-out-of-bounds in pot_close()',
    'the tags in its KASAN shadow change',
    'KASAN false positives',
  ])('none: %s', (text) => {
    expect(failureWords(text)).toBeNull();
  });
});
