import { evaluate, type Term } from '../paths/terms.ts';
import type { Condition, LitmusValue, Observable } from '../types.ts';
import type { Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { isObservable, numberOf, type Program } from './program.ts';

/** Gives the value of something in an execution; NaN where it is not known yet. */
export type Look = (execution: Execution, isWhole: boolean) => number;

/** How to find the value of an observable in the executions of a frame. */
export function look(observable: Observable, frame: Frame, program: Program): Look {
  if (observable.is === 'location') {
    const location = program.locations.indexOf(observable.name);
    return (execution, isWhole) => (isWhole ? finalValue(execution, location, program) : Number.NaN);
  }
  const term: Term = frame.layouts[observable.thread]?.path.registers.get(observable.name) ?? 0;
  if (typeof term === 'number') return () => term;
  const offset = frame.offsets[observable.thread] ?? 0;
  return ({ values }) => evaluate(term, values, offset);
}

function finalValue(execution: Execution, location: number, { initial }: Program): number {
  const write = execution.lastWrite(location);
  const event = execution.frame.events[write];
  if (event === undefined) return initial[location] as number;
  return evaluate(event.stored, execution.values, event.offset);
}

/** 1 where a condition holds, 0 where it does not, NaN where that is not known yet. */
export function conditionLook(condition: Condition, frame: Frame, program: Program): Look {
  const right = (value: LitmusValue | Observable): Look => {
    if (isObservable(value)) return look(value, frame, program);
    const number = numberOf(value, program);
    return () => number;
  };
  switch (condition.is) {
    case 'true':
      return () => 1;
    case 'false':
      return () => 0;
    case 'equal':
    case 'different': {
      const first = look(condition.left, frame, program);
      const second = right(condition.right);
      const isEqual = condition.is === 'equal';
      return (execution, isWhole) => {
        const [left, other] = [first(execution, isWhole), second(execution, isWhole)];
        if (Number.isNaN(left) || Number.isNaN(other)) return Number.NaN;
        return (left === other) === isEqual ? 1 : 0;
      };
    }
    case 'not': {
      const operand = conditionLook(condition.operand, frame, program);
      return (execution, isWhole) => 1 - operand(execution, isWhole);
    }
    case 'and':
    case 'or': {
      const operands = condition.operands.map((operand) => conditionLook(operand, frame, program));
      // of `and` one 0 decides, of `or` one 1
      const decisive = condition.is === 'and' ? 0 : 1;
      return (execution, isWhole) => {
        let result = 1 - decisive;
        for (const operand of operands) {
          const value = operand(execution, isWhole);
          if (value === decisive) return decisive;
          if (Number.isNaN(value)) result = Number.NaN;
        }
        return result;
      };
    }
    case 'implies': {
      const { left, right: conclusion } = condition;
      return conditionLook({ is: 'or', operands: [{ is: 'not', operand: left }, conclusion] }, frame, program);
    }
  }
}
