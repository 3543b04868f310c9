import { describe, expect, it } from 'vitest';
import { failureWords } from '../../../src/extract/cell/index.ts';
import { read } from './read.ts';

const change = (set: string[], clear: string[]) => [{ do: 'pte-change', set, clear, atomic: true }];

describe('flags of page-table entries in English', () => {
  it.each([
    ['set _PAGE_DIRTY and clear _PAGE_RW atomically', ['dirty'], ['write']],
    ['Atomically set _PAGE_DIRTY and clear _PAGE_RW', ['dirty'], ['write']],
    ['pte: set uffd-wp, clear write', ['uffd_wp'], ['write']],
    ['pte: clear young, set dirty', ['dirty'], ['young']],
    ['clears uffd-wp', [], ['uffd_wp']],
    ['sets the uffd-wp bit', ['uffd_wp'], []],
    ['clear the write bit', [], ['write']],
    ['clear _PAGE_SOFT_DIRTY in the pte', [], ['soft_dirty']],
    ['set _PAGE_UFFD_WP', ['uffd_wp'], []],
    ['T1 sets _PAGE_DIRTY', ['dirty'], []],
    ['mark the pte read-only', [], ['write']],
    ['marks the entry writable', ['write'], []],
    ['write-protects the pte', [], ['write']],
  ])('%s', (text, set, clear) => {
    expect(read(text)).toMatchObject({ op: 'write', complete: true, effects: change(set, clear) });
  });

  it('leaves flags of other things in memory', () => {
    expect(read('clears busy').effects).toEqual([{ do: 'store', to: 'busy', value: '0' }]);
    expect(read('set BOX_FULL and clear BOX_OPEN atomically').effects).toEqual([
      { do: 'store', to: 'BOX_FULL', value: '1' },
      { do: 'store', to: 'BOX_OPEN', value: '0' },
    ]);
  });

  it.each([
    ['_PAGE_RW is clear in old_pte', 'write', false],
    ['_PAGE_RW is still clear in old pte', 'write', false],
    ['/* _PAGE_DIRTY stays set */', 'dirty', true],
    ['pte is still read-only', 'write', false],
    ['the pte is still write-protected', 'write', false],
    ['ptent is not writable', 'write', false],
    ['pte_dirty(pte) is false', 'dirty', false],
    ['uffd_wp not set', 'uffd_wp', false],
    ['uffd-wp is still set', 'uffd_wp', true],
  ])('%s: noted', (text, flag, isSet) => {
    expect(read(text)).toMatchObject({ complete: true, effects: [{ do: 'pte-noted', flag, isSet }] });
  });
});

describe('copies, commits and comparisons in English', () => {
  it.each([
    'set the pte to the copy',
    'map the copy',
    'installs the copy',
    'installs new pte',
    'point the pte at the new page',
    'pte now maps the copy',
  ])('%s', (text) => {
    expect(read(text)).toMatchObject({ complete: true, effects: [{ do: 'page-commit' }] });
  });

  it.each([
    ['pte unchanged', true],
    ['pte is unchanged', true],
    ['pte still the same', true],
    ['pte_same() passes', true],
    ['pte_same OK', true],
    ['pte has changed', false],
    ['pte_same fails', false],
  ])('%s', (text, holds) => {
    expect(read(text)).toMatchObject({ complete: true, effects: [{ do: 'pte-compare', terms: [], holds }] });
  });

  it('a stale TLB is how it happens, not what fails', () => {
    expect(read('copy the page', 'user still writes via stale TLB').failure).toBeNull();
    expect(failureWords('through a stale TLB entry')).toBeNull();
    expect(failureWords('stale entry still in use, so the write is lost')).toBe('lost-update');
    expect(failureWords('writes are lost')).toBe('lost-update');
    expect(failureWords('reads a stale value through a stale TLB entry')).toBe('stale-read');
  });
});

describe('page-table entries in C', () => {
  it.each([
    ['pte = pte_mkuffd_wp(pte_wrprotect(pte))', ['uffd_wp'], ['write']],
    ['pte_wrprotect(pte)', [], ['write']],
    ['pte = pte_mkwrite(pte, vma);', ['write'], []],
    ['pte_clear_uffd_wp(pte)', [], ['uffd_wp']],
    ['ptent = pte_mkold(pte_mkclean(ptent))', [], ['dirty', 'young']],
    ['set_pte_at(mm, addr, ptep, pte_mkdirty(pte_mkwrite(pte)));', ['write', 'dirty'], []],
    ['ptep_modify_prot_commit(vma, addr, ptep, old, pte_wrprotect(ptent))', [], ['write']],
  ])('%s is one change', (text, set, clear) => {
    expect(read(text)).toMatchObject({ op: 'write', complete: true, effects: change(set, clear) });
  });

  it('a value under construction, or an entry made from nothing, is no change of the entry', () => {
    expect(read('entry = pte_mkdirty(entry);').effects).toEqual([]);
    expect(read('set_pte_at(mm, addr, ptep, pte_mkwrite(mk_pte(page, prot)));').effects).toEqual([
      { do: 'nothing' },
      { do: 'store', to: 'pte', value: 'pte_mkwrite(mk_pte(page, prot))' },
    ]);
  });

  it.each([
    'old_pte = *ptep',
    'old_pte = ptep_get(ptep)',
    'old_pte = READ_ONCE(*ptep);',
    'old_pte = *f->pte',
    'pte_t old_pte = *ptep',
    'old_pte = pte',
  ])('%s reads the entry', (text) => {
    const step = read(text);
    expect(step.op).toBe('read');
    expect(step.effects.filter((one) => one.do !== 'use')).toEqual([{ do: 'pte-read', into: 'old_pte' }]);
  });

  it('a flag that was tested is a fact about the entry once it is said how it came out', () => {
    const clear = { do: 'pte-noted', flag: 'write', isSet: false };
    expect(read('!pte_write(old_pte)').effects).toEqual([clear]);
    expect(read('pte_write(entry) == false').effects).toEqual([clear]);
    expect(read('if (!pte_write(old_pte))', 'true').effects).toEqual([clear]);
    expect(read('if (pte_write(old_pte))', 'false').effects).toEqual([clear]);
    expect(read('if (pte_write(old_pte))').effects).toMatchObject([{ do: 'test', holds: null }]);
  });

  it('pte_same is a comparison and nothing else', () => {
    const compare = { do: 'pte-compare', terms: ['*ptep', 'old_pte'] };
    const use = { do: 'use', object: 'ptep' };
    expect(read('pte_same(*ptep, old_pte) == true').effects).toEqual([use, { ...compare, holds: true }]);
    expect(read('pte_same(*ptep, old_pte) == 0').effects).toEqual([use, { ...compare, holds: false }]);
    expect(read('if (pte_same(*ptep, old_pte))').effects).toEqual([use, { ...compare, holds: null }]);
    expect(read('if (!pte_same(*ptep, old_pte))').effects).toEqual([use, { ...compare, holds: null, negated: true }]);
    expect(read('if (!pte_same(*ptep, old_pte))', 'false').effects).toEqual([use, { ...compare, holds: true }]);
  });
});
