import type { PhraseTable } from './types.ts';

/** Words about the course of a lane: returns, exits, branches. */
export const control: PhraseTable = {
  name: 'english',
  phrases: [
    {
      rule: 'returns',
      patterns: [
        'will? return|returns|returned <x>',
        'will? return|returns|returned <x> ...',
        'will? return|returns|exit|exits|bails|bail out? ...',
        'syscall finishes|returns',
      ],
      op: 'return',
      object: '$x',
      effects: [],
      cellOnly: true,
    },
    {
      // it may be that the call ran here, and did more than to return
      rule: 'call-returns',
      patterns: [
        '<f:name> will|would? return|returns|exits|finishes|done ...',
        '<f:called> will|would? return|returns ...',
      ],
      op: 'return',
      effects: [],
      partial: true,
      cellOnly: true,
    },
    {
      rule: 'assign-unknown',
      patterns: ['<x:term> = ?'],
      op: 'write',
      object: '$x',
      effects: [],
      partial: true,
      cellOnly: true,
    },
  ],
};
