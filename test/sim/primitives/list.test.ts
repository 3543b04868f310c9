import { describe, expect, it } from 'vitest';
import { failuresOf, lanes, messageOf } from '../race.ts';

const DECLARED = ['object a', 'object b', 'object c', 'cell p', 'cell q', 'lock L'];
const fails = (held: string, ...steps: readonly (readonly string[])[]) =>
  failuresOf(lanes([...DECLARED, `list l${held}`, 'list m'], ...steps));
const ABC = ' holds (a) holds (b) holds (c)';

/** Walks l and checks that it holds these, in this order. */
const walk = (list: string, names: readonly string[]) => [
  `first ${list} into p`,
  ...names.flatMap((name) => [`check p == ${name} else torn`, `next p of ${list} into p`]),
  'check p == null else torn',
];

describe('lists', () => {
  it('hold what was put on them, in order', () => {
    expect(fails(ABC, walk('l', ['a', 'b', 'c']))).toEqual([]);
    expect(fails(ABC, walk('l', ['b']))).toEqual(['torn']);
    expect(fails('', ['add a to l', 'add b to l', 'add-tail c to l', ...walk('l', ['b', 'a', 'c'])])).toEqual([]);
    expect(fails(ABC, ['del b', ...walk('l', ['a', 'c'])])).toEqual([]);
    expect(fails(ABC, ['move b to m', ...walk('l', ['a', 'c']), ...walk('m', ['b'])])).toEqual([]);
    expect(fails(' holds (a) holds (b)', ['add c to m', 'splice l to m', ...walk('m', ['a', 'b', 'c'])])).toEqual([]);
    expect(fails(ABC, ['splice l to m', ...walk('l', [])])).toEqual([]);
    expect(fails('', ['splice l to m', ...walk('m', [])])).toEqual([]);
  });

  it('say whether anything is on them, and give their first off', () => {
    expect(
      fails('', ['list-empty l into p', 'check p == 1 else torn', 'pick l into q', 'check q == null else torn']),
    ).toEqual([]);
    const picks = [
      'pick l into q',
      'check q == a else torn',
      ...walk('l', ['b', 'c']),
      'list-empty l into q',
      'check q == 0 else torn',
    ];
    expect(fails(ABC, [...picks, 'add a to l'])).toEqual([]);
  });

  it('are corrupted by a second deletion, unless the first one initialised the entry', () => {
    expect(fails(ABC, ['del a', 'del a'])).toEqual(['list-corruption']);
    expect(fails(ABC, ['del-rcu a', 'del-rcu a'])).toEqual(['list-corruption']);
    expect(fails(ABC, ['del-init a', 'del-init a'])).toEqual([]);
    expect(fails('', ['del-init a', 'del-init a'])).toEqual([]);
    expect(fails(ABC, ['lock L; del a', 'unlock L'], ['lock L; del a', 'unlock L'])).toEqual(['list-corruption']);
  });

  it('are corrupted by adding what is on one', () => {
    expect(fails(ABC, ['add b to m'])).toEqual(['list-corruption']);
    expect(fails(ABC, ['del b', 'add b to m'])).toEqual([]);
  });

  it('are corrupted where two lanes change neighbours at once without a lock', () => {
    const held = (verb: string) => ['lock L', verb, 'unlock L'];
    for (const [one, other] of [
      ['add b to l', 'add c to l'],
      ['add b to l', 'del a'],
      ['del a', 'add b to l'],
      ['pick l into p', 'pick l into q'],
    ] as const) {
      expect(fails(' holds (a)', [one], [other]), `${one} | ${other}`).toEqual(['list-corruption']);
      expect(fails(' holds (a)', held(one), held(other)), `${one} | ${other}`).toEqual([]);
    }
    expect(fails(ABC, ['del a'], ['del b'])).toEqual(['list-corruption']);
    // a and c have no neighbour in common that both write the same pointer of
    expect(
      failuresOf(
        lanes(
          ['object a', 'object b', 'object c', 'object d', 'list l holds (a) holds (b) holds (c) holds (d)'],
          ['del a'],
          ['del d'],
        ),
      ),
    ).toEqual(['list-corruption'].slice(1));
  });

  it('deleted entries lead nowhere, to themselves, or on, by how they were deleted', () => {
    const deleted = (verb: string, ...more: readonly string[]) =>
      fails(ABC, ['p = a', `${verb} a`, 'next p of l into p', ...more]);
    expect(deleted('del')).toEqual(['list-corruption']);
    expect(deleted('del-init', 'check p == a else torn')).toEqual([]);
    expect(deleted('del-rcu', 'check p == b else torn')).toEqual([]);
    expect(fails(ABC, ['move c to m', 'next c of l into p'])).toEqual(['list-corruption']);
  });

  it('lead onto freed memory where an entry was freed before it was taken off', () => {
    expect(fails(ABC, ['free a', 'first l into p', 'use p'])).toEqual(['use-after-free']);
    expect(fails(ABC, ['free a', 'del b'])).toEqual(['use-after-free']);
    expect(fails(ABC, ['del a', 'free a', 'first l into p', 'use p'])).toEqual([]);
    expect(fails(ABC, ['next p of l into p'])).toEqual(['null-deref']);
  });

  it('walked under RCU outlive a deletion that waits for readers', () => {
    const reader = [
      'read-lock rcu',
      'first l into p',
      'if p == null goto 1:6',
      'use p',
      'next p of l into p',
      'read-unlock rcu',
    ];
    const rcu = [...DECLARED, 'readers rcu', `list l${ABC}`];
    expect(failuresOf(lanes(rcu, reader, ['del-rcu a', 'wait-readers rcu', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(rcu, reader, ['del-rcu a', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(rcu, reader, ['del a', 'wait-readers rcu', 'free a']))).toEqual(['list-corruption']);
  });

  it('say what was seen', () => {
    expect(messageOf(lanes([...DECLARED, `list l${ABC}`], ['del a'], ['del a']), 'list-corruption')).toBe(
      'CPU1 corrupts the list at "2:1" (a.next is poison)',
    );
  });

  it('are declared with objects that are on one list once', () => {
    expect(() => fails(' holds (a) holds (a)', ['pass'])).toThrow(/on one list, once/);
    expect(() => fails(' holds (3 + 4)', ['pass'])).toThrow();
    expect(() => fails(' holds (7)', ['pass'])).toThrow(/holds objects/);
    expect(() => fails(' holds', ['pass'])).toThrow(/given wrongly/);
    expect(() => failuresOf(lanes(DECLARED, ['del a']))).toThrow(/no list is declared/);
  });
});
