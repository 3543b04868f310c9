import type { BinaryOperator, Expression } from '../types.ts';
import type { Cursor } from './cursor.ts';
import { isPlainName } from './lexer.ts';

/** Binding strength, weakest first, as in C. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
];
const DEEPEST_NESTING = 50;

/** Reads an expression. Nesting deeper than 50 is refused, so that no input chooses the depth of the recursion. */
export function readExpression(cursor: Cursor, level = 0, depth = 0): Expression {
  if (depth > DEEPEST_NESTING) cursor.fail(`an expression nests deeper than ${DEEPEST_NESTING}`);
  const operators = LEVELS[level];
  if (operators === undefined) return readPrimary(cursor, depth);
  let left = readExpression(cursor, level + 1, depth);
  for (;;) {
    const operator = operators.find((each) => cursor.is(each));
    if (operator === undefined) return left;
    cursor.expect(operator);
    left = { is: 'binary', operator, left, right: readExpression(cursor, level + 1, depth) };
  }
}

/** A name, a number, `!x`, `-1` or `(x + 1)`: what an operand of a verb may be. */
export function readPrimary(cursor: Cursor, depth = 0): Expression {
  if (depth > DEEPEST_NESTING) cursor.fail(`an expression nests deeper than ${DEEPEST_NESTING}`);
  if (cursor.accept('!')) return { is: 'unary', operator: '!', operand: readPrimary(cursor, depth + 1) };
  if (cursor.accept('-')) return { is: 'unary', operator: '-', operand: readPrimary(cursor, depth + 1) };
  if (cursor.accept('(')) {
    const inner = readExpression(cursor, 0, depth + 1);
    cursor.expect(')');
    return inner;
  }
  const token = cursor.token;
  if (token?.kind === 'number') {
    cursor.take('a number');
    const value = Number(token.text);
    if (value > 0x7fffffff) cursor.fail(`the number ${token.text} is larger than 2147483647`, token.at);
    return { is: 'number', value };
  }
  const name = cursor.takeKind('word', 'a name or a number');
  return { is: 'name', name: name.text, at: name.at };
}

/** Prints so that reading gives the same expression: parentheses exactly where the levels need them. */
export function printExpression(expression: Expression, level = 0): string {
  switch (expression.is) {
    case 'number':
      return expression.value < 0 ? `(${expression.value})` : String(expression.value);
    case 'name':
      return printName(expression.name);
    case 'unary':
      return `${expression.operator}${printExpression(expression.operand, LEVELS.length)}`;
    case 'binary': {
      const own = LEVELS.findIndex((operators) => operators.includes(expression.operator));
      const text = `${printExpression(expression.left, own)} ${expression.operator} ${printExpression(expression.right, own + 1)}`;
      return own < level ? `(${text})` : text;
    }
  }
}

/** A name as the text form spells it: plain, or in backquotes (a backquote or line break inside is made `_`). */
export function printName(name: string): string {
  return isPlainName(name) ? name : `\`${name.replace(/[`\r\n]/g, '_')}\``;
}
