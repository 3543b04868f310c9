import { flagWord, pteState } from '../../lexicon/index.ts';
import type { Effect, Term } from '../../types.ts';
import type { Slots } from '../pattern.ts';
import type { Phrase, PhraseTable } from './types.ts';

/**
 * Flags of page-table entries set and cleared in English:
 *
 *     set _PAGE_UFFD_WP and clear _PAGE_WRITE atomically      pte: set uffd-wp, clear write      clears the dirty bit in the pte
 *     marks the pte read-only                                 write-protects the pte             sets the uffd-wp bit
 */
const SET = 'set|sets|setting';
const CLEAR = 'clear|clears|clearing|unset|unsets';
const ATOMIC = 'atomic|atomically?';
/** The adverb may stand in front as well; a word of its own there, so that "T1 sets …" finds the verb. */
const alsoAtomic = (patterns: string[]): string[] => [
  ...patterns,
  ...patterns.map((one) => `atomic|atomically ${one}`),
];
const BIT = 'bit|flag?';
const IN = 'in|of|on|from|for the|that? pte|ptes|ptep|entry';

const change = (set: readonly Term[], clear: readonly Term[]): readonly Effect[] => [
  { do: 'pte-change', set, clear, atomic: true },
];
const flags = (slots: Slots, ...names: string[]): Term[] =>
  names.flatMap((name) => (slots[name] === undefined ? [] : [flagWord(slots[name], true) ?? '']));

/** Who speaks of a bit of an entry without a prefix says so with one word of it: `pte:`, `… in the pte`, another flag, `bit`. */
const both = (first: string, second: string): string[] => [
  `${first} the? <a:flag> ${BIT} and? then? ${second} the? <b:bit> ${BIT} ${ATOMIC}`,
  `${first} the? <a:bit> ${BIT} and? then? ${second} the? <b:flag> ${BIT} ${ATOMIC}`,
  `pte|ptes|ptep|entry ${first} the? <a:bit> ${BIT} and? then? ${second} the? <b:bit> ${BIT} ${ATOMIC}`,
  `${first} the? <a:bit> ${BIT} and? then? ${second} the? <b:bit> ${BIT} ${IN} ${ATOMIC}`,
];
const two = (verb: string): string[] => [
  `${verb} the? <a:flag> and <b:bit> ${BIT} ${ATOMIC}`,
  `pte|ptes|ptep|entry ${verb} the? <a:bit> and <b:bit> ${BIT} ${ATOMIC}`,
  `${verb} the? <a:bit> and <b:bit> ${BIT} ${IN} ${ATOMIC}`,
];
const one = (verb: string): string[] => [
  `${verb} the? <a:flag> ${BIT} ${ATOMIC}`,
  `${verb} the? <a:bit> bit ${ATOMIC}`,
  `pte|ptes|ptep|entry ${verb} the? <a:bit> ${BIT} ${ATOMIC}`,
  `${verb} the? <a:bit> ${BIT} ${IN} ${ATOMIC}`,
];
const row = (rule: string, patterns: string[], effects: Phrase['effects']): Phrase => ({
  rule,
  patterns: alsoAtomic(patterns),
  op: 'write',
  object: 'pte',
  effects,
});

export const pteChanges: PhraseTable = {
  name: 'page-tables',
  phrases: [
    row('set-and-clear', both(SET, CLEAR), (s) => change(flags(s, 'a'), flags(s, 'b'))),
    row('clear-and-set', both(CLEAR, SET), (s) => change(flags(s, 'b'), flags(s, 'a'))),
    row('set-two', two(SET), (s) => change(flags(s, 'a', 'b'), [])),
    row('clear-two', two(CLEAR), (s) => change([], flags(s, 'a', 'b'))),
    row('set-flag', one(SET), (s) => change(flags(s, 'a'), [])),
    row('clear-flag', one(CLEAR), (s) => change([], flags(s, 'a'))),
    row(
      'mark',
      [
        'mark|marks|marking|make|makes|making|set|sets|turn|turns|remap|remaps the? <e:entry> as|to|back? <s:state>',
        'mark|marks|marking|make|makes|making the? page as|back? read-only|readonly|write-protected',
      ],
      (s) => {
        const [flag, isSet] = pteState(s.s ?? 'read-only') ?? ['write', false];
        return isSet ? change([flag], []) : change([], [flag]);
      },
    ),
    row(
      'write-protect',
      [
        'write-protect|write-protects|wrprotect|wrprotects|writeprotect|writeprotects|write-protecting the? pte|ptes|page|entry',
        'write protect|protects the? pte|ptes|page|entry',
      ],
      () => change([], ['write']),
    ),
  ],
};
