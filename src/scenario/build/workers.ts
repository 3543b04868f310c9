import type { Diagram } from '../../extract/types.ts';
import { isVerb, targetOf, verb } from '../statements.ts';
import type { ScenarioStep } from '../types.ts';
import { laneNameOf } from './critical-sections.ts';
import type { Draft } from './draft.ts';

/**
 * Lanes that are the function of a work item, timer or tasklet which another lane queues, cancels or flushes:
 *
 *     CPU0                         kworker
 *     queue_work(wq, &foo->work)
 *                                  foo_work_fn()
 *                                    foo = container_of(work, struct foo, work)
 *
 * Such a lane begins once the work is pending, and whoever cancels or flushes it waits for the lane's end.
 */
export function startWorkers(diagram: Diagram, draft: Draft): void {
  for (const [lane, steps] of draft.lanes.entries()) {
    if (steps.some((step) => step.statements.some((statement) => isVerb(statement, 'begin')))) continue;
    const items = handledByOthers(draft, lane).filter((item) => !isRunElsewhere(draft, item));
    const item =
      items.find((each) => namesMember(steps, each)) ??
      items.find(
        (each) => items.length === 1 && isCalledLike(each, `${diagram.lanes[lane] ?? ''} ${steps[0]?.text ?? ''}`),
      );
    const first = steps.find((step) => step.statements.length > 0) ?? steps[0];
    if (item === undefined || first === undefined) continue;
    draft.assume(
      `${laneNameOf(diagram, lane)} is the function of ${item}`,
      Number.parseInt(steps[0]?.id ?? '', 10) || null,
      'assumed',
    );
    steps[0] = {
      ...(steps[0] as ScenarioStep),
      statements: [verb('begin', item), ...(steps[0] as ScenarioStep).statements],
    };
    const declared = draft.declarations.get(item);
    const isQueued = draft.lanes.some((other) =>
      other.some((step) => step.statements.some((each) => isVerb(each, 'queue') && targetOf(each) === item)),
    );
    if (declared && !isQueued && declared.options.length === 0) declared.options.push({ word: 'pending', value: null });
  }
}

const HANDLES = ['queue', 'cancel', 'cancel-sync', 'flush'];

function handledByOthers(draft: Draft, lane: number): string[] {
  const items = draft.lanes.flatMap((steps, other) =>
    other === lane
      ? []
      : steps.flatMap((step) =>
          step.statements.flatMap((each) => (isVerb(each, ...HANDLES) ? (targetOf(each) ?? []) : [])),
        ),
  );
  return [...new Set(items)].filter((item) => draft.declarations.get(item)?.kind === 'work');
}

function isRunElsewhere(draft: Draft, item: string): boolean {
  return draft.lanes.some((steps) =>
    steps.some((step) => step.statements.some((each) => isVerb(each, 'begin') && targetOf(each) === item)),
  );
}

/** `container_of(work, struct foo, work)`, `from_timer(foo, t, timer)`: the lane finds its object by the member that is the work. */
function namesMember(steps: readonly ScenarioStep[], item: string): boolean {
  const member = item.split(/->|\./).at(-1) ?? item;
  return steps.some(({ text }) => {
    const call = /\b(?:container_of|from_timer|timer_container_of|from_work|from_tasklet)\s*\(([^()]*)\)/.exec(text);
    return call?.[1]?.split(',').at(-1)?.trim() === member;
  });
}

/** Kinds of deferred work, in the words of members and of functions. */
const KINDS = [/^(?:d?work|dwork|worker|kworker|workqueue|wq)$/, /^(?:h?r?timer|hrtimer)$/, /^(?:tasklet|softirq)$/];
const SMALL_WORDS = new Set([
  'fn',
  'func',
  'function',
  'handler',
  'callback',
  'cb',
  'the',
  'runs',
  'delayed',
  'struct',
]);

/**
 * Whether a lane's label and first frame say that it is the function of an item: `foo_reset_work()` of `foo->reset_work`, a kworker
 * of `foo->work`. Kind and name must both fit: `foo_work_fn()` is not the function of `foo->timer`, nor of `foo->other_work`.
 */
function isCalledLike(item: string, label: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .split(/[^a-z]+|_/)
      .filter((word) => word !== '' && !SMALL_WORDS.has(word));
  const member = words(item.split(/->|\./).at(-1) ?? item);
  const called = words(label.replace(/\(.*$/, ''));
  const kind = KINDS.find((each) => member.some((word) => each.test(word)));
  const sameKind = kind !== undefined && called.some((word) => kind.test(word));
  const names = member.filter((word) => !KINDS.some((each) => each.test(word)));
  return sameKind && names.every((word) => called.includes(word));
}
