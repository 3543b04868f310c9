import { load, NOTHING, store } from './effects.ts';
import { PTE_FLAGS } from './pte-flags.ts';
import type { Row, Table } from './types.ts';

/** Page-table entries, the TLBs that cache them, faults and page copies. */
const change = (set: string[], clear: string[], atomic = true) => ({ do: 'pte-change', set, clear, atomic }) as const;
const flush = (deferred = false) => ({ do: 'tlb-flush', deferred }) as const;
const LEVELS = ['pte', 'pmd', 'pud'];

/** pte_write(pte), pmd_dirty(pmd) …: does the value have the flag? */
const questions: Row[] = PTE_FLAGS.map((flag) => ({
  rule: `has_${flag}`,
  names: LEVELS.map((level) => `${level}_${flag}`),
  op: 'test',
  object: ['$1', 'pte'],
  defaults: ['pte'],
  effects: [],
  truth: { left: `$1.${flag}`, is: '!=', right: '0' },
}));

/**
 * pte_mkdirty(pte), pte_wrprotect(pte) …: a value with a flag changed. Nested in each other, and in what writes them to the table,
 * they are one change (c-pte.ts).
 */
const makers: Row[] = (
  [
    ['mkwrite', ['write'], [], ['mkwrite', 'mkwrite_novma']],
    ['wrprotect', [], ['write'], ['wrprotect']],
    ['mkuffd_wp', ['uffd_wp'], [], ['mkuffd_wp', 'swp_mkuffd_wp']],
    ['clear_uffd_wp', [], ['uffd_wp'], ['clear_uffd_wp', 'swp_clear_uffd_wp']],
    ['mkdirty', ['dirty'], [], ['mkdirty']],
    ['mkclean', [], ['dirty'], ['mkclean']],
    ['mkyoung', ['young'], [], ['mkyoung']],
    ['mkold', [], ['young'], ['mkold']],
    ['mksoft_dirty', ['soft_dirty'], [], ['mksoft_dirty', 'swp_mksoft_dirty']],
    ['clear_soft_dirty', [], ['soft_dirty'], ['clear_soft_dirty', 'swp_clear_soft_dirty']],
  ] as const
).map(([rule, set, clear, names]) => ({
  rule: `pte_${rule}`,
  names: [...LEVELS, 'huge_pte'].flatMap((level) => names.map((name) => `${level}_${name}`)),
  op: 'write',
  object: 'pte',
  effects: [change([...set], [...clear])],
}));

export const pageTables: Table = {
  name: 'page-tables',
  rows: [
    ...questions,
    ...makers,
    {
      rule: 'none',
      names: ['pte_none', 'pmd_none', 'pud_none', 'pte_none_mostly', 'pmd_none_or_clear_bad'],
      op: 'test',
      defaults: ['pte'],
      effects: [],
      truth: { left: '$1', is: '==', right: '0' },
    },
    {
      rule: 'same',
      names: ['pte_same', 'pmd_same', 'pud_same', 'pte_unmap_same'],
      op: 'test',
      object: 'pte',
      effects: [{ do: 'pte-compare', terms: ['$args'], holds: null }],
    },
    {
      rule: 'set',
      names: [
        'set_pte',
        'set_pte_at',
        'set_ptes',
        'set_pmd_at',
        'set_huge_pte_at',
        'set_pte_at_notify',
        'native_set_pte',
        'set_pmd',
        'set_pud',
      ],
      op: 'write',
      object: ['$3', '$1'],
      effects: [store('pte', '$-')],
    },
    {
      rule: 'get',
      names: ['ptep_get', 'ptep_get_lockless', 'pmdp_get', 'pmdp_get_lockless', 'huge_ptep_get', 'pte_offset_map_get'],
      op: 'read',
      object: ['$1', 'pte'],
      effects: [{ do: 'pte-read', into: '$=' }],
      value: 'pte',
    },
    {
      rule: 'wrprotect',
      names: ['ptep_set_wrprotect', 'pmdp_set_wrprotect', 'huge_ptep_set_wrprotect', 'wp_pte'],
      op: 'write',
      object: ['$3', 'pte'],
      effects: [change([], ['write'])],
    },
    {
      rule: 'set_access_flags',
      names: ['ptep_set_access_flags', 'pmdp_set_access_flags'],
      op: 'write',
      object: ['$3', 'pte'],
      effects: [change(['young'], [])],
    },
    {
      rule: 'clear_young',
      names: ['ptep_test_and_clear_young', 'ptep_clear_young_notify', 'pmdp_test_and_clear_young'],
      op: 'rmw',
      object: ['$3', 'pte'],
      effects: [change([], ['young'])],
    },
    {
      rule: 'clear_flush',
      names: [
        'ptep_clear_flush',
        'pmdp_huge_clear_flush',
        'huge_ptep_clear_flush',
        'ptep_clear_flush_notify',
        'ptep_invalidate',
        'pmdp_invalidate',
      ],
      op: 'write',
      object: ['$3', 'pte'],
      effects: [change([], ['present', 'write']), flush()],
    },
    {
      rule: 'clear',
      names: [
        'ptep_get_and_clear',
        'ptep_get_and_clear_full',
        'pte_clear',
        'pmd_clear',
        'pud_clear',
        'pmdp_huge_get_and_clear',
        'ptep_clear',
        'huge_ptep_get_and_clear',
        'pte_clear_not_present_full',
      ],
      op: 'write',
      object: ['$3', 'pte'],
      effects: [change([], ['present', 'write'])],
    },
    {
      rule: 'modify_start',
      names: ['ptep_modify_prot_start'],
      op: 'read',
      object: ['$3', 'pte'],
      effects: [{ do: 'pte-read', into: '$=' }, change([], ['present'])],
    },
    {
      rule: 'modify_commit',
      names: ['ptep_modify_prot_commit'],
      op: 'write',
      object: ['$3', 'pte'],
      effects: [store('pte', '$-')],
    },
    {
      rule: 'make',
      names: [
        'pte_mk*',
        'pmd_mk*',
        'pte_modify',
        'pte_clear_*',
        'pmd_clear_*',
        'mk_pte',
        'maybe_mkwrite',
        'pfn_pte',
        'pte_pfn',
        'pte_page',
        'pmd_page',
        'vm_normal_page',
        'pte_offset_map',
        'pte_offset_kernel',
      ],
      op: 'call',
      object: ['$=', '$1'],
      effects: [NOTHING],
    },
    {
      rule: 'map_lock',
      names: [
        'pte_offset_map_lock',
        'pte_alloc_map_lock',
        'pmd_lock',
        'pmd_trans_huge_lock',
        'pud_lock',
        'huge_pte_lock',
      ],
      op: 'lock',
      object: 'PT',
      effects: [{ do: 'acquire', lock: 'PT', mode: 'exclusive', lockKind: 'spin' }],
    },
    {
      rule: 'read_pgtable',
      names: ['pmd_page_vaddr', 'pmd_offset', 'pud_offset', 'p4d_offset', 'pgd_offset'],
      op: 'read',
      value: '$1',
      effects: [load('$=', '$1')],
    },
    {
      rule: 'populate',
      names: ['pmd_populate', 'pud_populate', 'pmd_install', 'pmd_populate_kernel'],
      op: 'write',
      object: ['$2', '$1'],
      effects: [store('$2', '$3')],
    },
    {
      rule: 'alloc',
      names: ['pte_alloc_one', 'pmd_alloc_one', 'pte_alloc_one_kernel'],
      op: 'alloc',
      object: '$=',
      effects: [{ do: 'alloc', object: '$=' }],
    },
    {
      rule: 'map_page',
      names: [
        'do_set_pte',
        'set_pte_range',
        'insert_page',
        'vmf_insert_page',
        'vmf_insert_pfn*',
        'do_set_pmd',
        'page_add_new_anon_rmap',
        'folio_add_new_anon_rmap',
        'page_add_anon_rmap',
        'page_remove_rmap',
      ],
      op: 'call',
      effects: [NOTHING],
    },
  ],
};
