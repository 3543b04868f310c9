import { type ProblemCode, ProblemError } from '../../problems.ts';
import type { Scenario } from '../../scenario/types.ts';
import { footprintOf, hasEffect, visitEffects } from './actions/footprint.ts';
import { inOrder, runner } from './actions/interpret.ts';
import type { Effect } from './actions/types.ts';
import { findDerivations } from './derivations.ts';
import { checkForm, constantOf, initialStates, orderedDeclarations } from './initial-values.ts';
import { PRIMITIVES } from './primitives/index.ts';
import { compileStatement, partsOf } from './statements.ts';
import {
  type Action,
  BLOCKED,
  type Compiler,
  type Entity,
  type Footprint,
  JUMPS,
  LEAVES,
  OK,
  type Slot,
  STAYS,
  type State,
} from './types.ts';

/** A scenario made runnable. */
export type Program = {
  readonly scenario: Scenario;
  readonly lanes: readonly CompiledLane[];
  readonly slots: readonly Slot[];
  /** One for each choice of initial values. */
  readonly initial: readonly State[];
  /** Some lane may jump back, so that an execution may have no last state. */
  readonly loops: boolean;
};
export type CompiledLane = {
  readonly name: string;
  readonly implied: boolean;
  readonly steps: readonly CompiledStep[];
};
export type CompiledStep = {
  readonly id: string;
  readonly text: string;
  readonly actions: readonly (Action & { readonly run: (state: State) => number })[];
  /** Those of all actions, which happen at once. */
  readonly effects: readonly Effect[];
  /** Changes the state in place and tells what became of it, but for the program counter. */
  readonly run: (state: State) => number;
  readonly footprint: Footprint;
  /** It may jump back: the lane may go on for good. */
  readonly loops: boolean;
  /** It may block. */
  readonly mayBlock: boolean;
  /** It may fail or leave the drawing. */
  readonly mayEnd: boolean;
  /** Where the lane may stand after it. */
  readonly next: readonly number[];
};

/** Stated limit: a set of lanes is kept in the bits of one integer. */
export const MOST_LANES = 30;

type Declare = (typeof PRIMITIVES)[number]['kinds'][string]['declare'];
const DECLARE = new Map(
  PRIMITIVES.flatMap(({ kinds }) => Object.entries(kinds).map(([kind, { declare }]) => [kind, declare] as const)),
);

/**
 * Compiles a scenario. Throws `ProblemError` with the place in the `.race` text for names that nothing declares, verbs
 * that do not exist, jumps that lead nowhere.
 */
export function compileProgram(scenario: Scenario, source = 'scenario'): Program {
  const slots: Slot[] = [];
  const domains: (readonly number[])[] = [];
  const entities = new Map<string, Entity>();
  const laneNames = scenario.lanes.map((lane) => lane.name);

  const compiler: Compiler = {
    laneNames,
    slot: (name, initial, show) => {
      slots.push({ name, show: show ?? null });
      return domains.push(initial) - 1;
    },
    entity: (name) => entities.get(name),
    entities: (kind) => [...entities.values()].filter((entity) => entity.kind === kind),
    initialValue: (slot) => domains[slot]?.[0] ?? 0,
    constant: (expression) => constantOf(expression, compiler),
    fail: (at, detail, code: ProblemCode = 'race-syntax') => {
      throw new ProblemError({ code, source, ...(at && { line: at.line, column: at.column }), detail });
    },
  };
  if (laneNames.length > MOST_LANES) compiler.fail(undefined, `more than ${MOST_LANES} lanes`, 'race-limit');

  for (const lane of scenario.lanes) compiler.slot(`program counter of ${lane.name}`, [0]);
  for (const declaration of orderedDeclarations(scenario.declarations)) {
    checkForm(declaration, compiler);
    const declare = DECLARE.get(declaration.kind) as Declare;
    entities.set(declaration.name, declare(declaration, compiler));
  }
  const derivations = findDerivations(scenario, (name) => compiler.slot(name, [0]));

  const lanes = scenario.lanes.map((lane, laneIndex): CompiledLane => {
    const parts = lane.steps.flatMap((step) => partsOf(step.statements).map((statements) => ({ ...step, statements })));
    const indexOf = (id: string) => (id === 'end' ? parts.length : firstIndex(parts, id));
    const steps = parts.map(({ id, text, statements }, index) => {
      const surroundings = { lane: laneIndex, compiler, derivations, indexOf };
      return compileStep(
        id,
        text,
        statements.map((statement) => compileStatement(statement, surroundings)),
        index,
      );
    });
    return { name: lane.name, implied: lane.implied, steps };
  });
  const loops = lanes.some(({ steps }) => steps.some(({ loops }) => loops));
  return { scenario, lanes, slots, initial: initialStates(domains, compiler), loops };
}

function compileStep(id: string, text: string, actions: readonly Action[], index: number): CompiledStep {
  const effects = actions.flatMap((action) => action.effects);
  const compiled = actions.map((action) => ({ ...action, run: runner(action.effects) }));
  const loops = hasEffect(effects, (effect) => effect.do === 'jump' && effect.to <= index);
  return {
    id,
    text,
    actions: compiled,
    effects,
    run: inOrder(compiled.map(({ run }) => run)),
    footprint: footprintOf(effects),
    loops,
    mayBlock: hasEffect(effects, (effect) => effect.do === 'block'),
    mayEnd: hasEffect(effects, (effect) => effect.do === 'fail' || effect.do === 'leave'),
    next: successors(effects, index),
  };
}

function successors(effects: readonly Effect[], index: number): readonly number[] {
  const next = new Set([index + 1]);
  visitEffects(effects, (effect) => {
    if (effect.do === 'jump') next.add(effect.to);
    if (effect.do === 'stay') next.add(index);
  });
  return [...next];
}

/**
 * Runs the next step of `lane` from `from` into `into` (same length). Gives `OK` (also for jumps and stays), `BLOCKED`
 * (`into` is then garbage), `LEAVES`, or a failure at or above `FAILS`.
 */
export function runStep(program: Program, from: State, lane: number, into: State): number {
  for (let i = 0; i < from.length; i++) into[i] = from[i] as number;
  const counter = from[lane] as number;
  const step = program.lanes[lane]?.steps[counter];
  if (step === undefined) return BLOCKED;
  const result = step.run(into);
  if (result === OK) into[lane] = counter + 1;
  else if (result >= JUMPS) into[lane] = result - JUMPS;
  else if (result !== STAYS) {
    into[lane] = result === BLOCKED || result === LEAVES ? counter : counter + 1;
    return result;
  }
  return OK;
}

function firstIndex(steps: readonly { readonly id: string }[], id: string): number | undefined {
  const index = steps.findIndex((step) => step.id === id);
  return index < 0 ? undefined : index;
}
