import type { BinaryOperator, Expression } from '../types.ts';
import type { Cursor } from './cursor.ts';
import { isPlainName, isReserved } from './lexer.ts';
import { quoted } from './quotes.ts';

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
/** Stated limits, so that no input chooses the depth of a recursion. */
const DEEPEST_NESTING = 200;
const MOST_OPERATORS = 500;

/** Reads an expression. Nesting deeper than 200 is refused, and so are more than 500 operators in a line. */
export function readExpression(cursor: Cursor, level = 0, depth = 0): Expression {
  if (depth > DEEPEST_NESTING) cursor.fail(`an expression nests deeper than ${DEEPEST_NESTING}`);
  const operators = LEVELS[level];
  if (operators === undefined) return readPrimary(cursor, depth);
  let left = readExpression(cursor, level + 1, depth);
  for (;;) {
    const operator = operators.find((each) => cursor.is(each));
    if (operator === undefined) return left;
    cursor.expect(operator);
    if (++cursor.operators > MOST_OPERATORS) cursor.fail(`a line has more than ${MOST_OPERATORS} operators`);
    left = { is: 'binary', operator, left, right: readExpression(cursor, level + 1, depth) };
  }
}

/** A name, a number, `!x`, `-1` or `(x + 1)`: what an operand of a verb may be. */
export function readPrimary(cursor: Cursor, depth = 0): Expression {
  if (depth > DEEPEST_NESTING) cursor.fail(`an expression nests deeper than ${DEEPEST_NESTING}`);
  if (cursor.accept('!')) return { is: 'unary', operator: '!', operand: readPrimary(cursor, depth + 1) };
  if (cursor.accept('-')) {
    if (cursor.token?.kind === 'number') return { is: 'number', value: 0 - readNumber(cursor, -LEAST) };
    return { is: 'unary', operator: '-', operand: readPrimary(cursor, depth + 1) };
  }
  if (cursor.accept('(')) {
    const inner = readExpression(cursor, 0, depth + 1);
    cursor.expect(')');
    return inner;
  }
  if (cursor.token?.kind === 'number') return { is: 'number', value: readNumber(cursor, MOST) };
  const name = cursor.takeKind('word', 'a name or a number');
  return { is: 'name', name: name.text, at: name.at };
}

const MOST = 0x7fffffff;
const LEAST = -0x80000000;

function readNumber(cursor: Cursor, most: number): number {
  const token = cursor.take('a number');
  const value = Number(token.text);
  if (value > most) cursor.fail(`the number ${token.text} is larger than ${most}`, token.at);
  return value;
}

/** Prints so that reading gives the same expression: parentheses exactly where the levels need them. */
export function printExpression(
  expression: Expression,
  level = 0,
  spell: (name: string) => string = printName,
): string {
  switch (expression.is) {
    case 'number':
      return String(expression.value);
    case 'name':
      return spell(expression.name);
    case 'unary': {
      const { operator, operand } = expression;
      const text = printExpression(operand, LEVELS.length, spell);
      // `-5` is a number, and `--` a symbol of its own
      const isApart =
        operator === '-' && (operand.is === 'number' || (operand.is === 'unary' && operand.operator === '-'));
      return isApart ? `-(${text})` : `${operator}${text}`;
    }
    case 'binary': {
      const own = LEVELS.findIndex((operators) => operators.includes(expression.operator));
      const left = printExpression(expression.left, own, spell);
      const text = `${left} ${expression.operator} ${printExpression(expression.right, own + 1, spell)}`;
      return own < level ? `(${text})` : text;
    }
  }
}

/** A name as the text form spells it: plain, or in backquotes. */
export function printName(name: string): string {
  return isPlainName(name) ? name : quoted(name, '`');
}

/** A verb or an option: words joined by hyphens stand as they are. */
export function printWord(word: string): string {
  return /^[A-Za-z_]\w*(?:-[A-Za-z_]\w*)*$/.test(word) && !isReserved(word) ? word : quoted(word, '`');
}
