import { fact } from '../fact.ts';
import type { PhraseTable } from './types.ts';

/** What the cell says to hold while the step before it ran: noted facts, which guard the drawing. */
const WHERE = 'in|inside|for|at|on the? pte|ptes|pmd|page-table';

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
      rule: 'is-not',
      patterns: [
        `<x:term> is|are|was still|already|now? not set|cleared ${WHERE}`,
        '<x:term> is|are|was still|already|now? not <v:value>',
      ],
      op: 'note',
      object: '$x',
      effects: (s) => [fact(s.x ?? '', s.v ?? 'set', true)],
    },
    {
      rule: 'is-in-pte',
      patterns: [`<x:term> is|are|was|= still|already|now|yet? <v:value> ${WHERE}`],
      op: 'note',
      object: '$x',
      effects: (s) => [fact(s.x ?? '', s.v ?? 'set')],
    },
    {
      rule: 'is',
      patterns: [
        '<x:term> is|are|was|= still|already|now|yet? <v:value>',
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
      patterns: [`<x:term> not set|present ${WHERE}`, '<x:term> not set'],
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
  ],
};
