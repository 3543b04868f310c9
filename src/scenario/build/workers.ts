import type { Diagram } from '../../extract/types.ts';
import type { ScenarioStep, Statement } from '../types.ts';
import { laneNameOf } from './critical-sections.ts';
import { type Draft, verb } from './draft.ts';

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
    if (steps.some((step) => step.statements.some((statement) => isVerb(statement, ['begin'])))) continue;
    const items = handledByOthers(draft, lane).filter((item) => !isRunElsewhere(draft, item));
    const item =
      items.find((each) => namesMember(steps, each)) ??
      (items.length === 1 && looksLikeWorker(diagram, lane, steps) ? items[0] : undefined);
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
      other.some((step) => step.statements.some((each) => isVerb(each, ['queue']) && targetOf(each) === item)),
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
          step.statements.flatMap((each) => (isVerb(each, HANDLES) ? (targetOf(each) ?? []) : [])),
        ),
  );
  return [...new Set(items)].filter((item) => draft.declarations.get(item)?.kind === 'work');
}

function isRunElsewhere(draft: Draft, item: string): boolean {
  return draft.lanes.some((steps) =>
    steps.some((step) => step.statements.some((each) => isVerb(each, ['begin']) && targetOf(each) === item)),
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

/** A label or a first frame that says so: kworker, timer, softirq, `foo_work_fn()`. */
function looksLikeWorker(diagram: Diagram, lane: number, steps: readonly ScenarioStep[]): boolean {
  const label = `${diagram.lanes[lane] ?? ''} ${steps[0]?.text ?? ''}`;
  return /\bk?worker\b|\btimer\b|\btasklet\b|\bsoftirq\b|\bworkqueue\b|(?:_|\b)(?:d?work|timer|tasklet)(?:_fn|_func|_function|_handler|_callback|_cb)?\b/i.test(
    label,
  );
}

function isVerb(statement: Statement, verbs: readonly string[]): statement is Statement & { is: 'verb' } {
  return statement.is === 'verb' && verbs.includes(statement.verb);
}
function targetOf(statement: Statement): string | null {
  const first = statement.is === 'verb' ? statement.operands[0] : undefined;
  return first?.is === 'name' ? first.name : null;
}
