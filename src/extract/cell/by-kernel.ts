import type { Lexicon } from '../lexicon/index.ts';
import type { Effect } from '../types.ts';
import type { Understanding } from './types.ts';

const isFault = (effect: Effect): boolean => effect.do === 'page-fault';

/**
 * "page fault", and a user's row, say that a fault runs. Which lock it holds hangs on the kernel of the mail: what the row for its
 * call says.
 */
export function byKernel(step: Understanding, lexicon: Lexicon): Understanding {
  if (!step.effects.some(isFault)) return step;
  const known = lexicon.find('do_page_fault')?.row.effects.find(isFault);
  return known ? { ...step, effects: step.effects.map((effect) => (isFault(effect) ? known : effect)) } : step;
}
