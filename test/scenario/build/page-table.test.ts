import { describe, expect, it } from 'vitest';
import { assumed, build, goals, programOf, unmodelled } from './drawing.ts';

const pte = (scenario: ReturnType<typeof build>) =>
  scenario.declarations.find(({ kind }) => kind === 'pte')?.options.map(({ word }) => word);

describe('page tables', () => {
  it('a flag starts so that its first change changes it', () => {
    const scenario = build(`
CPU0                        CPU1

set _PAGE_UFFD_WP and clear _PAGE_WRITE
                            clear _PAGE_UFFD_WP
`);
    expect(programOf(scenario, 'CPU0')).toEqual(['pte.uffd_wp = 1; pte.write = 0']);
    expect(programOf(scenario, 'CPU1')).toEqual(['pte.uffd_wp = 0']);
    expect(pte(scenario)).toEqual(['present', 'write']);
    expect(assumed(scenario)).toContain('the pte starts writable: the drawing makes it read-only');
  });

  it('a flag that is only noted starts as noted', () => {
    const scenario = build(`
CPU0                        CPU1

_PAGE_DIRTY is set
                            _PAGE_WRITE is clear
flush_tlb_range()
                            set _PAGE_UFFD_WP
`);
    expect(pte(scenario)).toEqual(['present', 'dirty']);
    expect(programOf(scenario, 'CPU0')[0]).toBe('noted pte.dirty == 1');
    expect(programOf(scenario, 'CPU1')[0]).toBe('noted pte.write == 0');
  });

  it('a copy that is committed is about lost updates', () => {
    const scenario = build(`
CPU0                        CPU1

clear _PAGE_WRITE
                            copy_user_page
                            set the pte to the copy
flush_tlb_range()
`);
    expect(programOf(scenario, 'CPU1')).toEqual(['copy page to page_copy', 'commit page_copy to pte']);
    expect(goals(scenario)[0]).toBe('lost-update assumed');
    expect(assumed(scenario)).toContainEqual(expect.stringMatching(/^committing the copy clears and flushes/));
  });

  const marked = (mark: string) =>
    build(`
CPU0                        CPU1

${mark}
                            _PAGE_WRITE is clear
                            copy_user_page
                            set the pte to the copy
flush_tlb_range()
`);
  it('where a drawing marks entries for userfaultfd, only unmarked ones are copied', () => {
    expect(programOf(marked('set _PAGE_UFFD_WP and clear _PAGE_WRITE'), 'CPU1')[0]).toContain('noted pte.uffd_wp == 0');
    expect(programOf(marked('clear _PAGE_WRITE'), 'CPU1')[0]).not.toContain('uffd_wp');
  });

  it('pte_same() compares with the entry as it was read', () => {
    const scenario = build(`
CPU0                        CPU1

                            orig_pte = *pte
clear _PAGE_WRITE
                            copy_user_page
                            pte_same(orig_pte, *pte) -> true
                            set the pte to the copy
flush_tlb_range()
`);
    expect(programOf(scenario, 'CPU1')).toContain('orig_pte = pte');
    expect(programOf(scenario, 'CPU1')).toContain('noted orig_pte == pte');
  });

  it('a whole entry of unknown value bars both verdicts', () => {
    const scenario = build(`
CPU0                        CPU1

set_pte_at(mm, addr, ptep, entry)
                            copy_user_page
flush_tlb_range()
`);
    expect(unmodelled(scenario)).toEqual([3]);
  });
});
