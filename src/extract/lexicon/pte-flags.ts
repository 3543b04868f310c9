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

/** Spelt without a prefix these mean nothing but a flag of an entry. */
const DISTINCT: ReadonlySet<string> = new Set(['uffd_wp', 'swp_uffd_wp', 'soft_dirty', 'softdirty']);
const bareWord = (word: string) => (word.length > 40 ? '' : word.toLowerCase().replace(/-/g, '_'));

/** As `pteFlag`, for a word of English: also `uffd-wp`; and `write`, `dirty` where `inEntry` says that a bit of an entry is meant. */
export function flagWord(word: string, inEntry: boolean): string | null {
  const bare = bareWord(word);
  const known = pteFlag(bare);
  if (known !== null) return known;
  return inEntry || DISTINCT.has(bare) ? (byName?.get(bare) ?? null) : null;
}

/** What an entry is said to be, or made: the flag and whether it is set. */
const STATES: Readonly<Record<string, readonly [flag: string, isSet: boolean]>> = {
  'read-only': ['write', false],
  readonly: ['write', false],
  ro: ['write', false],
  'write-protected': ['write', false],
  wrprotected: ['write', false],
  unwritable: ['write', false],
  writable: ['write', true],
  writeable: ['write', true],
  'read-write': ['write', true],
  'uffd-wp': ['uffd_wp', true],
  uffd_wp: ['uffd_wp', true],
  dirty: ['dirty', true],
  clean: ['dirty', false],
  'soft-dirty': ['soft_dirty', true],
  young: ['young', true],
  accessed: ['young', true],
  old: ['young', false],
  present: ['present', true],
};
export const pteState = (word: string): readonly [flag: string, isSet: boolean] | null =>
  Object.hasOwn(STATES, word) ? (STATES[word] ?? null) : null;

/** All canonical words. */
export const PTE_FLAGS: readonly string[] = Object.keys(NAMES);
