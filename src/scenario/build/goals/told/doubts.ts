import type { Diagram, Failure, Step } from '../../../../extract/types.ts';

/**
 * What is not wholly understood and might keep the drawn order from coming about, or from failing. Where only the order is looked for,
 * one such step is enough to say nothing.
 */
export function mayExclude(diagram: Diagram): boolean {
  return (
    diagram.steps.some((step) => !step.complete && DOUBTS.some((isDoubtful) => isDoubtful(step))) ||
    diagram.steps.some(isOfAfter) ||
    isBracketed(diagram) ||
    isNotPreempted(diagram)
  );
}

/**
 * Preemption is off where the lane is preempted, or where nothing says that the lanes run on different CPUs:
 *
 *     preempt_disable()
 *     <PREEMPT: cook()>
 */
function isNotPreempted({ lanes, steps }: Diagram): boolean {
  return steps.some((off, at) => {
    if (!/\bpreempt_disable\b/.test(off.text)) return false;
    const behind = steps.slice(at + 1).filter(({ lane }) => lane === off.lane);
    const on = behind.findIndex(({ text }) => /\bpreempt_enable\b/.test(text));
    const within = on < 0 ? behind : behind.slice(0, on);
    return !lanes.every((lane) => /cpu/i.test(lane)) || within.some(({ text }) => /^\W*preempt(?!_)/i.test(text));
  });
}

/** `if (!list_empty(&orders)) wake a cook`: who wakes somebody on a condition may be what ends a hang. */
export const mayEnd = (failure: Failure, { steps }: Diagram): boolean =>
  failure === 'hang' && steps.some(({ op, text }) => op === 'test' && /\b(?:wakes?|wake_up\w*|kicks?)\b/.test(text));

/** "the cook no longer resets it": this is how it goes after a change. */
const isOfAfter = ({ text, annotations }: Step): boolean =>
  [text, ...annotations].some((said) => /(?<!\b(?:is|are|was|were) )\bno longer \w/i.test(said));

const DOUBTS: readonly ((step: Step) => boolean)[] = [
  // readers that something waits for, in a way that is not understood
  ({ text }) => /(?:^|[^a-z])s?rcu(?:[^a-z]|$)|grace.period/i.test(text),
  // if (is_dead(dev)) return;  the drawn order leaves here where it holds
  ({ op, text }) => op === 'test' && /\b(?:return|goto|continue|break|retry|skips?|bails?)\b/.test(text),
];

/**
 * Calls that nobody knows, one before and one behind what each lane does with the same thing, may be a lock of their own:
 *
 *     dev_enter(dev)            dev_enter(dev)
 *     dev->state = GONE         start(dev->state)
 *     dev_leave(dev)            dev_leave(dev)
 */
function isBracketed({ lanes, steps }: Diagram): boolean {
  const pairs = lanes.map((_, lane) => {
    const calls = steps.filter((step) => step.lane === lane && (step.rule === 'frame' || !step.complete)).map(callOf);
    return new Set(calls.flatMap((first, at) => calls.slice(at + 1).flatMap((second) => pairOf(first, second))));
  });
  return pairs.some((own, lane) => [...own].some((pair) => pairs.slice(lane + 1).some((other) => other.has(pair))));
}

type Call = { readonly name: string; readonly handed: string } | null;

function callOf({ text }: Step): Call {
  const [, name, handed] = /^(\w+)\s*\(([^()]*)\)/.exec(text) ?? [];
  return name === undefined ? null : { name, handed: (handed ?? '').replace(/[&\s]/g, '') };
}

/** Two calls that are handed the same and differ in their last word: set_inuse and set_free, port_get and port_put. */
function pairOf(first: Call, second: Call): string[] {
  if (first === null || second === null || first.name === second.name || first.handed !== second.handed) return [];
  const [one, other] = [first.name.replace(/_[a-z0-9]+$/, ''), second.name.replace(/_[a-z0-9]+$/, '')];
  return one === other ? [`${first.name} ${second.name} ${first.handed}`] : [];
}
