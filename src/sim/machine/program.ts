import { type ProblemCode, ProblemError } from '../../problems.ts';
import type { Scenario } from '../../scenario/types.ts';
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
  readonly actions: readonly Action[];
  readonly footprint: Footprint;
  readonly cyclic: boolean;
  readonly visible: boolean;
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
    initialState: () => Int32Array.from(domains, (domain) => domain[0] ?? 0),
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
      const surroundings = { lane: laneIndex, compiler, derivations, indexOf, index };
      return compileStep(
        id,
        text,
        statements.map((statement) => compileStatement(statement, surroundings)),
      );
    });
    return { name: lane.name, implied: lane.implied, steps };
  });
  const loops = lanes.some(({ steps }) => steps.some(({ actions }) => actions.some((action) => action.loops)));
  return { scenario, lanes, slots, initial: initialStates(domains, compiler), loops };
}

function compileStep(id: string, text: string, actions: readonly Action[]): CompiledStep {
  const footprints = actions.map((action) => action.footprint());
  return {
    id,
    text,
    actions,
    footprint: {
      reads: [...new Set(footprints.flatMap((footprint) => footprint.reads))],
      writes: [...new Set(footprints.flatMap((footprint) => footprint.writes))],
    },
    cyclic: actions.some((action) => action.cyclic),
    visible: actions.some((action) => action.visible),
  };
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
  let next = counter + 1;
  for (const action of step.actions) {
    const result = action.run(into);
    if (result === OK) continue;
    if (result === STAYS) next = counter;
    else if (result >= JUMPS) next = result - JUMPS;
    else {
      into[lane] = result === BLOCKED || result === LEAVES ? counter : counter + 1;
      return result;
    }
    break;
  }
  into[lane] = next;
  return OK;
}

function firstIndex(steps: readonly { readonly id: string }[], id: string): number | undefined {
  const index = steps.findIndex((step) => step.id === id);
  return index < 0 ? undefined : index;
}
