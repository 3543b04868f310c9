import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../src/extract/index.ts';
import { judgeMessage, judgeScenario } from '../../src/judge/index.ts';
import type { JudgedMessage } from '../../src/judge/types.ts';
import { printRace, readRace } from '../../src/scenario/index.ts';
import { DEFAULT_BOUNDS } from '../../src/sim/types.ts';
import { drawing } from '../scenario/build/drawing.ts';

const BEFORE = '2023-03-14T08:00:00Z';
const SINCE = '2024-03-14T08:00:00Z';

/** A mail with this text on a day. */
function judged(text: string, date: string | null): JudgedMessage {
  const message = { ...drawing(text), date };
  return judgeMessage(message, extractMessage(message), { bounds: DEFAULT_BOUNDS });
}

/** Who protects a page against who copies it: the flush comes late. `writer`, `fault`: rows of locks for each side. */
const cow = (writer: readonly string[], fault: readonly string[], says = '', name = 'do_page_fault') => `
${says}

CPU0                          CPU1                            CPU2
${writer.join('\n')}
spin_lock(ptl)
set _PAGE_UFFD_WP and clear _PAGE_WRITE atomically
spin_unlock(ptl)
                              ${name}
${fault.map((row) => ' '.repeat(30) + row).join('\n')}
                                                              spin_lock(ptl)
                                                              clear _PAGE_UFFD_WP
                                                              /* _PAGE_WRITE stays clear */
                                                              spin_unlock(ptl)
                              spin_lock(ptl)
                              orig_pte = *pte
                              _PAGE_WRITE is clear in orig_pte
                              spin_unlock(ptl)
                              wp_page_copy
                              copy_user_page          <- user still writes via stale TLB
                              spin_lock(ptl)
                              pte_same(orig_pte, *pte) -> true
                              set the pte to the copy <- lost writes
                              spin_unlock(ptl)
flush_tlb_range()
${writer.length > 0 ? 'mmap_write_unlock(mm)' : ''}
`;
const verdict = (text: string, date: string | null) => judged(text, date).diagrams[0]?.judged.verdict;

describe('a page fault against mmap_lock held for writing', () => {
  const drawn = cow(['mmap_write_lock(mm)'], []);

  it('is kept away until 6.4, and since then perhaps not', () => {
    expect(verdict(drawn, BEFORE)).toBe('refuted');
    const since = judged(drawn, SINCE).diagrams[0]?.judged;
    expect(since).toMatchObject({ verdict: 'undetermined', drawnOrder: { is: 'unknown' }, witness: null, fixes: [] });
    expect(since?.reason).toMatch(/^It hangs on the lock that the page fault on line 8 holds/);
  });

  it('is taken for one of now where nothing tells the day', () => {
    expect(verdict(drawn, null)).toBe('undetermined');
    expect(verdict(`On Tue, Mar 14, 2023 at 8:00 AM, Ann Author wrote:\n> no\n${drawn}`, null)).toBe('refuted');
    expect(verdict(`On 14 March 2024, Ann Author <a@example.org> wrote:\n> no\n${drawn}`, null)).toBe('undetermined');
  });

  it('also where English says that it faults', () => {
    expect(verdict(cow(['mmap_write_lock(mm)'], [], '', 'page fault'), BEFORE)).toBe('refuted');
    expect(verdict(cow(['mmap_write_lock(mm)'], [], '', 'page fault'), SINCE)).toBe('undetermined');
  });

  it('holds the lock that it is drawn to take', () => {
    expect(verdict(cow(['mmap_write_lock(mm)'], ['mmap_read_lock(mm)']), SINCE)).toBe('refuted');
    const vma = 'vma = lock_vma_under_rcu(mm, address)';
    expect(verdict(cow(['mmap_write_lock(mm)'], [vma]), SINCE)).toBe('reproduces');
    expect(verdict(cow(['mmap_write_lock(mm)', 'vma_start_write(vma)'], [vma]), SINCE)).toBe('refuted');
  });

  it('is kept away by the lock of its VMA, held for writing with mmap_lock', () => {
    expect(verdict(cow(['mmap_write_lock(mm)', 'vma_start_write(vma)'], []), SINCE)).toBe('refuted');
    // two VMAs are drawn: which one the fault is in cannot be told
    expect(verdict(cow(['mmap_write_lock(mm)', 'vma_start_write(vma)', 'vma_start_write(next)'], []), SINCE)).toBe(
      'undetermined',
    );
  });

  it('is not kept away by a VMA whose lock went with mmap_lock', () => {
    const early = ['mmap_write_lock(mm)', 'vma_start_write(vma)', 'mmap_write_unlock(mm)', 'mmap_write_lock(mm)'];
    expect(verdict(cow(early, ['vma = lock_vma_under_rcu(mm, address)']), SINCE)).toBe('reproduces');
  });

  it('gives a scenario that is undetermined by itself too', () => {
    const scenario = judged(drawn, SINCE).diagrams[0]?.judged.scenario;
    const read = readRace(printRace(scenario as NonNullable<typeof scenario>), 'x.race');
    expect(read.ok && judgeScenario(read.scenario, { bounds: DEFAULT_BOUNDS }).verdict).toBe('undetermined');
  });
});

describe('what is said about mmap_lock and a page fault', () => {
  const says = "I'd say just hold mmap_lock for writing across CPU0, flush included.";
  const claim = (date: string) => judged(cow([], [], says), date).claims[0]?.verdict;

  it('holds until 6.4, and since then perhaps not', () => {
    expect(verdict(cow([], [], says), SINCE)).toBe('reproduces');
    expect(claim(BEFORE)).toBe('supported');
    expect(claim(SINCE)).toBe('undetermined');
  });

  it('is so of the fixes too', () => {
    const fixes = (date: string) => judged(cow([], []), date).diagrams[0]?.judged.fixes ?? [];
    const works = (date: string) =>
      fixes(date)
        .filter((fix) => fix.verdict === 'works')
        .map(({ text }) => text);
    expect(works(BEFORE).some((text) => text.includes('mmap_lock'))).toBe(true);
    expect(works(SINCE).some((text) => text.includes('mmap_lock'))).toBe(false);
    expect(works(SINCE)).toEqual(works(BEFORE).filter((text) => !text.includes('mmap_lock')));
  });

  it('changes nothing where mmap_lock plays no part', () => {
    const text = readFileSync(new URL('../../corpus/bundled.eml', import.meta.url), 'utf8')
      .split('\n\n')
      .slice(1)
      .join('\n\n');
    const [before, since] = [judged(text, BEFORE), judged(text, SINCE)];
    expect(since.diagrams[0]?.judged).toMatchObject({ verdict: 'reproduces', drawnOrder: { is: 'executable' } });
    const others = (message: JudgedMessage) =>
      message.claims.filter((each) => !each.claim.text.includes('mmap_lock')).map((each) => each.verdict);
    expect(others(since)).toEqual(others(before));
  });
});
