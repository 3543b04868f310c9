import type { Witness } from '../../sim/types.ts';
import { harmless } from '../text/harmless.ts';
import { blockedSentence, lineOf, type Naming } from './sentences.ts';

/** The run in which it goes wrong: one move a row, in the order in which they happen. */
export type StoryWitness = {
  readonly moves: readonly {
    /** Number of the drawn step, null for what nobody drew. */
    readonly number: number | null;
    readonly line: number | null;
    readonly lane: number;
    readonly text: string;
    readonly changes: readonly string[];
  }[];
  /** Index of the move at which it goes wrong. */
  readonly failing: number;
  readonly message: string;
  /** One sentence for each lane that waits for ever. */
  readonly blocked: readonly string[];
  readonly replay: string;
};

/** @param numbers step id → number of the drawn step */
export function witnessOf(witness: Witness, numbers: ReadonlyMap<string, number>, naming: Naming): StoryWitness {
  let previous = '';
  const moves = witness.moves.map((move) => {
    const key = `${move.lane} ${move.step}`;
    // A cell that is several atomic moves is written out once, so that the eye sees one cell.
    const text = key === previous ? '(goes on)' : harmless(move.text);
    previous = key;
    return {
      number: numbers.get(move.step) ?? null,
      line: lineOf(move.step),
      lane: move.lane,
      text,
      changes: move.changes.map(harmless),
    };
  });
  const failing = witness.moves.findLastIndex((move) => move.step === witness.step);
  return {
    moves,
    failing: failing < 0 ? moves.length - 1 : failing,
    message: harmless(witness.message),
    blocked: witness.blocked.map((blocker) => blockedSentence(blocker, naming)),
    replay: harmless(witness.token),
  };
}
