import type { JudgeOptions } from './types.ts';

/**
 * The time bound holds for all the searches of one drawing together: each gets what the ones before it have left. Where nothing is left
 * a search ends at its first look at the clock, and says so.
 */
export function withinTime(options: JudgeOptions): JudgeOptions {
  const { bounds, now = () => performance.now() } = options;
  const deadline = now() + bounds.time;
  return {
    ...options,
    get bounds() {
      return { ...bounds, time: Math.max(1, deadline - now()) };
    },
  };
}

/** A drawing's own search may go through ten times as many states as each of its variants: there are dozens of those. */
const VARIANT_SHARE = 10;

/** How far the scenarios go that differ from the drawing's in one thing: a fix put in, a lock taken away. */
export function forVariants(options: JudgeOptions): JudgeOptions {
  const { bounds } = options;
  return { ...options, bounds: { ...bounds, states: Math.max(1000, Math.floor(bounds.states / VARIANT_SHARE)) } };
}
