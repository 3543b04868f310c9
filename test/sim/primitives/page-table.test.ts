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

  describe('with several of them', () => {
    const declared = [
      'page old', 'page new', 'page other', 'pte pte = old present write', 'pte far = other present write',
      'tlb here = pte', 'tlb there = pte', 'tlb away = far', 'cell seen', 'cell got',
    ]; // biome-ignore format: a list
    const fails = (...steps: readonly (readonly string[])[]) => failuresOf(lanes(declared, ...steps));

    it('a flush of one CPU leaves the entries of the others', () => {
      const unmap = (flush: string) => fails(['pte.present = 0', flush, 'free old', 'read through there into seen']);
      expect(unmap('flush here')).toEqual(['use-after-free']);
      // with no entry left it waits for a mapping
      expect(unmap('flush pte')).toEqual(['hang']);
      expect(unmap('flush there')).toEqual(['hang']);
      expect(unmap('flush far')).toEqual(['use-after-free']);
    });

    it('one pte is none of the other', () => {
      expect(fails(['pte.present = 0', 'flush pte', 'free old'], ['write through away'])).toEqual([]);
      expect(fails(['copy old to new', 'write through away', 'commit new to pte'])).toEqual([]);
      expect(fails(['copy other to new', 'write through away', 'commit new to far'])).toEqual(['lost-update']);
    });

    it('a read tells which page it found, and fails where a written one is mapped by now', () => {
      expect(fails(['read through here into seen', 'check seen == old else torn'])).toEqual([]);
      const remap = ['copy old to new', 'map new to pte write'];
      const stale = ['read through there into seen', 'check seen == old else torn'];
      expect(fails([...remap, ...stale])).toEqual([]);
      expect(fails([...remap, 'flush here', 'write through here', ...stale])).toEqual(['stale-read']);
      expect(
        fails([
          ...remap,
          'flush pte',
          'write through here',
          'read through there into seen',
          'check seen == new else torn',
        ]),
      ).toEqual([]);
      // nothing is mapped any more, so nothing newer
      expect(fails([...remap, 'flush here', 'write through here', 'pte.present = 0', ...stale])).toEqual([]);
      // a copy made after the write has it
      expect(fails(['write new', 'copy old to new', 'map new to pte', ...stale])).toEqual([]);
    });

    it('a read waits for a mapping, a read-only one is enough', () => {
      const wait = ['pte.present = 0; flush pte', 'pte.write = 0; pte.present = 1'];
      expect(fails(wait, ['read through there into seen'])).toEqual([]);
      expect(fails(wait, ['fault there'])).toEqual([]);
      expect(fails(wait, ['pass', 'noted pte.write == 0', 'fault there write'])).toEqual(['hang']);
    });

    it('an entry taken ahead of the access outlives the unmapping', () => {
      const empty = declared.map((each) => each.replace('= old present write', '= old'));
      const steps = ['map old to pte', 'pte = 0', 'free old'];
      const outcome = (...user: string[]) =>
        failuresOf(lanes(empty, steps, [...user, 'if pte.present goto end', 'noted pte == 0']));
      expect(outcome('fill there')).toEqual([]);
      expect(
        failuresOf(lanes(empty, steps, ['fill there', 'noted pte == 0', 'read through there into seen'])),
      ).toContain('use-after-free');
      expect(
        failuresOf(
          lanes(
            empty,
            ['map old to pte', 'pte = 0', 'flush pte', 'free old'],
            ['fill there', 'noted pte == 0', 'read through there into seen'],
          ),
        ),
      ).toEqual(['hang']);
      // what is not present is not taken, and drives nothing out
      expect(fails(['pte = 0', 'fill there', 'free old', 'read through there into seen'])).toEqual(['use-after-free']);
      // unmapped and flushed, nothing can be taken any more
      expect(failuresOf(lanes(empty, ['fill there', 'read through there into seen']))).toEqual(['hang']);
    });

    it('deferred flushes come when the lane that deferred them says so', () => {
      const zap = ['pte = 0; defer-flush pte', 'far = 0; defer-flush far'];
      const users = (...steps: string[]) => fails(steps, ['write through there'], ['write through away']);
      const isFreed = (failures: string[]) => failures.filter((each) => each === 'use-after-free');
      expect(isFreed(users(...zap, 'free old', 'free other', 'flush-deferred'))).toEqual(['use-after-free']);
      expect(isFreed(users(...zap, 'flush-deferred', 'free old', 'free other'))).toEqual([]);
      expect(
        isFreed(users('pte = 0; defer-flush pte', 'flush-deferred', 'far = 0; defer-flush far', 'free other')),
      ).toEqual(['use-after-free']);
      // a batch is flushed once
      const twice = [
        'pte = 0; defer-flush pte',
        'flush-deferred',
        'map old to pte',
        'fill there',
        'pte = 0',
        'flush-deferred',
      ];
      expect(fails([...twice, 'free old', 'read through there into seen'])).toEqual(['use-after-free']);
      // another lane's batch is not this lane's
      const split = fails(
        ['pte = 0; defer-flush pte', 'got = 1'],
        ['await got == 1', 'flush-deferred', 'free old', 'write through there'],
      );
      expect(split).toEqual(['use-after-free']);
    });

    it('a write past every pte reaches the page all the same', () => {
      expect(fails(['copy old to new', 'write old', 'commit new to pte'])).toEqual(['lost-update']);
      expect(fails(['free old', 'write old'])).toEqual(['use-after-free']);
    });
  });
});
