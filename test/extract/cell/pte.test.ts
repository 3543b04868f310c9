import { describe, expect, it } from 'vitest';
import { failureWords, understandCell } from '../../../src/extract/cell/index.ts';

const read = (text: string, ...annotations: string[]) => understandCell({ text, annotations });
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
    ['mark the pte read-only', [], ['write']],
    ['marks the entry writable', ['write'], []],
    ['write-protects the pte', [], ['write']],
  ])('%s', (text, set, clear) => {
    expect(read(text)).toMatchObject({ op: 'write', understood: true, effects: change(set, clear) });
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
    expect(read(text)).toMatchObject({ understood: true, effects: [{ do: 'pte-noted', flag, isSet }] });
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
    expect(read(text)).toMatchObject({ understood: true, effects: [{ do: 'page-commit' }] });
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
    expect(read(text)).toMatchObject({ understood: true, effects: [{ do: 'pte-compare', terms: [], holds }] });
  });

  it('a stale TLB is how it happens, not what fails', () => {
    expect(read('copy the page', 'user still writes via stale TLB').failure).toBeNull();
    expect(failureWords('through a stale TLB entry')).toBeNull();
    expect(failureWords('stale entry still in use, so the write is lost')).toBe('lost-update');
    expect(failureWords('writes are lost')).toBe('lost-update');
    expect(failureWords('reads a stale value through a stale TLB entry')).toBe('stale-read');
  });
});
