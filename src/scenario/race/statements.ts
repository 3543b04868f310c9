import { FAILURES, type Failure } from '../../extract/types.ts';
import type { Expression, Statement } from '../types.ts';
import type { Cursor } from './cursor.ts';
import { printExpression, printName, printWord, readExpression, readPrimary } from './expressions.ts';

/** Reads `a; b; c` up to the end of the line: what happens at once. */
export function readStatements(cursor: Cursor): Statement[] {
  const statements: Statement[] = [];
  do {
    if (cursor.done) break;
    const statement = readStatement(cursor);
    if (statement) statements.push(statement);
  } while (cursor.accept(';'));
  if (!cursor.done) cursor.fail(`expected ";" or the end of the line${cursor.found()}`);
  return statements;
}

function readStatement(cursor: Cursor): Statement | null {
  const at = cursor.position;
  if (cursor.accept('pass')) return null;
  if (cursor.accept('noted')) return { is: 'noted', condition: readExpression(cursor), at };
  if (cursor.accept('await')) return { is: 'await', condition: readExpression(cursor), at };
  if (cursor.accept('check')) {
    const condition = readExpression(cursor);
    cursor.expect('else');
    return { is: 'check', condition, failure: readFailure(cursor), at };
  }
  if (cursor.accept('if')) {
    const condition = readExpression(cursor);
    cursor.expect('goto');
    return { is: 'if', condition, goto: cursor.stepId('a step of this lane, or "end"'), at };
  }
  const head = cursor.hyphenated('a statement');
  const assigned = readAssignment(cursor, head);
  if (assigned) return { is: 'assign', target: head, value: assigned, at };
  const operands: Expression[] = [];
  while (!cursor.done && !cursor.is(';')) {
    // `wait wq until x == 1`: the condition is one operand
    const isUntil = cursor.is('until');
    operands.push(readPrimary(cursor));
    if (isUntil) operands.push(readExpression(cursor));
    cursor.accept(',');
  }
  return { is: 'verb', verb: head, operands, at };
}

function readAssignment(cursor: Cursor, target: string): Expression | null {
  const old: Expression = { is: 'name', name: target };
  const one: Expression = { is: 'number', value: 1 };
  if (cursor.accept('=')) return readExpression(cursor);
  if (cursor.accept('++')) return { is: 'binary', operator: '+', left: old, right: one };
  if (cursor.accept('--')) return { is: 'binary', operator: '-', left: old, right: one };
  if (cursor.accept('+=')) return { is: 'binary', operator: '+', left: old, right: readExpression(cursor, 6) };
  if (cursor.accept('-=')) return { is: 'binary', operator: '-', left: old, right: readExpression(cursor, 6) };
  return null;
}

export function readFailure(cursor: Cursor): Failure {
  const at = cursor.position;
  const word = cursor.hyphenated('a failure');
  const failure = FAILURES.find((each) => each === word);
  return failure ?? cursor.fail(`"${word}" is no failure: one of ${FAILURES.join(', ')}`, at);
}

export function printStatements(statements: readonly Statement[]): string {
  return statements.length === 0 ? 'pass' : statements.map(printStatement).join('; ');
}

function printStatement(statement: Statement): string {
  switch (statement.is) {
    case 'assign':
      return `${printName(statement.target)} = ${printExpression(statement.value)}`;
    case 'noted':
    case 'await':
      return `${statement.is} ${printExpression(statement.condition)}`;
    case 'check':
      return `check ${printExpression(statement.condition)} else ${statement.failure}`;
    case 'if':
      return `if ${printExpression(statement.condition)} goto ${statement.goto}`;
    case 'verb':
      return [
        printWord(statement.verb),
        ...statement.operands.map((operand, i) => printOperand(statement.operands, operand, i)),
      ].join(' ');
  }
}

function printOperand(operands: readonly Expression[], operand: Expression, index: number): string {
  if (isUntil(operands, index)) return 'until';
  if (isUntil(operands, index - 1)) return printExpression(operand);
  const text = printExpression(operand);
  // behind a condition a sign would join it
  const comma = isUntil(operands, index - 2) ? ', ' : '';
  return `${comma}${operand.is === 'binary' ? `(${text})` : text}`;
}

/** The word between a queue and its condition. A name that is spelled so and has no operand behind it is only a name. */
function isUntil(operands: readonly Expression[], index: number): boolean {
  const operand = operands[index];
  const isWord = operand?.is === 'name' && operand.name === 'until';
  return isWord && index + 1 < operands.length && !isUntil(operands, index - 1);
}
