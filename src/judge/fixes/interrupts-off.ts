import { verb } from '../../scenario/statements.ts';
import type { Lane, Scenario } from '../../scenario/types.ts';
import { mapLanes, newStep, withLastStep } from '../edit.ts';
import { describe, drawnLanes } from './hold-lock.ts';
import type { Candidate, Fix } from './types.ts';

/** Where a handler interrupts a lane on its CPU: the lane has what lets the handler in switched off from its first step to its last. */
export const switchHandlersOff: Fix = (scenario) =>
  drawnLanes(scenario).flatMap((index): Candidate[] => {
    const { on, ...lane } = scenario.lanes[index] as Lane;
    if (on?.context !== 'task') return [];
    const contexts = scenario.lanes.flatMap((other) => (other.on?.cpu === on.cpu ? [other.on.context] : []));
    const what = contexts.includes('hardirq') ? 'irq' : contexts.includes('softirq') ? 'bh' : null;
    if (what === null) return [];
    const words = what === 'irq' ? 'interrupts' : 'bottom halves';
    const text = `have ${words} off across ${describe({ ...lane, on })}`;
    return [{ kind: 'hold-lock', text, scenario: switchedOff(scenario, index, what), size: 2 }];
  });

function switchedOff(scenario: Scenario, index: number, what: 'irq' | 'bh'): Scenario {
  const first = newStep(scenario, [verb(`${what}-disable`)], `${what} off`);
  const last = newStep(scenario, [verb(`${what}-enable`)], `${what} on`, 1);
  return mapLanes(scenario, (lane, at) =>
    at === index ? { ...lane, steps: [first, ...withLastStep(lane.steps, last)] } : lane,
  );
}
