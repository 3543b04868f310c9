import type { Footprint } from '../types.ts';
import type { Effect, Term } from './types.ts';

/** Every slot that a term reads, in order, each once. */
export function slotsOf(term: Term): readonly number[] {
  const slots = new Set<number>();
  collect(term, slots);
  return [...slots];
}

function collect(term: Term, slots: Set<number>): void {
  if (term.is === 'slot') slots.add(term.slot);
  else if (term.is === 'unary') collect(term.operand, slots);
  else if (term.is === 'binary') {
    collect(term.left, slots);
    collect(term.right, slots);
  }
}

/** What effects may read and write, whichever branches are taken: the ground of partial-order reduction. */
export function footprintOf(effects: readonly Effect[]): Footprint {
  const [reads, writes] = [new Set<number>(), new Set<number>()];
  visitEffects(effects, (effect) => {
    if (effect.do === 'set') {
      collect(effect.value, reads);
      writes.add(effect.slot);
    } else if (effect.do === 'when') collect(effect.condition, reads);
  });
  return { reads: [...reads], writes: [...writes] };
}

/** Whether any effect, in any branch, is one of these. */
export function hasEffect(effects: readonly Effect[], is: (effect: Effect) => boolean): boolean {
  let found = false;
  visitEffects(effects, (effect) => {
    found ||= is(effect);
  });
  return found;
}

export function visitEffects(effects: readonly Effect[], visit: (effect: Effect) => void): void {
  for (const effect of effects) {
    visit(effect);
    if (effect.do === 'when') {
      visitEffects(effect.then, visit);
      visitEffects(effect.otherwise, visit);
    }
  }
}
