import type { ScenarioVerdict } from './types.ts';

/** The same with nothing decided: what was found stands for no verdict, and why is said. */
export function leftOpen(judged: ScenarioVerdict, reason: string): ScenarioVerdict {
  return {
    ...judged,
    verdict: 'undetermined',
    models: { sc: 'undetermined' },
    reason,
    why: [],
    witness: null,
    fixes: [],
  };
}
