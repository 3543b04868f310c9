import type { Failure } from '../../../extract/types.ts';
import type { Declaration, Lane, Scenario } from '../../../scenario/types.ts';
import type {
  Condition,
  InitialValue,
  LitmusStatement,
  LitmusTest,
  LitmusThread,
  Observable,
  Parameter,
} from '../types.ts';
import { finalCondition } from './expressions.ts';
import { testName } from './names.ts';
import { type ProjectedThread, projectLane } from './thread.ts';
import { NotProjectable, type Projection, VARIABLE_KINDS, type Variable, type Variables } from './types.ts';
import { numberOf, usersOf, variablesOf } from './variables.ts';
import { call, evaluate, LOCK_KINDS } from './verbs.ts';

export type { Projection } from './types.ts';

/** Stated limit: choices of initial values, each a test of its own. */
const MOST_TESTS = 32;

/**
 * The litmus tests that a scenario is, one for each choice of initial values. What they ask is whether one of these failures' checks can
 * be broken, or what is looked for can hold in the end. Where nothing says what that is, they show what every load reads, and
 * `isOpen` is set: the question is which of these outcomes no interleaving has.
 * @param failures those that are looked for, unless said otherwise
 */
export function projectScenario(
  scenario: Scenario,
  failures: ReadonlySet<Failure> = new Set(scenario.goals.map(({ failure }) => failure)),
): Projection {
  try {
    return project(scenario, failures);
  } catch (error) {
    if (error instanceof NotProjectable) return { ok: false, why: error.message, step: error.step };
    throw error;
  }
}

function project(scenario: Scenario, failures: ReadonlySet<Failure>): Projection {
  const cpus = scenario.lanes.flatMap(({ on }) => (on === undefined ? [] : [on.cpu]));
  if (new Set(cpus).size < cpus.length)
    throw new NotProjectable('two lanes share a CPU, which memory models know nothing of');
  const taken = new Set<string>(['accesses of cells are single ones, as with READ_ONCE() and WRITE_ONCE()']);
  const variables = variablesOf(scenario);
  const threads = scenario.lanes.map((lane): ProjectedThread => {
    const thread = projectLane(lane, variables, failures, (what) => taken.add(what));
    return { ...thread, body: [...locksHeldBy(lane, variables, scenario), ...thread.body] };
  });
  const condition = conditionOf(scenario, threads, variables, failures);
  const read = threads.flatMap(({ body }, thread) =>
    loadedIn(body).map((name): Observable => ({ is: 'register', thread, name })),
  );
  if (condition === null && read.length === 0) throw new NotProjectable('no lane reads what another one writes');
  const tests = choicesOf(scenario).map((values): LitmusTest => {
    return {
      name: testName(scenario.title),
      source: scenario.title,
      initial: [...initialValues(variables, values), ...threads.flatMap(factsHold)],
      threads: threads.map(({ body }): LitmusThread => ({ parameters: parametersOf(body, variables), body })),
      locations: condition === null ? read : [],
      filter: filterOf(threads),
      quantifier: 'exists',
      condition: condition ?? { is: 'true' },
    };
  });
  return { ok: true, tests, taken: [...taken], isOpen: condition === null };
}

/** Every choice of the cells' initial values. */
function choicesOf(scenario: Scenario): readonly ReadonlyMap<string, number>[] {
  const { declarations } = scenario;
  const declared = new Map(declarations.map((each) => [each.name, each]));
  let choices: ReadonlyMap<string, number>[] = [new Map()];
  for (const { kind, name, values } of declarations) {
    if (!VARIABLE_KINDS.has(kind)) continue;
    const numbers = values.length === 0 ? [0] : values.map((value) => numberOf(value, declared));
    choices = choices.flatMap((choice) => numbers.map((value) => new Map([...choice, [name, value]])));
    if (choices.length > MOST_TESTS)
      throw new NotProjectable(`there are more than ${MOST_TESTS} choices of initial values`);
  }
  const held = declarations.find(
    (each) =>
      !VARIABLE_KINDS.has(each.kind) && each.kind !== 'constant' && each.values.length > 0 && !isOwn(each, scenario),
  );
  if (held !== undefined) throw new NotProjectable(`"${held.name}" is held at the start`);
  return choices;
}

/** A lock that one lane holds at the start and no other wants: it takes it as its first step. */
function isOwn({ kind, name }: Declaration, scenario: Scenario): boolean {
  return LOCK_KINDS.has(kind) && (usersOf(scenario).get(name)?.size ?? 0) <= 1;
}

/** The locks that the lane holds at the start, taken. */
function locksHeldBy(lane: Lane, { known }: Variables, { declarations }: Scenario): LitmusStatement[] {
  return declarations.flatMap(({ kind, name, values: [holder] }) => {
    const lock = known.get(name);
    const isHeld = LOCK_KINDS.has(kind) && holder?.is === 'name' && holder.name === lane.name;
    return isHeld && lock?.is === 'lock' ? [evaluate(call('spin_lock', { is: 'address', name: lock.name }))] : [];
  });
}

function initialValues({ known }: Variables, values: ReadonlyMap<string, number>): InitialValue[] {
  return [...known].flatMap(([name, variable]) => initialValue(variable, values.get(name) ?? 0) ?? []);
}

function initialValue(variable: Variable, value: number): InitialValue | null {
  switch (variable.is) {
    case 'location':
      return { of: { is: 'location', name: variable.name }, value, type: variable.isCounter ? 'atomic_t' : 'int' };
    case 'lock':
      return { of: { is: 'location', name: variable.name }, value: 0, type: 'spinlock_t' };
    case 'register':
      return value === 0 ? null : { of: { is: 'register', thread: variable.thread, name: variable.name }, value };
    case 'number':
      return null;
  }
}

const factsHold = ({ facts }: ProjectedThread, thread: number): InitialValue[] =>
  facts.map((name) => ({ of: { is: 'register', thread, name }, value: 1 }));

function parametersOf(body: LitmusThread['body'], { known }: Variables): Parameter[] {
  const text = JSON.stringify(body);
  return [...known.values()].flatMap((variable): Parameter[] => {
    if (variable.is !== 'location' && variable.is !== 'lock') return [];
    if (!text.includes(JSON.stringify({ is: 'address', name: variable.name }))) return [];
    const type = variable.is === 'lock' ? 'spinlock_t *' : variable.isCounter ? 'atomic_t *' : 'int *';
    return [{ type, name: variable.name }];
  });
}

function filterOf(threads: readonly ProjectedThread[]): Condition | null {
  return allOf(
    'and',
    threads.flatMap(({ facts }, thread) => facts.map((name) => isSet(thread, name))),
  );
}

const isSet = (thread: number, name: string): Condition => ({
  is: 'different',
  left: { is: 'register', thread, name },
  right: 0,
});

function conditionOf(
  { goals }: Scenario,
  threads: readonly ProjectedThread[],
  variables: Variables,
  failures: ReadonlySet<Failure>,
): Condition | null {
  const broken = threads.flatMap((own, thread) => own.broken.map((name) => isSet(thread, name)));
  const ends = goals.flatMap(({ failure, when }) =>
    when !== undefined && failures.has(failure) ? [finalCondition(when, variables)] : [],
  );
  return allOf('or', [...broken, ...ends]);
}

function allOf(is: 'and' | 'or', operands: readonly Condition[]): Condition | null {
  const [first] = operands;
  if (first === undefined) return null;
  return operands.length === 1 ? first : { is, operands };
}

/** Registers that hold what was loaded, each once. */
function loadedIn(body: LitmusThread['body']): string[] {
  const names = body.flatMap((statement) => {
    if (statement.is === 'if') return [...loadedIn(statement.body), ...loadedIn(statement.otherwise)];
    return statement.is === 'assign' && statement.value.is === 'call' ? [statement.register] : [];
  });
  return [...new Set(names)];
}
