import { describe, expect, it } from 'vitest';
import { phraseAt, read } from './read.ts';

const flush = (deferred: boolean) => ({ do: 'tlb-flush', deferred });
const effects = (text: string, ...annotations: string[]) => {
  const step = read(text, ...annotations);
  expect(step).toMatchObject({ op: 'flush', complete: true });
  return step.effects;
};

describe('flushes of the TLB', () => {
  it.each([
    'local_flush_tlb_page(vma, addr)',
    '__flush_tlb_one_user(addr)',
    '__flush_tlb()',
    '__flush_tlb_local()',
    'flush_tlb_local()',
    '__native_flush_tlb_one_user(addr)',
    'flush_tlb_fix_spurious_fault(vma, addr)',
    'invlpg(addr)',
    'flush the TLB on this CPU only',
    'Local TLB flush',
    'flush local TLB',
    'flushes its own TLB',
    'TLB flush (this CPU only)',
    'flush_tlb_page(vma, addr) on this CPU only',
    'flush_tlb_page(vma, addr); // local only',
  ])('%s leaves the TLBs of other CPUs', (text) => expect(effects(text)).toEqual([{ do: 'nothing' }]));

  it.each(['flush_tlb_mm(mm)', 'flush_tlb_page(vma, addr);', 'TLB flush (IPI)', 'flush TLB', 'then flush_tlb_mm(mm)'])(
    '%s flushes everywhere, now',
    (text) => expect(effects(text)).toEqual([flush(false)]),
  );

  it('an annotation says of which CPU, or when', () => {
    expect(effects('flush_tlb_mm(mm)', 'this CPU only')).toEqual([{ do: 'nothing' }]);
    expect(effects('flush_tlb_mm(mm)', 'local and remote')).toEqual([flush(false)]);
    expect(effects('flush_tlb_mm(mm)', 'deferred')).toEqual([flush(true)]);
    expect(effects('flush_tlb_mm(mm)', 'not deferred')).toEqual([flush(false)]);
    expect(read('flush_tlb_mm(mm)', 'skipped')).toMatchObject({ complete: false, effects: [{ do: 'nothing' }] });
  });

  it.each([
    'deferred TLB flush (IPI)',
    'DEFERRED TLB FLUSH',
    'Deferred flush_tlb_mm(mm)',
    'delayed flush_tlb_page(vma, addr);',
    'batched tlb flush, too late',
    'late TLB flush',
    'finally flush the TLB',
    'finally, flush_tlb_mm(mm)',
    'eventually flushes TLB',
    'TLB flush (deferred)',
    'flush_tlb_mm(mm) (deferred)',
  ])('%s comes later', (text) => expect(effects(text)).toEqual([flush(true)]));

  it('in running text the adverb belongs to the flush', () => {
    const found = phraseAt('deferred flush_tlb_mm(mm) unlock(a)', 0);
    expect(found).toMatchObject({ end: 25, understanding: { effects: [flush(true)] } });
  });

  it('does not understand one that flushes only perhaps', () => {
    for (const text of ['flush_tlb_batched_pending(mm)', '__flush_tlb_range(vma, a, b)'])
      expect(read(text)).toMatchObject({ op: 'flush', complete: false, effects: [] });
    for (const text of ['flush_tlb_mm(oldmm)', 'flush_tlb_mm(other_mm)', 'TLB flush, not needed'])
      expect(read(text)).toMatchObject({ op: 'flush', complete: false });
  });

  it('reads other steps behind an adverb, and trusts no deferral of them', () => {
    expect(read('finally kfree(p)')).toMatchObject({ op: 'free', object: 'p', complete: true });
    expect(read('deferred kfree(p)')).toMatchObject({ op: 'free', object: 'p', complete: false });
  });

  it('takes hostile text in its stride', () => {
    const start = performance.now();
    for (const part of ['deferred ', 'then, ', 'tlb flush, ', 'tlb flush (', 'flush_tlb_mm( ', 'local tlb '])
      read(part.repeat(10_000), part.repeat(10_000));
    expect(performance.now() - start).toBeLessThan(500);
  });
});
