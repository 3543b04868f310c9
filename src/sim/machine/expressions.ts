import { printExpression } from '../../scenario/race/expressions.ts';
import type { BinaryOperator, Expression } from '../../scenario/types.ts';
import type { Access, Compiler, State } from './types.ts';

export type Compiled = {
  readonly get: (state: State) => number;
  readonly slots: readonly number[];
  readonly text: string;
};

const OPERATORS: Readonly<Record<BinaryOperator, (left: number, right: number) => number>> = {
  '==': (left, right) => (left === right ? 1 : 0),
  '!=': (left, right) => (left !== right ? 1 : 0),
  '<': (left, right) => (left < right ? 1 : 0),
  '<=': (left, right) => (left <= right ? 1 : 0),
  '>': (left, right) => (left > right ? 1 : 0),
  '>=': (left, right) => (left >= right ? 1 : 0),
  '&&': (left, right) => (left !== 0 && right !== 0 ? 1 : 0),
  '||': (left, right) => (left !== 0 || right !== 0 ? 1 : 0),
  '+': (left, right) => (left + right) | 0,
  '-': (left, right) => (left - right) | 0,
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
};

/** An expression in a message: names as they are. */
function readable(expression: Expression): string {
  return printExpression(expression, 0, (name) => (name === 'null' ? 'NULL' : name));
}

/** Compiles an expression to a function of the state. A name that nothing declares is a problem at its place. */
export function compileExpression(expression: Expression, compiler: Compiler): Compiled {
  switch (expression.is) {
    case 'number': {
      const { value } = expression;
      return { get: () => value, slots: [], text: String(value) };
    }
    case 'name': {
      if (expression.name === 'null') return { get: () => 0, slots: [], text: 'NULL' };
      const access = resolveName(expression, compiler);
      return { get: access.get, slots: access.slots, text: expression.name };
    }
    case 'unary': {
      const inner = compileExpression(expression.operand, compiler);
      const get =
        expression.operator === '!'
          ? (state: State) => (inner.get(state) === 0 ? 1 : 0)
          : (state: State) => -inner.get(state);
      return { get, slots: inner.slots, text: readable(expression) };
    }
    case 'binary': {
      const left = compileExpression(expression.left, compiler);
      const right = compileExpression(expression.right, compiler);
      const apply = OPERATORS[expression.operator];
      return {
        get: (state) => apply(left.get(state), right.get(state)),
        slots: [...left.slots, ...right.slots],
        text: readable(expression),
      };
    }
  }
}

/** The value that a name stands for: a declared thing, or `thing.field`. */
export function resolveName(expression: Extract<Expression, { is: 'name' }>, compiler: Compiler): Access {
  const { name, at } = expression;
  const entity = compiler.entity(name);
  if (entity) return entity.access ?? compiler.fail(at, `the ${entity.kind} "${name}" has no value`);
  const dot = name.lastIndexOf('.');
  const owner = dot > 0 ? compiler.entity(name.slice(0, dot)) : undefined;
  if (owner) {
    const field = name.slice(dot + 1);
    return owner.field?.(field) ?? compiler.fail(at, `the ${owner.kind} "${owner.name}" has no field "${field}"`);
  }
  return compiler.fail(at, name, 'race-unknown-name');
}
