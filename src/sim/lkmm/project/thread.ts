import type { Failure } from '../../../extract/types.ts';
import { isVerb, namesOf, targetOf } from '../../../scenario/statements.ts';
import type { Lane, Expression as Source, Statement } from '../../../scenario/types.ts';
import type { Expression, LitmusStatement, Place } from '../types.ts';
import { opposite } from './expressions.ts';
import { NotProjectable, type Valued, type Variables } from './types.ts';
import { call, evaluate, isProjectable, type Thread, translateVerb } from './verbs.ts';

/** One lane as a thread: its body, and the registers that tell in the end what became of it. */
export type ProjectedThread = {
  readonly body: readonly LitmusStatement[];
  /** 1 where what the drawing notes, or a wait waits for, held; it starts as 1. */
  readonly facts: readonly string[];
  /** 1 where a check did not hold. */
  readonly broken: readonly string[];
};

/** A statement with its place in the lane. */
type Item = { readonly statement: Statement; readonly step: string; readonly isFirst: boolean };

/**
 * Translates a lane. Jumps go forward, out of no branch but to its end; a step that jumps back to itself is a wait that spins, of which
 * the last round alone is taken.
 * @param failures those whose checks are asked about
 */
export function projectLane(
  lane: Lane,
  variables: Variables,
  failures: ReadonlySet<Failure>,
  take: (what: string) => void,
): ProjectedThread {
  const items: readonly Item[] = lane.steps.flatMap(({ id, statements }) =>
    statements.map((statement, index) => ({ statement, step: id, isFirst: index === 0 })),
  );
  // what a lane does behind its last access shows in no value any more, whatever it is
  const isLocation = (name: string) => variables.known.get(name)?.is === 'location';
  const lastAccess = items.findLastIndex(({ statement }) => namesOf(statement).some(isLocation));
  const facts: string[] = [];
  const broken: string[] = [];
  const indexOf = (step: string): number => {
    if (step === 'end') return items.length;
    const found = items.findIndex((item) => item.step === step);
    if (found >= 0) return found;
    // a step that does nothing: what comes behind it
    const at = lane.steps.findIndex(({ id }) => id === step);
    const next = lane.steps.slice(at).find(({ statements }) => statements.length > 0);
    return next === undefined ? items.length : items.findIndex((item) => item.step === next.id);
  };

  function block(from: number, end: number, isBranch: boolean): LitmusStatement[] {
    const out: LitmusStatement[] = [];
    for (let at = from; at < end; at++) {
      const { statement, step } = items[at] as Item;
      const thread = threadAt(step, variables, take);
      const isAcquired = isBarrier(items[at + 1], step, 'acquire');
      const add = (statements: readonly LitmusStatement[]) => out.push(...statements.map((each) => placed(each, step)));
      switch (statement.is) {
        case 'assign': {
          const isReleased = isBarrier(items[at - 1], step, 'release');
          add(assignment(statement, thread, isAcquired, isReleased));
          if (isAcquired) at++;
          break;
        }
        case 'verb':
          if (isBarrier(items[at], step, 'release') && isStore(items[at + 1], step, variables)) break;
          if (at > lastAccess && !isProjectable(statement)) break;
          add(translateVerb(statement, thread));
          break;
        case 'check': {
          if (!failures.has(statement.failure)) break;
          const { before, value } = thread.valued(statement.condition);
          const own = variables.register('broken');
          broken.push(own);
          add([...before, { is: 'assign', register: own, value: opposite(value) }]);
          break;
        }
        case 'noted':
        case 'await': {
          if (isBranch) throw new NotProjectable('a wait stands inside a branch', step);
          const { before, value } = thread.valued(statement.condition, isAcquired);
          add(before);
          out.push(...afterFact(value, step, block(isAcquired ? at + 2 : at + 1, end, isBranch)));
          return out;
        }
        case 'if': {
          const target = indexOf(statement.goto);
          const { before, value } = thread.valued(statement.condition, isAcquired);
          const next = isAcquired ? at + 2 : at + 1;
          if (spins(at, target)) {
            if (isBranch) throw new NotProjectable('a wait stands inside a branch', step);
            take('of a wait that spins the last round alone is taken');
            add(before);
            out.push(...afterFact(opposite(value), step, block(next, end, isBranch)));
            return out;
          }
          if (target <= at) throw new NotProjectable('the lane jumps back', step);
          if (target > end) throw new NotProjectable('the lane jumps out of a branch', step);
          add(before);
          const body = block(next, target, true);
          if (body.length > 0) add([{ is: 'if', condition: opposite(value), body, otherwise: [] }]);
          at = target - 1;
        }
      }
    }
    return out;
  }

  /** Whether the jump goes back to the beginning of its own step, which does nothing but read. */
  function spins(at: number, target: number): boolean {
    const { step } = items[at] as Item;
    if (target > at || items[target]?.step !== step || !items[target]?.isFirst) return false;
    return items.slice(target, at).every((item) => {
      const { statement } = item;
      if (isBarrier(item, step, 'acquire')) return true;
      return statement.is === 'assign' && variables.of(statement.target, step).is === 'register';
    });
  }

  /** What follows a fact runs only where it holds: executions in which it does not are filtered out. */
  function afterFact(value: Expression, step: string, body: readonly LitmusStatement[]): LitmusStatement[] {
    const own = variables.register('held');
    facts.push(own);
    const noted: LitmusStatement = { is: 'assign', register: own, value };
    const condition: Expression = { is: 'operation', operator: '!=', operands: [{ is: 'register', name: own }, ZERO] };
    return [
      placed(noted, step),
      ...(body.length === 0 ? [] : [placed({ is: 'if', condition, body, otherwise: [] }, step)]),
    ];
  }

  return { body: block(0, items.length, false), facts, broken };
}

const ZERO: Expression = { is: 'number', value: 0 };

function threadAt(step: string, variables: Variables, take: (what: string) => void): Thread {
  const variableOf = (name: string) => variables.of(name, step);
  const valued = (source: Source, isAcquired = false): Valued => {
    switch (source.is) {
      case 'number':
        return { before: [], value: source };
      case 'name': {
        const variable = variableOf(source.name);
        if (variable.is === 'number') return { before: [], value: variable };
        if (variable.is === 'lock') throw new NotProjectable(`the lock "${source.name}" has no value`, step);
        if (variable.is === 'register') return { before: [], value: { is: 'register', name: variable.name } };
        const read = variables.register('t');
        const value = call(loadOf(variable.isCounter, isAcquired), { is: 'address', name: variable.name });
        return { before: [{ is: 'assign', register: read, value }], value: { is: 'register', name: read } };
      }
      case 'unary': {
        const { before, value } = valued(source.operand, isAcquired);
        if (source.operator === '!') return { before, value: opposite(value) };
        return { before, value: { is: 'operation', operator: 'negative', operands: [value] } };
      }
      case 'binary': {
        const [left, right] = [valued(source.left, isAcquired), valued(source.right, isAcquired)];
        const value: Expression = { is: 'operation', operator: source.operator, operands: [left.value, right.value] };
        return { before: [...left.before, ...right.before], value };
      }
    }
  };
  const give = (to: Source, value: Expression): readonly LitmusStatement[] => {
    const name = to.is === 'name' ? to.name : '';
    const variable = variableOf(name);
    if (variable.is === 'register') return [{ is: 'assign', register: variable.name, value }];
    if (variable.is !== 'location') throw new NotProjectable(`"${name}" cannot be assigned to`, step);
    const address: Expression = { is: 'address', name: variable.name };
    if (value.is !== 'call') return [evaluate(call(storeOf(variable.isCounter, false), address, value))];
    const got = variables.register('t');
    const stored: Expression = { is: 'register', name: got };
    return [
      { is: 'assign', register: got, value },
      evaluate(call(storeOf(variable.isCounter, false), address, stored)),
    ];
  };
  return { step, valued, variableOf, give, temporary: (word) => variables.register(word), take };
}

const loadOf = (isCounter: boolean, isAcquired: boolean): string =>
  isCounter ? (isAcquired ? 'atomic_read_acquire' : 'atomic_read') : isAcquired ? 'smp_load_acquire' : 'READ_ONCE';
const storeOf = (isCounter: boolean, isReleased: boolean): string =>
  isCounter ? (isReleased ? 'atomic_set_release' : 'atomic_set') : isReleased ? 'smp_store_release' : 'WRITE_ONCE';

function assignment(
  { target, value: source }: Extract<Statement, { is: 'assign' }>,
  thread: Thread,
  isAcquired: boolean,
  isReleased: boolean,
): readonly LitmusStatement[] {
  const to = thread.variableOf(target);
  const from = source.is === 'name' ? thread.variableOf(source.name) : null;
  if (to.is === 'register' && from?.is === 'location') {
    const value = call(loadOf(from.isCounter, isAcquired), { is: 'address', name: from.name });
    return [{ is: 'assign', register: to.name, value }];
  }
  const { before, value } = thread.valued(source, isAcquired);
  if (to.is === 'register') return [...before, { is: 'assign', register: to.name, value }];
  if (to.is !== 'location') throw new NotProjectable(`"${target}" cannot be assigned to`, thread.step);
  return [...before, evaluate(call(storeOf(to.isCounter, isReleased), { is: 'address', name: to.name }, value))];
}

function isBarrier(item: Item | undefined, step: string, order: 'acquire' | 'release'): boolean {
  return item?.step === step && isVerb(item.statement, 'barrier') && targetOf(item.statement) === order;
}

function isStore(item: Item | undefined, step: string, variables: Variables): boolean {
  if (item?.step !== step || item.statement.is !== 'assign') return false;
  return variables.of(item.statement.target, step).is === 'location';
}

/** Where the step stands in the mail: its id is `line:column`. */
function placed(statement: LitmusStatement, step: string): LitmusStatement {
  const match = /^(\d+):(\d+)$/.exec(step);
  if (match === null || statement.at) return statement;
  const at: Place = { line: Number(match[1]), column: Number(match[2]) };
  return { ...statement, at };
}
