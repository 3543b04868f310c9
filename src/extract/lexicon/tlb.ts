import { NOTHING } from './effects.ts';
import type { Row, Table } from './types.ts';

/** Page faults, page copies, and the flushes of the TLBs. */
const flush = (deferred = false) => ({ do: 'tlb-flush', deferred }) as const;

/**
 * A page fault. It holds mmap_lock for reading; since 6.4 it tries its VMA's lock first (lock_vma_under_rcu), and where it gets that, mmap_lock held
 * for writing does not keep it away (Documentation/mm/process_addrs.rst).
 */
const fault: Omit<Row, 'rule' | 'effects'> = {
  names: [
    'do_page_fault',
    'handle_mm_fault',
    '__handle_mm_fault',
    'handle_pte_fault',
    'do_user_addr_fault',
    'exc_page_fault',
    'do_fault',
    'do_cow_fault',
    'do_anonymous_page',
    'do_swap_page',
    'do_huge_pmd_wp_page',
    'hugetlb_fault',
    'page_fault',
  ],
  op: 'call',
  object: null,
  frame: true,
};

export const tlb: Table = {
  name: 'page-tables',
  rows: [
    { ...fault, rule: 'fault-under-mmap-lock', effects: [{ do: 'page-fault' }], until: '6.4' },
    { ...fault, rule: 'fault', effects: [{ do: 'page-fault', perVma: true }], since: '6.4' },
    {
      rule: 'wp_fault',
      names: ['do_wp_page', 'wp_page_copy', 'wp_page_reuse', 'wp_pfn_shared', 'hugetlb_wp', 'do_wp_page_cont'],
      op: 'call',
      object: null,
      frame: true,
      effects: [],
    },
    {
      rule: 'copy',
      names: [
        'copy_user_page',
        'copy_user_highpage',
        'copy_user_highpage_mc',
        'cow_user_page',
        '__wp_page_copy_user',
        'copy_highpage',
        'copy_page',
        'copy_user_huge_page',
        'copy_user_large_folio',
        'copy_mc_user_highpage',
        'copy_mc_highpage',
      ],
      op: 'write',
      object: ['$1', 'page'],
      effects: [{ do: 'page-copy' }],
    },
    {
      rule: 'flush',
      names: [
        'flush_tlb',
        'flush_tlb_*',
        'tlb_flush',
        'tlb_flush_mmu*',
        'flush_pmd_tlb_range',
        'flush_pud_tlb_range',
        'flush_hugetlb_tlb_range',
        'arch_tlbbatch_flush',
        'try_to_unmap_flush*',
        'tlb_flush_pte_range',
        'tlbi',
        'flush_all_zero_pkmaps',
      ],
      op: 'flush',
      object: 'tlb',
      effects: [flush()],
    },
    // Of this CPU alone: what another CPU holds stays in its TLB.
    {
      rule: 'flush_local',
      names: [
        'local_flush_tlb',
        'local_flush_tlb*',
        'flush_tlb_local',
        'flush_tlb_local_*',
        'flush_tlb_one',
        'flush_tlb_one_*',
        'flush_tlb_fix_spurious_fault*',
        '__flush_tlb',
        '__flush_tlb_local*',
        '__flush_tlb_one*',
        '__flush_tlb_single*',
        '__flush_tlb_global*',
        '__flush_tlb_all',
        '*native_flush_tlb',
        '*native_flush_tlb_local*',
        '*native_flush_tlb_one*',
        '*native_flush_tlb_single*',
        '*native_flush_tlb_global*',
        'invlpg',
        'invpcid',
        'invpcid_flush_*',
      ],
      op: 'flush',
      object: 'tlb',
      effects: [NOTHING],
    },
    // Only if something is pending, or on this CPU or on all of them as the architecture has it.
    {
      rule: 'flush_perhaps',
      names: [
        'flush_tlb_batched_pending',
        '*tlb_flush_pending',
        'flush_tlb_func*',
        '__flush_tlb_*',
        '__native_flush_tlb*',
      ],
      op: 'flush',
      object: 'tlb',
      effects: [],
      partial: true,
    },
    {
      rule: 'gather',
      names: [
        'tlb_gather_mmu',
        'tlb_gather_mmu_fullmm',
        'inc_tlb_flush_pending',
        'tlb_remove_tlb_entry',
        'tlb_remove_page',
        'tlb_change_page_size',
        'set_tlb_ubc_flush_pending',
        'arch_tlbbatch_add_pending',
      ],
      op: 'call',
      object: 'tlb',
      effects: [NOTHING],
    },
    {
      rule: 'finish',
      names: ['tlb_finish_mmu', 'arch_tlb_finish_mmu'],
      op: 'flush',
      object: 'tlb',
      effects: [flush()],
    },
    {
      rule: 'pending',
      names: ['mm_tlb_flush_pending', 'mm_tlb_flush_nested'],
      op: 'test',
      effects: [],
      defaults: ['mm'],
      truth: { left: '$1->tlb_flush_pending', is: '!=', right: '0' },
    },
  ],
};
