import { type Problem, ProblemError } from '../../problems.ts';
import type { Declaration, Expression, Position, Scenario } from '../../scenario/types.ts';
import { findDerivations } from './derivations.ts';
import { PRIMITIVES } from './primitives/index.ts';
import { compileStatement } from './statements.ts';
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

/** Stated limit: more initial states than this are refused. */
export const MOST_INITIAL_STATES = 1024;

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
    fail: (at, detail) => {
      throw new ProblemError(problemAt(source, at, detail));
    },
  };

  for (const lane of scenario.lanes) compiler.slot(`program counter of ${lane.name}`, [0]);
  for (const declaration of orderedDeclarations(scenario.declarations)) {
    const declare = DECLARE.get(declaration.kind);
    if (declare === undefined)
      compiler.fail(
        declaration.at,
        `"${declaration.kind}" can neither be declared nor done here: ${[...DECLARE.keys()].join(', ')}`,
      );
    entities.set(declaration.name, declare(declaration, compiler));
  }
  const derivations = findDerivations(scenario, (name) => compiler.slot(name, [0]));

  const uncounted = scenario.lanes.map((lane, laneIndex) => {
    const indexOf = (id: string) => (id === 'end' ? lane.steps.length : firstIndex(lane.steps, id));
    return lane.steps.map((step, index) =>
      step.statements.map((statement) =>
        compileStatement(statement, { lane: laneIndex, compiler, derivations, indexOf, index }),
      ),
    );
  });
  const lanes = scenario.lanes.map((lane, laneIndex) => ({
    name: lane.name,
    implied: lane.implied,
    steps: lane.steps.map((step, index) => compileStep(step.id, step.text, uncounted[laneIndex]?.[index] ?? [])),
  }));
  return { scenario, lanes, slots, initial: initialStates(domains, compiler) };
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
  into.set(from);
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

/** Things that others refer to come first: constants and objects, then cells, ptes, TLB entries. */
function orderedDeclarations(declarations: readonly Declaration[]): Declaration[] {
  const rank = (kind: string) => ['constant', 'object', 'page', 'cell', 'pte', 'tlb'].indexOf(kind);
  return [...declarations].sort((a, b) => rank(a.kind) - rank(b.kind));
}

function constantOf(expression: Expression, compiler: Compiler): number {
  switch (expression.is) {
    case 'number':
      return expression.value;
    case 'unary': {
      const inner = constantOf(expression.operand, compiler);
      return expression.operator === '-' ? -inner : Number(inner === 0);
    }
    case 'name': {
      if (expression.name === 'null') return 0;
      const entity = compiler.entity(expression.name);
      if (entity?.access && entity.access.slots.length === 0) return entity.access.get(new Int32Array(0));
      const lane = compiler.laneNames.indexOf(expression.name);
      if (lane >= 0) return lane + 1;
      return compiler.fail(
        expression.at,
        `"${expression.name}" is no initial value: a number, null, a constant, an object, a page or a lane is`,
      );
    }
    case 'binary':
      return compiler.fail(undefined, 'an initial value is one number or name');
  }
}

function initialStates(domains: readonly (readonly number[])[], compiler: Compiler): State[] {
  const count = domains.reduce((product, domain) => product * Math.max(1, domain.length), 1);
  if (count > MOST_INITIAL_STATES)
    compiler.fail(undefined, `the initial values give ${count} initial states; ${MOST_INITIAL_STATES} is the limit`);
  let states: number[][] = [[]];
  for (const domain of domains)
    states = states.flatMap((state) => (domain.length === 0 ? [0] : domain).map((value) => [...state, value]));
  return states.map((state) => Int32Array.from(state));
}

function firstIndex(steps: readonly { readonly id: string }[], id: string): number | undefined {
  const index = steps.findIndex((step) => step.id === id);
  return index < 0 ? undefined : index;
}

function problemAt(source: string, at: Position | undefined, detail: string): Problem {
  return { code: 'race-syntax', source, ...(at && { line: at.line, column: at.column }), detail };
}
