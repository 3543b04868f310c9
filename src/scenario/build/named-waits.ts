import type { Diagram, Step } from '../../extract/types.ts';
import { verb } from '../statements.ts';
import type { Draft } from './draft.ts';
import { isConnected } from './unconnected.ts';

/**
 * A wait that is told in words, and the row of another lane that wakes what it waits for, by the same name:
 *
 *     T1                T2
 *     waits on A
 *                       waits on B
 *     wakes up B
 *                       wakes up A
 *
 * Words leave open whether a wake-up that comes first is remembered; it is taken to be, so that no wake-up is lost by this alone.
 */
export function connectNamedWaits(diagram: Diagram, draft: Draft): void {
  for (const wait of diagram.steps) {
    const thing = isToldWait(wait, draft) ? nameOf(wait.object) : null;
    if (thing === null) continue;
    const wakes = diagram.steps.filter((step) => step.lane !== wait.lane && wakens(step, thing));
    if (wakes.length === 0) continue;
    const event = draft.declare('completion', thing);
    for (const wake of wakes) draft.append(wake, verb('complete-all', event));
    draft.change(wait, () => [verb('wait-completion', event)]);
    draft.settle(wait);
    const lines = wakes.map(({ line }) => line).join(' or ');
    draft.assume(`line ${wait.line} waits until line ${lines} has woken ${thing}`, wait.line, 'shown');
  }
}

function isToldWait(step: Step, draft: Draft): boolean {
  if (step.op !== 'wait' || step.complete || step.object === null) return false;
  return draft.statementsOf(step).every((each) => !isConnected(each, step.lane, draft));
}

const wakens = ({ effects }: Step, thing: string): boolean =>
  effects.some((effect) => effect.do === 'wake' && nameOf(effect.queue) === thing);

/** `@j_wait` and `&j_wait` are `j_wait`; several words are no name. */
function nameOf(term: string | null): string | null {
  const name = (term ?? '').replace(/^[@&*"'`]+|["'`]+$/g, '');
  return /^[A-Za-z_][\w>.-]*$/.test(name) ? name : null;
}
