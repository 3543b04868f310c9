import type { Action, Obstacle, Verb } from '../types.ts';
import { entityOf } from './operands.ts';

/** What a verb does, and the event that it waits for, if it waits: "to be unfrozen". */
export type Meaning = Action & { readonly waits?: Pick<Obstacle, 'on' | 'endedBy' | 'byItself'> };

/** A verb on a thing that nobody holds: who waits for it waits for an event that others bring. */
export function waiting<Own>(meaning: (own: Own) => Meaning): Verb['compile'] {
  return ([operand]) => {
    const { name, own } = entityOf(operand);
    const { waits, ...action } = meaning(own as Own);
    if (waits === undefined) return action;
    const obstacle: Obstacle = { ...waits, on: `${name} ${waits.on}`, holders: [], slots: waits.endedBy ?? [] };
    return { ...action, obstacle: () => obstacle };
  };
}
