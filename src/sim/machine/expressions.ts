import { printExpression } from '../../scenario/race/expressions.ts';
import type { Expression } from '../../scenario/types.ts';
import { applyBinary, applyUnary } from './actions/arithmetic.ts';
import { binary, constant, unary } from './actions/build.ts';
import type { Term } from './actions/types.ts';
import type { Access, Compiler } from './types.ts';

export type Compiled = { readonly value: Term; readonly text: string };

/** An expression in a message: names as they are. */
function readable(expression: Expression): string {
  return printExpression(expression, 0, (name) => (name === 'null' ? 'NULL' : name));
}

/** Compiles an expression to a term of the machine. A name that nothing declares is a problem at its place. */
export function compileExpression(expression: Expression, compiler: Compiler): Compiled {
  return { value: termOf(expression, compiler), text: readable(expression) };
}

function termOf(expression: Expression, compiler: Compiler): Term {
  switch (expression.is) {
    case 'number':
      return constant(expression.value);
    case 'name':
      return expression.name === 'null' ? constant(0) : resolveName(expression, compiler).value;
    case 'unary':
      return unary(expression.operator, termOf(expression.operand, compiler));
    case 'binary':
      return binary(expression.operator, termOf(expression.left, compiler), termOf(expression.right, compiler));
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

/** What an expression computes to, with values for its names. */
export function computed(expression: Expression, named: (name: string) => number): number {
  switch (expression.is) {
    case 'number':
      return expression.value;
    case 'name':
      return expression.name === 'null' ? 0 : named(expression.name);
    case 'unary':
      return applyUnary(expression.operator, computed(expression.operand, named));
    case 'binary':
      return applyBinary(expression.operator, computed(expression.left, named), computed(expression.right, named));
  }
}
