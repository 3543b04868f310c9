import { type Problem, ProblemError } from '../../problems.ts';
import { observablesOf } from './language/reader.ts';
import { MODELS } from './models/index.ts';
import type { ModelName } from './models/types.ts';
import { type Layout, locksHeld } from './paths/layout.ts';
import { Budget, DEFAULT_LITMUS_BOUNDS, type LitmusBounds } from './search/bounds.ts';
import { conditionLook } from './search/conditions.ts';
import type { Execution } from './search/execution.ts';
import { type Frame, frameOf } from './search/frame.ts';
import { type Program, programOf } from './search/program.ts';
import { Search } from './search/search.ts';
import { type LitmusState, observedOf, States } from './search/states.ts';
import type { LitmusTest } from './types.ts';

export type LitmusOptions = {
  readonly model?: ModelName;
  readonly bounds?: LitmusBounds;
  /** As if no access depended on what was read before: to tell whether a dependency is what forbids an outcome. */
  readonly withoutDependencies?: boolean;
};

/** Whether some, all or none of the executions meet the condition, as herd7 says it. */
export type Observation = 'Never' | 'Sometimes' | 'Always';

export type LitmusOutcome = {
  readonly model: ModelName;
  /** Whether every execution was looked at; otherwise `bound` says what ended the search, and nothing is impossible for certain. */
  readonly complete: boolean;
  readonly bound: keyof LitmusBounds | null;
  readonly states: readonly LitmusState[];
  /** Executions that meet the condition, and those that do not; none that the filter leaves out. */
  readonly positive: number;
  readonly negative: number;
  readonly observation: Observation;
  /** Whether what the quantifier says is so. */
  readonly holds: boolean;
  /** What is wrong with the program itself, by the names that the model gives it: `data-race`, `mixed-accesses` … Sorted. */
  readonly flags: readonly string[];
  /** Choices that the search made. */
  readonly choices: number;
};

export type RunLitmus =
  | { readonly ok: true; readonly outcome: LitmusOutcome }
  | { readonly ok: false; readonly problem: Problem };

const DEPENDENCIES = ['addr', 'data', 'ctrl'] as const;

/** Finds all executions of a test that a model allows. Never throws for what is wrong with the test. */
export function runLitmus(test: LitmusTest, options: LitmusOptions = {}): RunLitmus {
  try {
    return { ok: true, outcome: run(programOf(test), options) };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}

function run(program: Program, options: LitmusOptions): LitmusOutcome {
  const { model = 'lkmm', bounds = DEFAULT_LITMUS_BOUNDS, withoutDependencies = false } = options;
  const { test } = program;
  const budget = new Budget(bounds);
  const states = new States(program);
  const flags = new Set<string>();
  const looked = [...observedOf(test), ...(test.filter === null ? [] : observablesOf(test.filter))];
  const observed = new Set(looked.map((each) => (each.is === 'location' ? program.locations.indexOf(each.name) : -1)));
  const isObserved = (location: number): boolean => observed.has(location);
  for (const frame of framesOf(program)) {
    if (withoutDependencies) for (const name of DEPENDENCIES) frame.static[name].fill(0);
    const judge = MODELS[model].prepare(frame);
    const count = states.counter(frame);
    const filter = test.filter === null ? null : conditionLook(test.filter, frame, program);
    const visit = {
      admits: (execution: Execution) => filter === null || filter(execution, false) !== 0,
      found: (execution: Execution, weight: number) => {
        if (filter !== null && filter(execution, true) !== 1) return;
        count(execution, weight);
        judge.flags(execution, flags);
      },
    };
    new Search(frame, judge, program.initial, visit, budget, isObserved).run();
  }
  const list = states.list();
  const sum = (holds: boolean): number =>
    list.reduce((total, state) => (state.holds === holds ? total + state.executions : total), 0);
  const [positive, negative] = [sum(true), sum(false)];
  return {
    model,
    complete: budget.hit === null,
    bound: budget.hit,
    states: list,
    positive,
    negative,
    observation: positive === 0 ? 'Never' : negative === 0 ? 'Always' : 'Sometimes',
    holds: { exists: positive > 0, 'not-exists': positive === 0, forall: negative === 0 }[test.quantifier],
    flags: [...flags].sort(),
    choices: budget.choices,
  };
}

/** Every combination of paths, one for each thread, in which no lock is held for good by two threads (lock.cat: `unmatched-locks`). */
export function* framesOf({ threads, locations }: Program): Generator<Frame> {
  const chosen: Layout[] = [];
  const held: ReadonlySet<number>[] = [];
  function* choose(): Generator<Frame> {
    const paths = threads[chosen.length];
    if (paths === undefined) {
      yield frameOf(chosen, locations.length);
      return;
    }
    for (const layout of paths) {
      const locks = locksHeld(layout.path) ?? new Set();
      if (held.some((other) => [...locks].some((lock) => other.has(lock)))) continue;
      chosen.push(layout);
      held.push(locks);
      yield* choose();
      chosen.pop();
      held.pop();
    }
  }
  yield* choose();
}
