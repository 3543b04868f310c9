import { name, namesInExpression } from './expressions.ts';
import type { Expression, Statement } from './types.ts';

/** The statement of a verb; operands that are strings are names. */
export function verb(head: string, ...operands: readonly (string | Expression)[]): Statement {
  return {
    is: 'verb',
    verb: head,
    operands: operands.map((operand) => (typeof operand === 'string' ? name(operand) : operand)),
  };
}

/** Whether a statement is one of these verbs of a primitive. */
export function isVerb(statement: Statement, ...verbs: readonly string[]): statement is Statement & { is: 'verb' } {
  return statement.is === 'verb' && verbs.includes(statement.verb);
}

/** The first operand's name: the lock of a `lock`, the pointer of a `free`. Null where there is none. */
export function targetOf(statement: Statement): string | null {
  const first = statement.is === 'verb' ? statement.operands[0] : undefined;
  return first?.is === 'name' ? first.name : null;
}

/** Every name that a statement reads or works on; of an assignment not what it assigns to. */
export function namesReadIn(statement: Statement): string[] {
  switch (statement.is) {
    case 'assign':
      return namesInExpression(statement.value);
    case 'verb':
      return statement.operands.flatMap(namesInExpression);
    default:
      return namesInExpression(statement.condition);
  }
}

/** Every name that a statement reads, writes or works on. */
export function namesOf(statement: Statement): string[] {
  return statement.is === 'assign' ? [statement.target, ...namesReadIn(statement)] : namesReadIn(statement);
}
