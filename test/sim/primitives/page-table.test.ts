import { describe, expect, it } from 'vitest';
import { failuresOf, lanes, race } from '../race.ts';

const DECLARED = ['page old', 'page new', 'pte pte = old present write', 'tlb user = pte'];

/** A user thread that keeps writing, beside one lane. */
const withUser = (steps: readonly string[], declared = DECLARED) =>
  race(
    [
      ...declared,
      'lane CPU0',
      ...steps.map((step, at) => `  1:${at + 1} ${step}`),
      'lane user implied',
      '  implied:1 write through user; if 1 == 1 goto implied:1',
    ].join('\n'),
  );

describe('pages, ptes and TLB entries', () => {
  it('a write through a stale entry is missing in a copy', () => {
    expect(failuresOf(withUser(['pte.write = 0', 'copy old to new', 'commit new to pte']))).toEqual(['lost-update']);
    expect(failuresOf(withUser(['pte.write = 0', 'flush pte', 'copy old to new', 'commit new to pte']))).toEqual([]);
    // flushed before the protection, the entry is taken again from the pte
    expect(failuresOf(withUser(['flush pte', 'pte.write = 0', 'copy old to new', 'commit new to pte']))).toEqual([
      'lost-update',
    ]);
    expect(failuresOf(withUser(['pte.write = 0', 'copy old to new', 'flush pte', 'commit new to pte']))).toEqual([
      'lost-update',
    ]);
  });

  it('an entry starts consistent with its pte, and is writable only where that is', () => {
    const readOnly = ['page old', 'page new', 'pte pte = old present', 'tlb user = pte'];
    expect(failuresOf(withUser(['copy old to new', 'commit new to pte'], readOnly))).toEqual([]);
    const absent = ['page old', 'page new', 'pte pte = old write', 'tlb user = pte'];
    expect(failuresOf(withUser(['copy old to new', 'commit new to pte'], absent))).toEqual([]);
  });

  it('a commit maps the copy, so that later writes go there', () => {
    const steps = [
      'pte.write = 0',
      'flush pte',
      'copy old to new',
      'commit new to pte',
      'check pte.write == 1 else torn',
      'free old',
    ];
    expect(failuresOf(withUser(steps))).toEqual([]);
  });

  it('a write to a page that was given back is a use after free', () => {
    expect(failuresOf(withUser(['pte.present = 0', 'free old']))).toEqual(['use-after-free']);
    expect(failuresOf(withUser(['pte.present = 0', 'flush pte', 'free old']))).toEqual([]);
    expect(failuresOf(lanes(DECLARED, ['free old'], ['free old']))).toEqual(['double-free']);
    expect(failuresOf(lanes(DECLARED, ['free old'], ['copy old to new']))).toEqual(['use-after-free']);
  });

  it('flags are read and written one at a time, the whole entry at once', () => {
    const steps = [
      'before = pte',
      'pte.uffd_wp = 1',
      'check pte != before && pte.uffd_wp && pte.present && !pte.dirty else torn',
      'pte.uffd_wp = 0',
      'check pte == before else torn',
    ];
    expect(failuresOf(lanes([...DECLARED, 'cell before'], steps))).toEqual([]);
  });

  it('an implied thread that can write no more is no hang', () => {
    expect(failuresOf(withUser(['pte.write = 0', 'flush pte']))).toEqual([]);
  });
});
