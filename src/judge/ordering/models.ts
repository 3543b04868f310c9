import type { Failure } from '../../extract/types.ts';
import type { Scenario } from '../../scenario/types.ts';
import {
  DEFAULT_LITMUS_BOUNDS,
  type LitmusBounds,
  type LitmusOptions,
  type LitmusTest,
  projectScenario,
  runLitmus,
} from '../../sim/lkmm/index.ts';
import type { JudgeOptions } from '../types.ts';

/** What a memory model says of the outcome that is looked for: some execution has it, none has, or it cannot tell and why. */
export type Answer = 'allowed' | 'never' | { readonly unknown: string };

/** Failures that show in values alone, so that a memory model can be asked about them. */
const OF_VALUES: ReadonlySet<Failure> = new Set(['reordering', 'stale-read', 'wrong-state', 'torn']);

/** The failures of a scenario that a memory model can be asked about: what is looked for is a check, or a condition on the end. */
export function askedOf({ goals, lanes }: Scenario): ReadonlySet<Failure> {
  const checked = new Set(
    lanes.flatMap(({ steps }) =>
      steps.flatMap(({ statements }) => statements.flatMap((each) => (each.is === 'check' ? [each.failure] : []))),
    ),
  );
  const isShown = goals.filter(
    ({ failure, when }) => OF_VALUES.has(failure) && (when !== undefined || checked.has(failure)),
  );
  return new Set(isShown.map(({ failure }) => failure));
}

export type Asked = { readonly tests: readonly LitmusTest[]; readonly taken: readonly string[] };

/** The litmus tests that a scenario is; or what stands in the way. */
export function litmusOf(scenario: Scenario): Asked | { readonly why: string; readonly step: string | null } {
  const projection = projectScenario(scenario, askedOf(scenario));
  return projection.ok ? projection : { why: projection.why, step: projection.step };
}

/** Whether a model allows the outcome, from any of the initial values. */
export function ask({ tests }: Asked, options: LitmusOptions): Answer {
  let unknown: string | null = null;
  for (const test of tests) {
    const run = runLitmus(test, options);
    if (!run.ok) return { unknown: run.problem.detail ?? run.problem.code };
    if (run.outcome.positive > 0) return 'allowed';
    if (!run.outcome.complete) unknown = `the search was cut off at its bound on ${run.outcome.bound}`;
  }
  return unknown === null ? 'never' : { unknown };
}

/** Choices decide, as states do: a test of this size has thousands. */
const MOST_CHOICES = 1_000_000;

export function boundsFor({ bounds }: JudgeOptions): LitmusBounds {
  return { choices: Math.min(MOST_CHOICES, DEFAULT_LITMUS_BOUNDS.choices), time: bounds.time };
}
