import type { Failure } from '../extract/types.ts';
import { type Problem, ProblemError } from '../problems.ts';
import type { Scenario } from '../scenario/types.ts';
import { checkDrawnOrder } from './explore/drawn-order.ts';
import { endFailures } from './explore/end-state.ts';
import { execute, readToken, witnessOf } from './explore/execution.ts';
import { type Found, search } from './explore/search.ts';
import { shortestWays } from './explore/shortest.ts';
import { compileProgram } from './machine/program.ts';
import { unheldReleases } from './machine/unheld.ts';
import { type Bounds, DEFAULT_BOUNDS, type DrawnOrder, type Move, type Outcome } from './types.ts';

export { DETECTORS } from './failures/index.ts';
export { computed } from './machine/expressions.ts';
export { PRIMITIVES } from './machine/primitives/index.ts';
export { printPromela } from './promela/index.ts';

export type ExploreOptions = {
  readonly bounds?: Bounds;
  /** Partial-order reduction; on unless said otherwise. */
  readonly reduce?: boolean;
  /** Failures to find shortest witnesses for; all that occur, unless said otherwise. */
  readonly witnessesFor?: readonly Failure[];
  readonly now?: () => number;
};

/** Part of the time bound that the search for shortest witnesses has in any case. */
const TIME_FOR_WITNESSES = 0.1;

/**
 * Runs a scenario in every order. Throws `ProblemError` (with line and column, where it came from a `.race` text) for what does
 * not compile.
 */
export function explore(scenario: Scenario, options: ExploreOptions = {}): Outcome {
  const { bounds = DEFAULT_BOUNDS, reduce = true, now = () => performance.now(), witnessesFor } = options;
  const deadline = now() + bounds.time;
  const program = compileProgram(scenario);
  const result = search(program, { bounds, reduce, now });
  const wanted = new Set([...result.failures.keys()].filter((failure) => witnessesFor?.includes(failure) ?? true));
  const wayBounds = {
    states: bounds.states,
    deadline: Math.max(deadline, now() + bounds.time * TIME_FOR_WITNESSES),
    now,
  };
  const shortest = wanted.size === 0 ? new Map<Failure, Found>() : shortestWays(program, wanted, wayBounds);
  const witnesses = [...wanted].map((failure) =>
    witnessOf(program, failure, shortest.get(failure) ?? (result.failures.get(failure) as Found)),
  );
  return { ...result, witnesses };
}

export type ReachOptions = {
  readonly bounds?: Bounds;
  /** The search ends, incomplete, when one of these is met: for who only asks whether they can be. */
  readonly stopAt?: readonly Failure[];
  readonly now?: () => number;
};

/** Which failures can be reached, without their witnesses: much less work than `explore`. Throws as `explore` does. */
export function reachableFailures(
  scenario: Scenario,
  options: ReachOptions = {},
): { readonly failures: ReadonlySet<Failure>; readonly complete: boolean } {
  const { bounds = DEFAULT_BOUNDS, now = () => performance.now(), stopAt = [] } = options;
  const result = search(compileProgram(scenario), { bounds, reduce: true, now, stopAt: new Set(stopAt) });
  return { failures: new Set(result.failures.keys()), complete: result.complete };
}

/** Whether the drawn order can run, and what blocks it where it cannot. */
export function drawnOrder(scenario: Scenario, bounds: Bounds = DEFAULT_BOUNDS): DrawnOrder {
  return checkDrawnOrder(compileProgram(scenario), scenario.drawn, bounds, () => performance.now());
}

/** Runs a witness's choices again; `failure` is what its last step shows, or the end that it leads to. A token that does not fit the scenario is a problem. */
export function replay(
  scenario: Scenario,
  token: string,
): { readonly moves: readonly Move[]; readonly failure: Failure | null } | Problem {
  const found = readToken(token);
  const program = compileProgram(scenario);
  if (found === null || found.initial >= program.initial.length)
    return { code: 'usage', detail: `"${token}" is no replay token of this scenario` };
  const execution = execute(program, found);
  if (execution.refused !== null)
    return {
      code: 'usage',
      detail: `the token cannot be replayed: choice ${execution.refused + 1} is not possible here`,
    };
  const ends = execution.failure === null ? endFailures(program, execution.state) : null;
  return { moves: execution.moves, failure: execution.failure ?? ends?.[0]?.failure ?? null };
}

/** What keeps a scenario from being run: names, verbs and jumps that do not resolve, locks released that are never held. Empty where it can run. */
export function scenarioProblems(scenario: Scenario, source: string): Problem[] {
  try {
    compileProgram(scenario, source);
    return unheldReleases(scenario, source);
  } catch (error) {
    if (error instanceof ProblemError) return [error.problem];
    throw error;
  }
}
