import type { Expression, LitmusStatement } from '../types.ts';
import type { Cursor } from './cursor.ts';
import { type Names, readCall, readExpression } from './expressions.ts';
import { LITMUS_LIMITS } from './limits.ts';

const LOOPS = new Set(['while', 'for', 'do', 'goto', 'switch']);

/** What one thread's statements are read with; `count` is how many were read. */
type Reading = { readonly cursor: Cursor; readonly names: Names; count: number };

/** Reads the body of a thread: `{ statement … }`. */
export function readBody(cursor: Cursor, names: Names): LitmusStatement[] {
  return readBlock({ cursor, names, count: 0 });
}

function readBlock(reading: Reading): LitmusStatement[] {
  const { cursor } = reading;
  cursor.expect('{');
  const statements: LitmusStatement[] = [];
  while (!cursor.accept('}')) {
    if (cursor.isKind('end')) cursor.fail('expected "}", but the test ends here');
    statements.push(...cursor.nested(() => readStatement(reading)));
  }
  return statements;
}

/** One statement of the text; none for `;` and a declaration without a value, several for `int a = 1, b = 2;`. */
function readStatement(reading: Reading): LitmusStatement[] {
  const { cursor, names } = reading;
  const { text, at } = cursor.peek();
  if (++reading.count > LITMUS_LIMITS.statements) cursor.limit(`more than ${LITMUS_LIMITS.statements} statements`);
  if (cursor.accept(';')) return [];
  if (cursor.is('{')) return readBlock(reading);
  if (LOOPS.has(text)) cursor.unsupported(`"${text}": a litmus test has no loops`);
  if (cursor.accept('if')) {
    cursor.expect('(');
    const condition = readExpression(cursor, names);
    cursor.expect(')');
    const body = readStatementOrBlock(reading);
    const otherwise = cursor.accept('else') ? readStatementOrBlock(reading) : [];
    return [{ is: 'if', condition, body, otherwise, at }];
  }
  if (isDeclaration(cursor)) return readDeclaration(reading);
  const statement = readSimple(cursor, names);
  cursor.expect(';');
  return [statement];
}

function readStatementOrBlock(reading: Reading): LitmusStatement[] {
  const { cursor } = reading;
  return cursor.nested(() => (cursor.is('{') ? readBlock(reading) : readStatement(reading)));
}

/** `int r1`, `struct foo *p`, `int *r0`: a name that another name, or stars and a name, follow. */
function isDeclaration(cursor: Cursor): boolean {
  if (!cursor.isKind('name')) return false;
  let ahead = 1;
  while (cursor.is('*', ahead)) ahead++;
  return cursor.isKind('name', ahead) && !(ahead > 1 && cursor.is('(', ahead));
}

function readDeclaration({ cursor, names }: Reading): LitmusStatement[] {
  while (cursor.isKind('name') && (cursor.isKind('name', 1) || cursor.is('*', 1))) cursor.take();
  const statements: LitmusStatement[] = [];
  do {
    while (cursor.accept('*'));
    const { text: register, at } = cursor.name('the name of a register');
    if (names.locations.has(register)) cursor.fail(`"${register}" is a parameter already`, at);
    if (cursor.is('[')) cursor.unsupported('arrays of registers');
    if (cursor.accept('=')) {
      statements.push({ is: 'assign', register, value: readExpression(cursor, names), at });
    }
  } while (cursor.accept(','));
  cursor.expect(';');
  return statements;
}

function readSimple(cursor: Cursor, names: Names): LitmusStatement {
  const { at } = cursor.peek();
  if (cursor.isKind('name') && cursor.is('(', 1)) {
    return { is: 'evaluate', expression: readCall(cursor, names, false), at };
  }
  const target = readExpression(cursor, names);
  const operator = ['+=', '-='].find((each) => cursor.is(each));
  if (operator !== undefined) {
    cursor.take();
    const by = readExpression(cursor, names);
    const value: Expression = {
      is: 'operation',
      operator: operator === '+=' ? '+' : '-',
      operands: [target, by],
    };
    return assignment(cursor, target, value, at);
  }
  const step = ['++', '--'].find((each) => cursor.is(each));
  if (step !== undefined) cursor.unsupported(`"${step}"`);
  if (cursor.accept('=')) return assignment(cursor, target, readExpression(cursor, names), at);
  return { is: 'evaluate', expression: target, at };
}

function assignment(
  cursor: Cursor,
  target: Expression,
  value: Expression,
  at: { readonly line: number; readonly column: number },
): LitmusStatement {
  if (target.is === 'register') return { is: 'assign', register: target.name, value, at };
  if (target.is === 'load') return { is: 'store', address: target.address, value, at };
  return cursor.fail('nothing can be assigned to this', at);
}
