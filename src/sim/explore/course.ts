import type { Program } from '../machine/program.ts';
import type { State } from '../machine/types.ts';
import type { Move } from '../types.ts';

/** An execution as it went: `states` before each move, and after the last. */
export type Course = { readonly moves: readonly Move[]; readonly states: readonly State[] };

/** What became of these slots, in the reader's words: "PT: free → held by CPU0"; without what did not change, and bookkeeping. */
export function changesOf({ slots }: Program, among: Iterable<number>, before: State, after: State): string[] {
  return [...among].flatMap((slot) => {
    const { name, show } = slots[slot] as Program['slots'][number];
    if (show === null || before[slot] === after[slot]) return [];
    return [`${name}: ${show(before[slot] as number)} → ${show(after[slot] as number)}`];
  });
}
