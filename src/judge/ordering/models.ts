import type { Failure } from '../../extract/types.ts';
import type { Scenario } from '../../scenario/types.ts';
import {
  type Condition,
  type LitmusBounds,
  type LitmusOptions,
  type LitmusOutcome,
  type LitmusState,
  type LitmusTest,
  projectScenario,
  runLitmus,
} from '../../sim/lkmm/index.ts';
import type { JudgeOptions } from '../types.ts';

/** What a memory model says of the outcome that is looked for: some execution has it, none has, or it cannot tell and why. */
export type Answer = 'allowed' | 'never' | { readonly unknown: string };

/** Failures that show in values alone, so that a memory model can be asked about them. */
const OF_VALUES: ReadonlySet<Failure> = new Set(['reordering', 'stale-read', 'wrong-state', 'torn']);

/**
 * The failures of a scenario that a memory model can be asked about: what is looked for is a check, or a condition on the end. Of a
 * reordering nothing more need be said: it is any outcome that no interleaving has.
 */
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

/** `isOpen`: which of the outcomes that the tests show no interleaving has. */
export type Asked = {
  readonly tests: readonly LitmusTest[];
  readonly taken: readonly string[];
  readonly isOpen: boolean;
};

/** The litmus tests that a scenario is; or what stands in the way. */
export function litmusOf(scenario: Scenario): Asked | { readonly why: string; readonly step: string | null } {
  const projection = projectScenario(scenario, askedOf(scenario));
  return projection.ok ? projection : { why: projection.why, step: projection.step };
}

/** Whether a model allows the outcome, from any of the initial values. */
export function ask(asked: Asked, options: LitmusOptions): Answer {
  let unknown: string | null = null;
  for (const test of asked.tests) {
    const outcome = outcomeOf(test, options);
    if ('unknown' in outcome) return outcome;
    const sequential = asked.isOpen ? outcomeOf(test, { ...options, model: 'sc', withoutDependencies: false }) : null;
    if (sequential !== null && 'unknown' in sequential) return sequential;
    const isAllowed = sequential === null ? outcome.positive > 0 : newStates(outcome, sequential).length > 0;
    if (isAllowed && sequential?.complete !== false) return 'allowed';
    if (!outcome.complete || sequential?.complete === false)
      unknown = `the search was cut off at its bound on ${outcome.bound ?? sequential?.bound}`;
  }
  return unknown === null ? 'never' : { unknown };
}

/** The tests with what is asked about spelt out: an open question becomes one about the first outcome that no interleaving has. */
export function spelledOut({ tests, isOpen }: Asked, options: LitmusOptions): readonly LitmusTest[] {
  if (!isOpen) return tests;
  return tests.flatMap((test) => {
    const [outcome, sequential] = [outcomeOf(test, options), outcomeOf(test, { ...options, model: 'sc' })];
    if ('unknown' in outcome || 'unknown' in sequential) return [];
    const [state] = newStates(outcome, sequential);
    if (state === undefined) return [];
    const operands = state.values.flatMap(({ of, value }): Condition[] =>
      value === null ? [] : [{ is: 'equal', left: of, right: value }],
    );
    return [{ ...test, locations: [], condition: { is: 'and', operands } }];
  });
}

/** Final states that no interleaving ends in. */
function newStates(outcome: LitmusOutcome, sequential: LitmusOutcome): readonly LitmusState[] {
  const known = new Set(sequential.states.map(({ values }) => JSON.stringify(values)));
  return outcome.states.filter(({ values }) => !known.has(JSON.stringify(values)));
}

function outcomeOf(test: LitmusTest, options: LitmusOptions): LitmusOutcome | { readonly unknown: string } {
  const run = runLitmus(test, options);
  return run.ok ? run.outcome : { unknown: run.problem.detail ?? run.problem.code };
}

/** Choices decide, as states do: a test of this size has thousands. */
const MOST_CHOICES = 1_000_000;

export function boundsFor({ bounds }: JudgeOptions): LitmusBounds {
  return { choices: MOST_CHOICES, time: bounds.time };
}
