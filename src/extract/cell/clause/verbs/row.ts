import type { Op } from '../../../types.ts';

/** Kinds of things that tell the senses of a verb apart: who takes a lock locks, who takes a reference gets. */
export type NounClass =
  | 'lock'
  | 'reference'
  | 'work'
  | 'list'
  | 'interrupt'
  | 'barrier'
  | 'value'
  | 'cache'
  | 'sleep'
  | 'task'
  | 'processor'
  | 'failure';

/**
 * A sense of some verbs. Rows are tried in the table's order, so the special stands before the general. No row gives effects: it is
 * known which step the cell is, not all that it does.
 */
export type VerbRow = {
  readonly rule: string;
  readonly op: Op;
  /** Base forms, comma between; a second word must follow the verb or its object: `look up`. */
  readonly verbs: string;
  /** The thing that it is done to must be one of these. */
  readonly to?: NounClass;
  /** One of these prepositions must follow, separated by blanks; the first that follows gives the place. */
  readonly at?: string;
  /** What the step is about: the thing (default; else the place), the place (else the thing), or nothing. */
  readonly about?: 'thing' | 'place' | 'nothing';
  /** Only where nothing is done to anything: `the worker runs`, `exits`. */
  readonly alone?: true;
  /** Only where something is done to something: `drops ctx`, not `the count drops`. */
  readonly thing?: true;
  /** What somebody is, not what he does: `points to`, `belongs to`. */
  readonly state?: true;
};
