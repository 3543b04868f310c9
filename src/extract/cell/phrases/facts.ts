import { pteState } from '../../lexicon/index.ts';
import type { Effect } from '../../types.ts';
import { fact } from '../fact.ts';
import type { PhraseTable } from './types.ts';

/** What the cell says to hold while the step before it ran: noted facts, which guard the drawing. */
const WHERE = 'in|inside|for|at|on the|old|new? <where:entry>';
const IS = 'is|are|was|stays|stay|remains|remain';
const YET = 'still|already|now|yet?';

/** "the pte is still read-only". */
const entryIs = (state: string, negated: boolean): readonly Effect[] => {
  const said = pteState(state.toLowerCase());
  return said ? [{ do: 'pte-noted', flag: said[0], isSet: said[1] !== negated }] : [];
};

export const facts: PhraseTable = {
  name: 'english',
  phrases: [
    {
      rule: 'set-by',
      patterns: ['<x:term> is|was|are set|cleared|raised by the? <y:name>'],
      op: 'note',
      object: '$x',
      effects: [],
    },
    {
      rule: 'entry-is-not',
      patterns: [`the? <e:entry> ${IS} ${YET} not <s:state>`],
      op: 'note',
      object: '$e',
      effects: (s) => entryIs(s.s ?? '', true),
    },
    {
      rule: 'entry-is',
      patterns: [`the? <e:entry> ${IS} ${YET} <s:state>`, 'the? <e:entry> still|already <s:state>'],
      op: 'note',
      object: '$e',
      effects: (s) => entryIs(s.s ?? '', false),
    },
    {
      rule: 'is-not',
      patterns: [`<x:term> ${IS} ${YET} not set|cleared ${WHERE}`, `<x:term> ${IS} ${YET} not <v:value>`],
      op: 'note',
      object: '$x',
      effects: (s) => [fact(s.x ?? '', s.v ?? 'set', true)],
    },
    {
      rule: 'is-in-pte',
      patterns: [`<x:term> ${IS}|= ${YET} <v:value> ${WHERE}`, `<x:term> still|already <v:value> ${WHERE}`],
      op: 'note',
      object: '$x',
      effects: (s) => [fact(s.x ?? '', s.v ?? 'set')],
    },
    {
      rule: 'is',
      patterns: [
        `<x:term> ${IS}|= ${YET} <v:value>`,
        '<x:term> still|already <v:value>',
        '<x:term> may|can now? be now? <v:value>',
        '<x:term> == <v:term>',
        '<x:term> == <v:value>',
      ],
      op: 'note',
      object: '$x',
      effects: (s) => [fact(s.x ?? '', s.v ?? 'set')],
    },
    {
      rule: 'not-set',
      patterns: [`<x:term> still? not set|present ${WHERE}`, '<x:term> still? not set'],
      op: 'note',
      object: '$x',
      effects: (s) => [fact(s.x ?? '', 'clear')],
    },
    {
      rule: 'differs',
      patterns: ['<x:term> != <v:term>', '<x:term> != <v:value>'],
      op: 'note',
      object: '$x',
      effects: (s) => [fact(s.x ?? '', s.v ?? '0', true)],
    },
    {
      rule: 'came-out',
      patterns: ['<f:called> is|was|gives|says still? ok|fine|okay'],
      op: 'test',
      object: '$f',
      effects: [],
      partial: true,
    },
  ],
};
