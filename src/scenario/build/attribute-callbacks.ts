import type { Diagram, Step } from '../../extract/types.ts';
import { verb } from '../statements.ts';
import type { ScenarioStep } from '../types.ts';
import { laneNameOf } from './critical-sections.ts';
import type { Draft } from './draft.ts';

/**
 * Files of sysfs, and who is inside them: removing a file waits until its callbacks have returned.
 *
 *     CPU0                           CPU1
 *                                    foo_store()
 *       mutex_lock(&foo)
 *                                      mutex_lock(&foo)
 *       device_remove_groups()                             waits for foo_store()
 *
 * That the file is one of those that go is the claim of such a drawing, so this is done only where it claims that somebody is stuck.
 * Source: the kernel's Documentation/filesystems/sysfs.rst, kernfs_drain() in fs/kernfs/dir.c.
 */
export function awaitAttributeCallbacks(diagram: Diagram, draft: Draft): void {
  if (!claimsStuck(diagram)) return;
  const callbacks = [...diagram.lanes.keys()].flatMap((lane) => {
    const first = diagram.steps.find((step) => step.lane === lane && step.op !== 'note' && step.op !== 'elide');
    return first !== undefined && CALLBACK.test(first.text) ? [first] : [];
  });
  const [callback] = callbacks;
  if (callback === undefined || callbacks.length > 1) return;
  const removal = innermostRemoval(diagram, callback.lane);
  if (removal === null) return;
  const inside = draft.declare('work', `callbacks of the removed files`, [], [{ word: 'pending', value: null }]);
  draft.change(callback, (statements) => [verb('begin', inside), ...statements]);
  const steps = draft.lanes[removal.lane] as ScenarioStep[];
  const at = steps.findLastIndex(({ id }) => id === removal.id);
  steps.splice(at + 1, 0, { id: removal.id, statements: [verb('flush', inside)], text: removal.text });
  draft.settle(removal);
  const text = `line ${removal.line} removes the file in whose callback ${laneNameOf(diagram, callback.lane)} is, and waits for its return`;
  draft.assume(text, removal.line, 'assumed');
}

const CALLBACK = /^\W*\w*_(?:store|show)\b/;
const REMOVES =
  /\b(?:sysfs_(?:remove_(?:file|group|groups|dir|bin_file)|unmerge_group)|device_remove_(?:groups|file|bin_file)|(?:__)?kernfs_(?:remove(?:_by_name(?:_ns)?)?|drain)|device_del|device_unregister|kobject_del)\b/;

const claimsStuck = ({ kind, mentions }: Diagram): boolean =>
  kind === 'deadlock' ||
  mentions.some(({ failure, denied }) => !denied && (failure === 'deadlock' || failure === 'hang'));

/** The removal that is drawn last among those in other lanes: `device_del()` waits in the `device_remove_groups()` below it. */
function innermostRemoval(diagram: Diagram, callbackLane: number): Step | null {
  return diagram.steps.findLast(({ lane, text }) => lane !== callbackLane && REMOVES.test(text)) ?? null;
}
