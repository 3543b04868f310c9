import type { Comparison, Effect, Step } from '../../../extract/types.ts';
import { verb } from '../../statements.ts';
import type { Expression, Statement } from '../../types.ts';
import { laneNameOf } from '../critical-sections.ts';
import type { Draft } from '../draft.ts';
import { NOTHING, type Place, type Translators } from './types.ts';

/**
 * Sleeping and waking, completions, deferred work. A wait whose other side is not drawn at all is ended by somebody outside the drawing:
 * to let it block for good would invent a hang, to pass it over might invent a race.
 */
export const waiting: Translators = {
  'prepare-wait': ({ queue }, _, draft) => [[verb('prepare-wait', waitQueue(draft, queue))]],
  'finish-wait': ({ queue }, _, draft) => [[verb('finish-wait', waitQueue(draft, queue))]],
  sleep: ({ queue }, { earlier, later, step, lane }, draft) => {
    if (!draws(draft, 'wake')) {
      if (!isDrawnInside(step, later)) return endedOutside(draft, step, 'the sleep');
      const who = laneNameOf(draft.diagram, lane);
      draft.assume(`${who} sleeps in "${step.text}" behind its last drawn step`, step.line, 'shown');
      return NOTHING;
    }
    const name = waitQueue(draft, queue);
    const isPrepared = earlier.some((each) => each.effects.some(preparesToSleep));
    // who goes to sleep without having prepared is on the queue only from here
    return isPrepared ? [[], [verb('sleep', name)]] : [[verb('prepare-wait', name)], [verb('sleep', name)]];
  },
  'wait-until': ({ queue, condition }, place, draft) => {
    const until = condition === null ? null : conditionOf(condition, place, draft);
    if (until !== null && (queue === '' || !draws(draft, 'wake'))) return [[], [{ is: 'await', condition: until }]];
    if (!draws(draft, 'wake')) return endedOutside(draft, place.step, 'the wait');
    const name = waitQueue(draft, queue);
    if (until === null) return [[verb('prepare-wait', name)], [verb('sleep', name)]];
    return [[], [verb('wait', name, 'until', until)]];
  },
  wake: ({ queue }, _, draft) => [[verb('wake', waitQueue(draft, queue))]],
  'wait-completion': ({ completion }, { lane, step }, draft) => {
    if (!draws(draft, 'complete')) return endedOutside(draft, step, 'the completion');
    return [[], [verb('wait-completion', completionNamed(draft, completion, lane))]];
  },
  complete: ({ completion }, { lane }, draft) => [[verb('complete', completionNamed(draft, completion, lane))]],
  'queue-work': ({ work }, { lane }, draft) => [[verb('queue', workItem(draft, work, lane))]],
  'cancel-work': ({ work, sync }, { lane }, draft) => {
    const item = workItem(draft, work, lane);
    return sync ? [[], [verb('cancel-sync', item)]] : [[verb('cancel', item)]];
  },
  'flush-work': ({ work }, { lane }, draft) => [[], [verb('flush', workItem(draft, work, lane))]],
  'run-work': ({ work }, { lane }, draft) => [[verb('begin', workItem(draft, work, lane))]],
  'page-fault': () => NOTHING,
};

/**
 * Storing the task state is what puts a task on its queue: `set_current_state(TASK_INTERRUPTIBLE)`, and TASK_RUNNING takes it off.
 * Null for any other store.
 */
export function taskState(
  to: string,
  value: string,
  step: Step,
  draft: Draft,
): readonly (readonly Statement[])[] | null {
  if (!/^current->(?:__)?state$/.test(to)) return null;
  const queue = waitQueue(draft, null);
  const orders = step.effects.some((effect) => effect.do === 'barrier');
  if (!orders && !/RUNNING/.test(value)) {
    draft.doubt(step, 'it sets the task state without a barrier, so the condition may be read before it');
  }
  return [[verb(/RUNNING/.test(value) ? 'finish-wait' : 'prepare-wait', queue)]];
}

function preparesToSleep(effect: Effect): boolean {
  return (
    effect.do === 'prepare-wait' ||
    (effect.do === 'store' && /^current->(?:__)?state$/.test(effect.to) && !/RUNNING/.test(effect.value))
  );
}

function draws(draft: Draft, what: Effect['do']): boolean {
  return draft.diagram.steps.some((step) => step.effects.some((effect) => effect.do === what));
}

/**
 * The lane is drawn up to where it goes to sleep, and no further:
 *
 *     schedule()
 *       rq_lock()
 *       prev->on_rq = 0
 */
const isDrawnInside = ({ depth }: Step, later: readonly Step[]): boolean =>
  later.length > 0 && later.every((each) => each.depth > depth);

function endedOutside(draft: Draft, step: Step, what: string): typeof NOTHING {
  draft.doubt(step, `${what} in "${step.text}" is ended by somebody who is not drawn`);
  return NOTHING;
}

function conditionOf({ left, is, right }: Comparison, { lane }: Place, draft: Draft): Expression {
  return { is: 'binary', operator: is, left: draft.value(left, lane), right: draft.value(right, lane) };
}

/** A drawing with one queue often names it on one side only: a sleep or a wake-up without a name is on that one. */
function waitQueue(draft: Draft, queue: string | null): string {
  const known = [...draft.declarations].find(([, { kind }]) => kind === 'queue')?.[0];
  const names = namesOf(draft, 'queue');
  if (names.length <= 1 && known !== undefined) return known;
  const named = queue === null || queue === '' ? names[0] : queue;
  return draft.declare('queue', named === undefined ? 'wait_queue' : draft.symbols.location(named, -1));
}

function completionNamed(draft: Draft, completion: string, lane: number): string {
  return draft.declare('completion', draft.symbols.location(completion, lane));
}

/** One work item may be named by its struct where it is queued and by its function where it runs. */
function workItem(draft: Draft, work: string, lane: number): string {
  const queued = namesOf(draft, 'work', (effect) => effect.do !== 'run-work');
  const run = namesOf(draft, 'work', (effect) => effect.do === 'run-work');
  const location = draft.symbols.location(work, lane);
  if (queued.length === 1 && run.length === 1 && queued[0] !== run[0] && run[0] === location) {
    draft.assume(`what runs as ${run[0]} is the work queued as ${queued[0]}`, null, 'assumed');
    return draft.declare('work', queued[0] as string);
  }
  return draft.declare('work', location);
}

/** The distinct names that the drawing's effects give to a queue or a work item. */
function namesOf(draft: Draft, key: 'queue' | 'work', keep: (effect: Effect) => boolean = () => true): string[] {
  const names = draft.diagram.steps.flatMap((step) =>
    step.effects.filter(keep).flatMap((effect) => {
      const name = (effect as { [each in typeof key]?: string | null })[key];
      return name ? [draft.symbols.location(name, step.lane)] : [];
    }),
  );
  return [...new Set(names)];
}
