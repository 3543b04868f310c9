import type { PatchLine, Step } from '../../../extract/types.ts';
import { lastName } from './align.ts';
import { HEAD } from './blocks.ts';
import { bare, callsIn } from './names.ts';

/** Rows whose lines are taken away at one place and added at another, or at the same with other arguments. */
export function movesIn(code: readonly PatchLine[], pairs: ReadonlyMap<PatchLine, Step>): Map<PatchLine, Step> {
  const moves = new Map<PatchLine, Step>();
  const gone = code.filter((line) => line.sign === '-' && pairs.has(line));
  for (const isMoved of [isSameText, isSameCall]) {
    for (const line of code.filter((each) => each.sign === '+' && !moves.has(each))) {
      const from = gone.findIndex((each) => isMoved(each, line));
      if (from < 0) continue;
      moves.set(line, pairs.get(gone[from] as PatchLine) as Step);
      gone.splice(from, 1);
    }
  }
  return moves;
}

const isSameText = (from: PatchLine, to: PatchLine): boolean => bare(from.text) === bare(to.text);

/** `frob(a->b, n)` becomes `frob(b, n)`: the same is done, as far as the last names of things tell. */
function isSameCall(from: PatchLine, to: PatchLine): boolean {
  if (HEAD.test(from.text) || HEAD.test(to.text)) return false;
  const [one, other] = [callsIn(from.text), callsIn(to.text)];
  if (one.length > 0 && one.join() === other.join()) return true;
  const effects = effectsText(from);
  return effects !== null && effects === effectsText(to);
}

/** What a line does, with the last names of things only; by which pointers it comes to them is left out. */
function effectsText({ meaning }: PatchLine): string | null {
  const effects = meaning?.effects.filter((effect) => effect.do !== 'use') ?? [];
  return effects.length === 0
    ? null
    : JSON.stringify(effects, (_, value) => (typeof value === 'string' ? lastName(value) : value));
}
