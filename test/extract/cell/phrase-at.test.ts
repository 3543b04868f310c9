import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phraseAt, read } from './read.ts';

/** Splits running text into phrases and, in brackets, the words between them. */
function split(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const phrase = phraseAt(text, at);
    let end = text.indexOf(' ', at);
    if (end < 0) end = text.length;
    found.push(phrase ? text.slice(at, phrase.end) : `[${text.slice(at, end)}]`);
    at = phrase ? phrase.end : end;
    while (text[at] === ' ') at++;
  }
  return found;
}

describe('phraseAt', () => {
  it('splits running text into steps', () => {
    expect(split('Q lock atomic set _PAGE_DIRTY and clear _PAGE_RW hits++ ^^^^ ^^ Q unlock deferred tlb flush')).toEqual([
      'Q lock', 'atomic set _PAGE_DIRTY and clear _PAGE_RW', 'hits++', '^^^^ ^^', 'Q unlock', 'deferred tlb flush',
    ]); // biome-ignore format: one list
    expect(split('widget_ioctl(on = true) seen = hits /* _PAGE_RW not set */ pte_same(seen, a, b) -> PASS if (w->x) kfree(w);')).toEqual([
      'widget_ioctl(on = true)', 'seen = hits', '/* _PAGE_RW not set */', 'pte_same(seen, a, b) -> PASS', 'if (w->x)', 'kfree(w);',
    ]); // biome-ignore format: one list
    expect(split('do_page_fault FAULT_FLAG_WRITE FAULT_FLAG_WRITE is set by CPU copy_user_page runs with stale TLB')).toEqual([
      'do_page_fault FAULT_FLAG_WRITE', 'FAULT_FLAG_WRITE is set by CPU', 'copy_user_page runs with stale TLB',
    ]); // biome-ignore format: one list
  });

  it('begins exactly where it is asked', () => {
    expect(phraseAt(' Q lock', 0)).toBeNull();
    expect(phraseAt('the quick fox', 0)).toBeNull();
  });

  it('reads long running text in time that grows with its length', () => {
    const text = 'Q lock hits++ Q unlock '.repeat(4000);
    const start = performance.now();
    expect(split(text.trim())).toHaveLength(12_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

const SEED = new URL('../../../../shared/seed/', import.meta.url);
describe.skipIf(!existsSync(SEED))('the mails that are not part of the project (skipped when missing)', () => {
  const files = [
    'seed-columns',
    'variant-flush-before-unlock',
    'variant-flush-in-fault',
    'variant-mmap-lock-write',
    'variant-no-counter',
  ];
  it.each(files)('every cell of %s has a rule', (file) => {
    const lines = readFileSync(new URL(`${file}.eml`, SEED), 'utf8').split('\n');
    const first = lines.findIndex((line) => line.startsWith('------'));
    for (const line of lines.slice(first + 1).filter((one) => one.trim() !== '')) {
      const [text = '', ...annotations] = line.trim().split(' <- ');
      const step = read(text, ...annotations);
      expect(step.rule, line).not.toBeNull();
      expect(step.complete || step.isFrame, line).toBe(true);
    }
  });
});
