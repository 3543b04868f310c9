import { name } from './expressions.ts';
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
