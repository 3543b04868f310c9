import { type Problem, ProblemError } from '../../../problems.ts';
import { communicator } from '../models/communication.ts';
import { MODELS } from '../models/index.ts';
import type { ModelName, Violation } from '../models/types.ts';
import { evaluate } from '../paths/terms.ts';
import type { Relation } from '../relations/space.ts';
import { framesOf } from '../run.ts';
import { Budget, DEFAULT_LITMUS_BOUNDS, type LitmusBounds } from '../search/bounds.ts';
import { conditionLook } from '../search/conditions.ts';
import { type Execution, OPEN } from '../search/execution.ts';
import type { Frame } from '../search/frame.ts';
import { type Program, programOf, shownValue } from '../search/program.ts';
import { Search } from '../search/search.ts';
import type { LitmusTest } from '../types.ts';
import { cycleOf, type Step } from './cycle.ts';
import { orderOf } from './order.ts';
import type { Explanation, ShownEvent } from './types.ts';

/** Candidates that are compared for the shortest cycle. */
const CANDIDATES = 64;

/**
 * Why the outcome that the condition names can be seen, or cannot: an execution that has it, under the strictest model that allows it;
 * or a candidate with its values and the shortest cycle that an axiom forbids.
 */
export function explainLitmus(
  test: LitmusTest,
  model: ModelName,
  bounds: LitmusBounds = DEFAULT_LITMUS_BOUNDS,
): { readonly ok: true; readonly why: Explanation } | { readonly ok: false; readonly problem: Problem } {
  try {
    return { ok: true, why: explain(programOf(test), model, bounds) };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}

function explain(program: Program, model: ModelName, bounds: LitmusBounds): Explanation {
  const budget = new Budget(bounds);
  const strictness = ['sc', 'tso', model] as const;
  for (const stricter of strictness.slice(0, strictness.indexOf(model) + 1)) {
    const [found] = findExecutions(program, stricter, budget, 1, (frame, execution) =>
      shownExecution(frame, execution, program),
    );
    if (found !== undefined) return { is: 'allowed', model, underEven: stricter, ...found };
    if (budget.hit !== null) return { is: 'unknown', model };
  }
  for (const isLoose of [false, true]) {
    const candidates = findExecutions(
      program,
      null,
      budget,
      CANDIDATES,
      (frame, execution) => forbidden(frame, execution, program, model, isLoose),
      isLoose,
    );
    const best = candidates
      .filter((candidate) => candidate !== null)
      .sort((first, second) => first.cycle.length - second.cycle.length)[0];
    if (best !== undefined) return best;
    if (budget.hit !== null) return { is: 'unknown', model };
  }
  return { is: 'impossible', model };
}

/** Up to `limit` executions in which the condition holds, as `use` makes of them; a null model leaves the axioms out. */
function findExecutions<Result>(
  program: Program,
  model: ModelName | null,
  budget: Budget,
  limit: number,
  use: (frame: Frame, execution: Execution) => Result,
  isLoose = false,
): Result[] {
  const { test } = program;
  const results: Result[] = [];
  for (const frame of framesOf(program)) {
    const holds = conditionLook(test.condition, frame, program);
    const filter = test.filter === null ? null : conditionLook(test.filter, frame, program);
    const isWanted = (execution: Execution, isWhole: boolean): boolean =>
      results.length < limit &&
      (isWhole ? holds(execution, true) === 1 : holds(execution, false) !== 0) &&
      (filter === null || (isWhole ? filter(execution, true) === 1 : filter(execution, false) !== 0));
    const judge = model === null ? null : MODELS[model].prepare(frame);
    const visit = {
      admits: (execution: Execution) => isWanted(execution, false),
      found: (execution: Execution) => {
        if (isWanted(execution, true)) results.push(use(frame, execution));
      },
    };
    new Search(frame, judge, program.initial, visit, budget, null, isLoose).run();
    if (results.length >= limit) break;
  }
  return results;
}

function shownExecution(
  frame: Frame,
  execution: Execution,
  program: Program,
): { readonly events: readonly ShownEvent[]; readonly isSequential: boolean } {
  const { order, isSequential } = orderOf(frame, communicator(frame)(execution));
  return { events: shownEvents(frame, execution, program, order), isSequential };
}

function forbidden(
  frame: Frame,
  execution: Execution,
  program: Program,
  model: ModelName,
  isLoose: boolean,
): (Explanation & { is: 'forbidden' }) | null {
  const violation = isLoose ? incoherence(frame, execution) : MODELS[model].prepare(frame).explain(execution);
  if (violation === null) return null;
  const steps = cycleOf(frame.space, violation);
  if (steps.length === 0) return null;
  const involved = [...new Set(steps.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const cycle = steps.map(({ from, to, by }: Step) => ({ from: involved.indexOf(from), to: involved.indexOf(to), by }));
  const events = shownEvents(frame, execution, program, involved);
  return { is: 'forbidden', model, axiom: violation.axiom, events, cycle };
}

/** The axiom `coherence`, acyclic po-loc | rf | co | fr; or, where that is met, `atomic`, empty rmw & (fre ; coe). */
function incoherence(frame: Frame, execution: Execution): Violation | null {
  const { space, static: known, ext } = frame;
  const { rf, co, fr } = communicator(frame)(execution);
  const all = space.relation();
  for (const relation of [known.poLoc, rf, co, fr]) space.unite(all, relation);
  if (!space.isAcyclic(all)) {
    const named = { 'po-loc': known.poLoc, rf, co, fr };
    const cycle = Object.entries(named).map(([name, relation]) => ({ name, relation: relation.slice() }));
    return { axiom: 'coherence', cycle, made: {} };
  }
  const [fre, coe] = [fr, co].map((relation) => {
    const into = relation.slice();
    space.intersect(into, ext);
    return into;
  }) as [Relation, Relation];
  const halves = space.relation();
  space.inverse(halves, known.rmw);
  const cycle = [
    { name: 'fr', relation: fre },
    { name: 'co', relation: coe },
    { name: 'rmw', relation: halves },
  ];
  return { axiom: 'atomic', cycle, made: {} };
}

function shownEvents(
  frame: Frame,
  execution: Execution,
  program: Program,
  order: readonly number[],
): readonly ShownEvent[] {
  return order.map((number) => {
    const { thread, event, location, isRead, isWrite, value, offset, stored } = frame.events[
      number
    ] as Frame['events'][0];
    const source = execution.readsFrom[number] as number;
    const held = isRead ? (execution.values[value] as number) : evaluate(stored, execution.values, offset);
    return {
      thread,
      line: event.at?.line ?? null,
      column: event.at?.column ?? null,
      text: event.text,
      is: isRead ? 'read' : isWrite ? 'write' : 'other',
      location: program.locations[location] ?? null,
      value: isRead || isWrite ? shownValue(held, program) : null,
      readsFrom: isRead && source !== OPEN ? (source < 0 ? -1 : order.indexOf(source)) : null,
    };
  });
}
