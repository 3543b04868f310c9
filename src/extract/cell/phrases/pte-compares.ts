import type { Effect } from '../../types.ts';
import type { PhraseTable } from './types.ts';

/**
 * What comparing the entry with an earlier reading of it gave:
 *
 *     pte is unchanged        pte still the same        pte_same() passes        pte_same OK        pte has changed
 */
const compared = (holds: boolean): readonly Effect[] => [{ do: 'pte-compare', terms: [], holds }];
const NAME = 'pte_same|pmd_same|pte_same()|pmd_same()';

export const pteCompares: PhraseTable = {
  name: 'page-tables',
  phrases: [
    {
      rule: 'same',
      patterns: [
        'the? pte|ptes|pmd|entry is|are|was|stays|remains|has|did? still? unchanged|unmodified|same',
        'the? pte|ptes|pmd|entry is|are|was|stays? still? the same',
        'the? pte|ptes|pmd|entry has|is|was|did? not changed|change',
        `${NAME} check? pass|passes|passed|succeeds|succeeded|holds|matches|ok|true|ok`,
        `${NAME} check? is|returns|returned true|ok|1`,
      ],
      op: 'test',
      object: 'pte',
      effects: compared(true),
    },
    {
      rule: 'differs',
      patterns: [
        'the? pte|ptes|pmd|entry has|is|was? changed|different',
        `${NAME} check? fail|fails|failed|false`,
        `${NAME} check? is|returns|returned false|0`,
      ],
      op: 'test',
      object: 'pte',
      effects: compared(false),
      cellOnly: true,
    },
  ],
};
