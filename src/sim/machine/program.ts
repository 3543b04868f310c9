import { type ProblemCode, ProblemError } from '../../problems.ts';
import { targetOf } from '../../scenario/statements.ts';
import type { Scenario, Statement } from '../../scenario/types.ts';
import { footprintOf, hasEffect, slotsOf, visitEffects } from './actions/footprint.ts';
import { evaluator, inOrder, runner } from './actions/interpret.ts';
import type { Effect } from './actions/types.ts';
import { findDerivations } from './derivations.ts';
import { compileExpression } from './expressions.ts';
import { checkForm, constantOf, initialStates, orderedDeclarations } from './initial-values.ts';
import { PRIMITIVES } from './primitives/index.ts';
import { compileStatement, partsOf, verbOf } from './statements.ts';
import { type LaneSurround, surroundOf, withEnd } from './surround.ts';
import {
  type Action,
  BLOCKED,
  type Compiler,
  type Ending,
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
  /** What must hold when every lane has ended. */
  readonly endings: readonly (Ending & {
    readonly slots: readonly number[];
    readonly isBroken: (state: State) => boolean;
  })[];
  /** The slots of cells, which nothing but the lanes' own effects reads. */
  readonly cells: ReadonlySet<number>;
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
  /** Its statements, and what surrounds them. */
  readonly actions: readonly CompiledAction[];
  /** Those that it was compiled from: a step's that are cut into parts stand in several. Frames and marks have none. */
  readonly statements: readonly Statement[];
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

export type CompiledAction = Action & {
  readonly run: (state: State) => number;
  readonly ends: readonly number[];
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
  const endings: Program['endings'][number][] = [];

  const compiler: Compiler = {
    scenario,
    laneNames,
    verbsOf: (lane) =>
      (scenario.lanes[lane]?.steps ?? []).flatMap(({ statements }) =>
        statements.flatMap((statement) => verbOf(statement, compiler) ?? []),
      ),
    slot: (name, initial, show) => {
      slots.push({ name, show: show ?? null });
      return domains.push(initial) - 1;
    },
    entity: (name) => entities.get(name),
    entities: (kind) => [...entities.values()].filter((entity) => entity.kind === kind),
    initialValue: (slot) => domains[slot]?.[0] ?? 0,
    startWith: (slot, value) => {
      domains[slot] = [value];
    },
    constant: (expression) => constantOf(expression, compiler),
    mustEnd: (ending) => {
      const isTrue = evaluator(ending.broken);
      endings.push({ ...ending, slots: slotsOf(ending.broken), isBroken: (state) => isTrue(state) !== 0 });
    },
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
    const parts = lane.steps.flatMap((step) =>
      partsOf(step.statements, compiler).map((statements) => ({ ...step, statements })),
    );
    const indexOf = (id: string) => (id === 'end' ? parts.length : firstIndex(parts, id));
    const stepWith = (verb: string, name: string) => {
      const isIt = (each: Statement) => each.is === 'verb' && each.verb === verb && targetOf(each) === name;
      const index = parts.findIndex(({ statements }) => statements.some(isIt));
      return index < 0 ? undefined : index;
    };
    const surround = surroundOf(laneIndex, compiler);
    const starts = parts.map(
      ({ statements: [first] }) => first !== undefined && verbOf(first, compiler)?.starts === true,
    );
    const isOver = (index: number) => index === parts.length || starts[index] === true;
    const steps = parts.map(({ id, text, statements }, index) => {
      const surroundings = { lane: laneIndex, compiler, surround, derivations, indexOf, stepWith };
      const actions = statements.map((statement) => compileStatement(statement, surroundings));
      return compileStep({ id, text, statements, actions, index, starts: starts[index] === true, isOver, surround });
    });
    return { name: lane.name, implied: lane.implied, steps };
  });
  for (const { failure, when } of scenario.goals) {
    if (when === undefined) continue;
    const { value, text } = compileExpression(when, compiler);
    compiler.mustEnd({ failure, name: text, broken: value, isCondition: true });
  }
  const loops = lanes.some(({ steps }) => steps.some(({ loops }) => loops));
  const cells = new Set(
    [...entities.values()].flatMap(({ kind, access }) =>
      kind === 'cell' && access?.value.is === 'slot' ? [access.value.slot] : [],
    ),
  );
  return { scenario, lanes, slots, initial: initialStates(domains, compiler), endings, cells, loops };
}

function compileStep({
  id,
  text,
  statements,
  actions: own,
  index,
  starts,
  isOver,
  surround,
}: StepSource): CompiledStep {
  const actions = own.map((action) => ({ ...action, effects: withEnd(action.effects, surround.atEnd, isOver) }));
  actions.splice(starts ? 1 : 0, 0, ...surround.before({ isFirst: index === 0, starts }));
  const all = actions.map(compiled);
  const last = isOver(index + 1) ? surround.atEnd : [];
  const effects = [...all.flatMap((action) => action.effects), ...last];
  const loops = hasEffect(effects, (effect) => effect.do === 'jump' && effect.to <= index);
  return {
    id,
    text,
    actions: all,
    statements,
    effects,
    run: inOrder([...all.map(({ run }) => run), ...(last.length > 0 ? [runner(last)] : [])]),
    footprint: footprintOf(effects),
    loops,
    mayBlock: hasEffect(effects, (effect) => effect.do === 'block'),
    mayEnd: hasEffect(effects, (effect) => effect.do === 'fail' || effect.do === 'leave'),
    next: successors(effects, index),
  };
}

type StepSource = {
  readonly id: string;
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly actions: readonly Action[];
  readonly index: number;
  readonly starts: boolean;
  /** Whether the lane is over where it comes to this step. */
  readonly isOver: (index: number) => boolean;
  readonly surround: LaneSurround;
};

function compiled(action: Action): CompiledAction {
  const { effects, ends = footprintOf(effects).writes } = action;
  return { ...action, run: runner(effects), ends };
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
