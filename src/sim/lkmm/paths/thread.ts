import { ProblemError } from '../../../problems.ts';
import { primitiveOf } from '../primitives/index.ts';
import type { Expression, LitmusStatement, LitmusThread } from '../types.ts';
import { type Computed, computed, type Runner, union } from './computed.ts';
import { perform } from './perform.ts';
import { add, atLocation, decide, limit, PATH_LIMITS, type State, valueOfLast } from './state.ts';
import { addressOf, operation, type Term } from './terms.ts';
import { statementText } from './texts.ts';
import type { Path } from './types.ts';

/**
 * All paths of a thread: it is run with the values of its reads left open, and goes both ways wherever they decide. What they must be
 * for a path is kept as constraints; a dependency is what the text computes with, whatever the numbers are, as in herd7.
 * @param locations numbers of the shared locations by name
 * @throws ProblemError where a limit is hit
 */
export function pathsOf(
  thread: LitmusThread,
  initial: ReadonlyMap<string, Term>,
  locations: ReadonlyMap<string, number>,
  source: string,
): Path[] {
  const paths: Path[] = [];
  const runner: Runner = { locations, source };
  const statement = { at: null, text: '' };
  const registers = new Map([...initial].map(([name, value]) => [name, computed(value)]));
  runBlock(runner, thread.body, { events: [], constraints: [], registers, control: [], statement }, (state) => {
    if (paths.length >= PATH_LIMITS.paths)
      throw limit(runner, state, `more than ${PATH_LIMITS.paths} paths in one thread`);
    paths.push({
      events: state.events,
      constraints: state.constraints,
      registers: new Map([...state.registers].map(([name, { value }]) => [name, value])),
    });
  });
  return paths;
}

type Then = (state: State) => void;

function runBlock(runner: Runner, block: readonly LitmusStatement[], state: State, then: Then): void {
  const [first, ...rest] = block;
  if (first === undefined) then(state);
  else runStatement(runner, first, state, (next) => runBlock(runner, rest, next, then));
}

function runStatement(runner: Runner, statement: LitmusStatement, before: State, then: Then): void {
  const state: State = { ...before, statement: { at: statement.at ?? null, text: statementText(statement) } };
  switch (statement.is) {
    case 'evaluate':
      compute(runner, statement.expression, state, (next) => then(next));
      return;
    case 'assign':
      compute(runner, statement.value, state, (next, value) =>
        then({ ...next, registers: new Map([...next.registers, [statement.register, value]]) }),
      );
      return;
    case 'store':
      compute(runner, statement.address, state, (afterAddress, address) =>
        compute(runner, statement.value, afterAddress, (next, value) =>
          atLocation(runner, address, next, (there, location) =>
            then(add(runner, there, { is: 'write', location, value: value.value, address, data: value.reads })),
          ),
        ),
      );
      return;
    case 'if':
      compute(runner, statement.condition, state, (next, condition) => {
        const control = union(next.control, condition.reads);
        decide(next, condition.value, (decided, isTrue) => {
          const branch = isTrue ? statement.body : statement.otherwise;
          // what follows the branch is reached either way: it depends on the condition no more
          runBlock(runner, branch, { ...decided, control }, (end) => then({ ...end, control: next.control }));
        });
      });
  }
}

/** Computes an expression, with the reads that it needs; goes on once for each way that it can go. */
export function compute(
  runner: Runner,
  expression: Expression,
  state: State,
  then: (state: State, value: Computed) => void,
): void {
  switch (expression.is) {
    case 'number':
      then(state, computed(expression.value));
      return;
    case 'address': {
      const location = runner.locations.get(expression.name);
      // only a test that code builds can have it
      if (location === undefined) throw unknownLocation(runner, state, expression.name);
      then(state, computed(addressOf(location)));
      return;
    }
    case 'register':
      then(state, state.registers.get(expression.name) ?? computed(0));
      return;
    case 'operation': {
      const [left, right] = expression.operands;
      compute(runner, left as Expression, state, (afterLeft, first) => {
        if (right === undefined) {
          then(afterLeft, { value: operation(expression.operator, first.value, 0), reads: first.reads });
          return;
        }
        compute(runner, right, afterLeft, (next, second) =>
          then(next, {
            value: operation(expression.operator, first.value, second.value),
            reads: union(first.reads, second.reads),
          }),
        );
      });
      return;
    }
    case 'load':
      compute(runner, expression.address, state, (next, address) =>
        atLocation(runner, address, next, (there, location) => {
          const end = add(runner, there, { is: 'read', location, address });
          then(end, valueOfLast(end));
        }),
      );
      return;
    case 'call':
      computeAll(runner, expression.operands, state, [], (next, operands) => {
        const primitive = primitiveOf(expression.primitive);
        if (primitive === undefined) {
          const detail = `the primitive ${expression.primitive}()`;
          throw new ProblemError({
            code: 'litmus-unsupported',
            source: runner.source,
            ...(expression.at ?? {}),
            detail,
          });
        }
        perform(runner, primitive, operands, next, then);
      });
  }
}

function computeAll(
  runner: Runner,
  expressions: readonly Expression[],
  state: State,
  before: readonly Computed[],
  then: (state: State, values: readonly Computed[]) => void,
): void {
  const next = expressions[before.length];
  if (next === undefined) then(state, before);
  else compute(runner, next, state, (after, value) => computeAll(runner, expressions, after, [...before, value], then));
}

function unknownLocation({ source }: Runner, { statement }: State, name: string): ProblemError {
  const detail = `"${name}" is no parameter of any thread`;
  return new ProblemError({ code: 'litmus-syntax', source, ...(statement.at ?? {}), detail });
}
