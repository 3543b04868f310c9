/**
 * Names of page-table entry bits, to the words of the machine: write, uffd_wp, present, dirty, soft_dirty, young, special, user, global.
 * Architecture spellings (_PAGE_RW, PTE_WRITE), accessors (pte_write, pmd_write) and makers (pte_mkwrite, pte_wrprotect) are one flag.
 */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  write: ['write', 'rw', 'writable', 'writeable', 'wr'],
  uffd_wp: ['uffd_wp', 'swp_uffd_wp', 'uffd'],
  present: ['present', 'valid', 'p', 'present_or_protnone'],
  dirty: ['dirty', 'hwdirty', 'modified'],
  soft_dirty: ['soft_dirty', 'softdirty', 'swp_soft_dirty'],
  young: ['young', 'accessed', 'af', 'referenced'],
  special: ['special'],
  user: ['user'],
  global: ['global'],
};
const PREFIXES = ['_page_bit_', '_page_', 'pte_bit_', 'pte_', 'pmd_', 'pud_', 'huge_pte_', 'ptep_'];

let byName: Map<string, string> | null = null;

/** The flag that a name stands for: `_PAGE_RW` → `write`, `pte_uffd_wp` → `uffd_wp`; null for all else. */
export function pteFlag(name: string): string | null {
  if (name.length > 40) return null;
  byName ??= new Map(Object.entries(NAMES).flatMap(([flag, all]) => all.map((one) => [one, flag] as const)));
  const lower = name.toLowerCase().replace(/\(.{0,40}\)$/, '');
  for (const prefix of PREFIXES) {
    if (lower.startsWith(prefix)) return byName.get(lower.slice(prefix.length)) ?? null;
  }
  return null;
}

/** All canonical words. */
export const PTE_FLAGS: readonly string[] = Object.keys(NAMES);
