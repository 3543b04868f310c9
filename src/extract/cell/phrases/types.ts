import type { Effect, Failure, Op, Term } from '../../types.ts';
import type { Slots } from '../pattern.ts';

/**
 * An English phrase of the drawings. Effects and object are templates (`$lock` is the slot `<lock>`), or made from the slots where
 * the words decide (a flag of a pte, a value).
 */
export type Phrase = {
  readonly rule: string;
  /** See pattern.ts for the little language. */
  readonly patterns: readonly string[];
  readonly op: Op;
  readonly object?: Term | null;
  readonly effects: readonly Effect[] | ((slots: Slots) => readonly Effect[]);
  readonly failure?: Failure;
  /** The row says which step this is, not all that it does. */
  readonly partial?: boolean;
  readonly frame?: boolean;
  /** Only in running text too: phraseAt leaves out phrases that a drawing's neighbour words could form by chance. */
  readonly cellOnly?: boolean;
};
export type PhraseTable = { readonly name: string; readonly phrases: readonly Phrase[] };
