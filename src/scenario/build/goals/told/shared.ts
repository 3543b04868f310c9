import type { Step } from '../../../../extract/types.ts';
import { isChange } from './changes.ts';

/**
 * Whether one lane changes what another one names, up to the step that fails: the first two rows do, by `hatch`.
 *
 *     hatch->lid = NULL
 *                          look_into(hatch)
 *     hatch_report()
 */
export function isOneChangingWhatAnotherNames(steps: readonly Step[], fails: Step): boolean {
  const until = steps.slice(0, steps.indexOf(fails) + 1).map((step) => ({ step, things: thingsIn(step) }));
  const lanesNaming = new Map<string, Set<number>>();
  for (const { step, things } of until)
    for (const thing of things) lanesNaming.set(thing, (lanesNaming.get(thing) ?? new Set()).add(step.lane));
  return until.some(
    ({ step, things }) => isChange(step) && things.some((thing) => (lanesNaming.get(thing)?.size ?? 0) > 1),
  );
}

/** The variables that a step speaks of: what it works on, and what a call is handed; of `hatch->lid` it is `hatch`. */
function thingsIn({ object, text }: Step): string[] {
  const handed = [...text.matchAll(/\(([^()]*)\)/g)].map(([, inside = '']) => inside);
  const reached = [...text.matchAll(/\b\w+(?=(?:->|\.)\w)/g)].map(([root]) => root);
  const named = [object ?? '', ...handed].flatMap((each) => each.match(/(?<![\w>.])[A-Za-z_]\w*(?!\w*\s*\()/g) ?? []);
  return [...named, ...reached].filter((name) => !IS_NO_THING.test(name));
}

const IS_NO_THING = /^(?:[A-Z0-9_]+|current|this|true|false|if|not|is|the|a|an|of|to|and|or|in|on|with|no)$/;
