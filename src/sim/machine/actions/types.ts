import type { Failure } from '../../../extract/types.ts';

/**
 * What an atomic action does, as data: read once more by everything that has to agree on it. `interpret.ts` runs it, `generate.ts`
 * turns it into JavaScript for long searches, `footprint.ts` tells what it reads and writes, `guard.ts` when it can run, and the
 * export to Promela prints it. So a primitive says what it means in one place.
 */

/** An integer of 32 bits computed from the state. Truth is 1, and anything but 0 is true. */
export type Term =
  | { readonly is: 'constant'; readonly value: number }
  | { readonly is: 'slot'; readonly slot: number }
  | { readonly is: 'unary'; readonly operator: UnaryOperator; readonly operand: Term }
  | { readonly is: 'binary'; readonly operator: TermOperator; readonly left: Term; readonly right: Term };
export type UnaryOperator = '!' | '-' | '~';
export type TermOperator =
  | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||' | '+' | '-' | '&' | '|' | '^' | '<<' | '>>'; // biome-ignore format: a list

/** Effects happen one after another, each on what the ones before it left; all of a step's at once for the other lanes. */
export type Effect =
  | { readonly do: 'set'; readonly slot: number; readonly value: Term }
  | {
      readonly do: 'when';
      readonly condition: Term;
      readonly then: readonly Effect[];
      readonly otherwise: readonly Effect[];
    }
  /** The step cannot run now: nothing of it has happened. */
  | { readonly do: 'block' }
  | { readonly do: 'fail'; readonly failure: Failure }
  /** A noted fact is false here: this execution is not the one that was drawn, and proves nothing. */
  | { readonly do: 'leave' }
  /** The step is not over: the lane comes to it again. It must have changed something that the lane alone does not change back. */
  | { readonly do: 'stay' }
  /** The lane goes on at this step of its own; the effects behind it do not happen. */
  | { readonly do: 'jump'; readonly to: number };
