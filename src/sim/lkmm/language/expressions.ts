import { primitiveOf } from '../primitives/index.ts';
import type { OperandKind } from '../primitives/types.ts';
import type { Expression, Operator } from '../types.ts';
import type { Cursor } from './cursor.ts';

/** Which names of a thread are shared locations: its parameters. All others are its registers. */
export type Names = { readonly locations: ReadonlySet<string> };

/** Binary operators of C from the weakest to the strongest. */
const LEVELS: readonly (readonly Operator[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const TYPE_WORDS = new Set(['int', 'void', 'long', 'unsigned', 'struct', 'volatile', 'const', 'char', 'intptr_t']);

/** Reads an expression of C: numbers, registers, locations, plain loads, primitives that give a value, operators. */
export function readExpression(cursor: Cursor, names: Names, level = 0): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return cursor.nested(() => readUnary(cursor, names));
  let left = readExpression(cursor, names, level + 1);
  for (;;) {
    const operator = operators.find((each) => cursor.is(each));
    if (operator === undefined) return left;
    cursor.take();
    left = { is: 'operation', operator, operands: [left, readExpression(cursor, names, level + 1)] };
  }
}

function readUnary(cursor: Cursor, names: Names): Expression {
  if (cursor.accept('*')) return { is: 'load', address: readUnaryNested(cursor, names) };
  if (cursor.accept('!')) return { is: 'operation', operator: '!', operands: [readUnaryNested(cursor, names)] };
  if (cursor.accept('~')) return { is: 'operation', operator: '~', operands: [readUnaryNested(cursor, names)] };
  if (cursor.accept('-')) {
    const operand = readUnaryNested(cursor, names);
    if (operand.is === 'number') return { is: 'number', value: -operand.value };
    return { is: 'operation', operator: 'negative', operands: [operand] };
  }
  // `&x` of a parameter is the location itself, `&*x` is x
  if (cursor.accept('&')) return addressOf(readUnaryNested(cursor, names), cursor);
  if (cursor.is('(') && isCast(cursor)) {
    cursor.take();
    while (!cursor.accept(')')) cursor.take();
    return readUnaryNested(cursor, names);
  }
  if (cursor.accept('(')) {
    const inner = readExpression(cursor, names);
    cursor.expect(')');
    return inner;
  }
  if (cursor.isKind('number')) return { is: 'number', value: cursor.number() };
  if (cursor.isKind('name') && cursor.is('(', 1)) return readCall(cursor, names);
  const { text, at } = cursor.name('an expression');
  if (cursor.is('[')) return readElement(cursor, names, text);
  if (cursor.is('->') || cursor.is('.')) cursor.unsupported('members of structures', at);
  if (text === 'NULL') return { is: 'number', value: 0 };
  return names.locations.has(text) ? { is: 'address', name: text } : { is: 'register', name: text };
}

const readUnaryNested = (cursor: Cursor, names: Names): Expression => cursor.nested(() => readUnary(cursor, names));

/** `a[i]` is `*(a + i)`. */
function readElement(cursor: Cursor, names: Names, array: string): Expression {
  cursor.expect('[');
  const index = readExpression(cursor, names);
  cursor.expect(']');
  const base: Expression = names.locations.has(array)
    ? { is: 'address', name: array }
    : { is: 'register', name: array };
  return { is: 'load', address: { is: 'operation', operator: '+', operands: [base, index] } };
}

function addressOf(of: Expression, cursor: Cursor): Expression {
  if (of.is === 'load') return of.address;
  if (of.is === 'address') return of;
  return cursor.unsupported('the address of a register');
}

/** `(int)`, `(void *)`, `(struct foo *)`: an opening parenthesis that a type follows. */
function isCast(cursor: Cursor): boolean {
  const { kind, text } = cursor.peek(1);
  return kind === 'name' && (TYPE_WORDS.has(text) || text.endsWith('_t'));
}

/** A call of a primitive. One that gives no value is refused where a value is wanted. */
export function readCall(cursor: Cursor, names: Names, wantsValue = true): Expression {
  const name = cursor.take();
  const primitive = primitiveOf(name.text);
  if (primitive === undefined) cursor.unsupported(`the primitive ${name.text}()`, name.at);
  if (wantsValue && !primitive.gives) cursor.fail(`${name.text}() gives no value`, name.at);
  cursor.expect('(');
  const operands = primitive.operands.map((kind, index) => {
    if (index > 0) cursor.expect(',');
    return readOperand(cursor, names, kind);
  });
  cursor.expect(')');
  return { is: 'call', primitive: name.text, operands, at: name.at };
}

function readOperand(cursor: Cursor, names: Names, kind: OperandKind): Expression {
  const { at } = cursor.peek();
  const operand = readExpression(cursor, names);
  if (kind !== 'lvalue') return operand;
  if (operand.is !== 'load') cursor.fail('expected a location such as *x', at);
  return operand.address;
}
