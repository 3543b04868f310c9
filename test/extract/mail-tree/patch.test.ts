import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../../src/extract/index.ts';
import type { PatchLine } from '../../../src/extract/types.ts';

const HEAD = ['diff --git a/silo.c b/silo.c', '--- a/silo.c', '+++ b/silo.c'];

function codeOf(...lines: readonly string[]): readonly PatchLine[] {
  const { patch } = extractMessage({ subject: null, date: null, lines: [...HEAD, ...lines] });
  return patch?.code ?? [];
}

describe('the code of a patch', () => {
  it('stands in the function that the header names, until another one begins', () => {
    const code = codeOf(
      '@@ -1,6 +1,7 @@ static void silo_fill(struct silo *silo)',
      ' \tsilo->full = true;',
      ' }',
      ' ',
      ' static void silo_drain(struct silo *silo)',
      ' {',
      '+\tsilo->full = false;',
      ' }',
    );
    expect(code.map(({ text, within }) => [text, within])).toEqual([
      ['silo->full = true;', 'silo_fill'],
      ['}', 'silo_fill'],
      ['static void silo_drain(struct silo *silo)', 'silo_drain'],
      ['{', 'silo_drain'],
      ['silo->full = false;', 'silo_drain'],
      ['}', 'silo_drain'],
    ]);
  });

  it('has a statement that is wrapped over lines as one line', () => {
    const [first, ...rest] = codeOf(
      '@@ -1,2 +1,3 @@ static void silo_fill(struct silo *silo)',
      '+\tkref_put_lock(&silo->ref,',
      '+\t\t      silo_free, &silo->lock);',
    );
    expect(first?.text).toBe('kref_put_lock(&silo->ref, silo_free, &silo->lock);');
    expect(first?.indent).toBe(8);
    expect(rest).toEqual([]);
  });

  it('is read like cells, but for what does nothing', () => {
    const code = codeOf(
      '@@ -1,4 +1,6 @@ static void silo_fill(struct silo *silo)',
      '+\tstruct silo *other;',
      '+\t/* nobody else (here) */',
      '+\tmutex_lock(&silo->lock);',
      '-\tkfree(silo->grain);',
      ' out:',
    );
    expect(code.map(({ meaning }) => meaning?.effects.map((effect) => effect.do) ?? null)).toEqual([
      null,
      null,
      ['use', 'acquire'],
      ['use', 'free'],
      null,
    ]);
  });
});
