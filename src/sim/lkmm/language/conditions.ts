import type { Condition, LitmusValue, Observable, Quantifier } from '../types.ts';
import type { Cursor } from './cursor.ts';

/**
 * Reads the condition of a test; a name on the right of `=` is the address of that location.
 *
 *     0:r1=1 /\ (x=2 \/ ~1:r0=0) /\ 0:r2=1:r2 /\ not (y=1)
 */
export function readCondition(cursor: Cursor): Condition {
  return cursor.nested(() => {
    const left = readChoice(cursor);
    return cursor.accept('=>') ? { is: 'implies', left, right: readCondition(cursor) } : left;
  });
}

function readChoice(cursor: Cursor): Condition {
  const operands = [readConjunction(cursor)];
  while (cursor.accept('\\/') || cursor.accept('||')) operands.push(readConjunction(cursor));
  return operands.length === 1 ? (operands[0] as Condition) : { is: 'or', operands };
}

function readConjunction(cursor: Cursor): Condition {
  const operands = [readAtom(cursor)];
  while (cursor.accept('/\\') || cursor.accept('&&')) operands.push(readAtom(cursor));
  return operands.length === 1 ? (operands[0] as Condition) : { is: 'and', operands };
}

function readAtom(cursor: Cursor): Condition {
  if (cursor.accept('~') || cursor.accept('not')) {
    return { is: 'not', operand: cursor.nested(() => readAtom(cursor)) };
  }
  if (cursor.accept('(')) {
    const inner = readCondition(cursor);
    cursor.expect(')');
    return inner;
  }
  if (cursor.accept('true')) return { is: 'true' };
  if (cursor.accept('false')) return { is: 'false' };
  const left = readObservable(cursor);
  const isDifferent = cursor.accept('!=');
  // herd7 takes both for a comparison
  if (!isDifferent && !cursor.accept('==')) cursor.expect('=');
  return { is: isDifferent ? 'different' : 'equal', left, right: readRight(cursor) };
}

/** `x`, `[x]`, `*x`, `a[1]`, `0:r1`, `P0:r1`. */
export function readObservable(cursor: Cursor): Observable {
  if (cursor.accept('[')) {
    const { text } = cursor.name('a location');
    const name = readIndex(cursor, text);
    cursor.expect(']');
    return { is: 'location', name };
  }
  cursor.accept('*');
  if (cursor.isKind('number') && cursor.is(':', 1)) return readRegister(cursor, cursor.number());
  const { text } = cursor.name('a location or a register such as 0:r1');
  const thread = /^P(\d+)$/.exec(text)?.[1];
  if (thread !== undefined && cursor.is(':')) return readRegister(cursor, Number(thread));
  return { is: 'location', name: readIndex(cursor, text) };
}

function readRegister(cursor: Cursor, thread: number): Observable {
  cursor.expect(':');
  return { is: 'register', thread, name: cursor.name('the name of a register').text };
}

function readIndex(cursor: Cursor, name: string): string {
  if (!cursor.accept('[')) return name;
  const index = cursor.number('an index');
  cursor.expect(']');
  return elementName(name, index);
}

/** An element of an array is a location by itself. */
export function elementName(array: string, index: number): string {
  return index === 0 ? array : `${array}[${index}]`;
}

function readRight(cursor: Cursor): LitmusValue | Observable {
  if (cursor.isKind('number') && cursor.is(':', 1)) return readObservable(cursor);
  if (cursor.isKind('number') || cursor.is('-')) return cursor.number();
  if (cursor.isKind('name') && cursor.is(':', 1)) return readObservable(cursor);
  if (cursor.accept('*') || cursor.is('[')) return readObservable(cursor);
  return readAddress(cursor);
}

/** `&x`, `x`, `(void *)0`, a number. */
export function readAddress(cursor: Cursor): LitmusValue {
  if (cursor.accept('(')) {
    while (!cursor.accept(')')) {
      if (cursor.isKind('end')) cursor.fail('expected ")", but the test ends here');
      cursor.take();
    }
    return readAddress(cursor);
  }
  if (cursor.isKind('number') || cursor.is('-')) return cursor.number('a value');
  cursor.accept('&');
  const { text } = cursor.name('a value');
  if (text === 'NULL') return 0;
  return { addressOf: readIndex(cursor, text) };
}

/** `exists`, `~exists`, `forall`; null where none stands here. */
export function readQuantifier(cursor: Cursor): Quantifier | null {
  if (cursor.accept('exists')) return 'exists';
  if (cursor.accept('forall')) return 'forall';
  if ((cursor.is('~') || cursor.is('not')) && cursor.is('exists', 1)) {
    cursor.take();
    cursor.take();
    return 'not-exists';
  }
  return null;
}
