import type { Failure } from '../../extract/types.ts';
import type { Detector } from './types.ts';

/** Failures that one action shows; the primitive whose action it is finds them. */
const AT_A_STEP: Readonly<Partial<Record<Failure, (lane: string, text: string) => string>>> = {
  'use-after-free': (lane, text) => `${lane} uses freed memory at "${text}"`,
  'double-free': (lane, text) => `${lane} frees at "${text}" what is freed already`,
  'null-deref': (lane, text) => `${lane} dereferences NULL at "${text}"`,
  'lost-update': (lane, text) => `at "${text}" ${lane} overwrites a write that it has not seen, which is lost`,
  'stale-read': (lane, text) => `${lane} goes on with an outdated value at "${text}"`,
  torn: (lane, text) => `${lane} sees half of an update at "${text}"`,
  'wrong-state': (lane, text) => `${lane} reaches "${text}" in a state that must not be`,
  warning: (lane, text) => `${lane} triggers the warning at "${text}"`,
  'list-corruption': (lane, text) => `${lane} corrupts the list at "${text}"`,
};

export const atAStep: readonly Detector[] = Object.entries(AT_A_STEP).map(([failure, describe]) => ({
  failure: failure as Failure,
  describe,
}));
