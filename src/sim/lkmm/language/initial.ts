import type { InitialValue, Observable } from '../types.ts';
import { elementName, readAddress } from './conditions.ts';
import type { Cursor } from './cursor.ts';

/** Writers of these around a value only say its type. */
const INITIALISERS = new Set(['ATOMIC_INIT', '__SPIN_LOCK_UNLOCKED', '__RCU_SPINLOCK']);

/**
 * Reads the initial state.
 *
 *     { x = 1; int y; int *p = &x; atomic_t v = ATOMIC_INIT(2); int a[2] = { 1, 2 }; 0:r1 = x; }
 */
export function readInitialState(cursor: Cursor): InitialValue[] {
  cursor.expect('{');
  const values: InitialValue[] = [];
  while (!cursor.accept('}')) {
    if (cursor.accept(';')) continue;
    if (cursor.isKind('end')) cursor.fail('expected "}" after the initial state, but the test ends here');
    values.push(...readItem(cursor));
    if (!cursor.is('}')) cursor.expect(';');
  }
  return values;
}

function readItem(cursor: Cursor): InitialValue[] {
  const type = readType(cursor);
  const typed = type === '' ? {} : { type };
  if (cursor.isKind('number')) {
    const thread = cursor.number();
    cursor.expect(':');
    const of: Observable = { is: 'register', thread, name: cursor.name('the name of a register').text };
    return [{ of, value: cursor.accept('=') ? readValue(cursor) : 0, ...typed }];
  }
  const isBracketed = cursor.accept('[');
  const { text: name } = cursor.name('a location');
  if (isBracketed) cursor.expect(']');
  const location = (at: number): Observable => ({ is: 'location', name: elementName(name, at) });
  if (cursor.accept('[')) {
    const size = cursor.is(']') ? null : cursor.number('a size');
    cursor.expect(']');
    return readArray(cursor, size, location).map((item) => ({ ...item, ...typed }));
  }
  return [{ of: location(0), value: cursor.accept('=') ? readValue(cursor) : 0, ...typed }];
}

function readArray(cursor: Cursor, size: number | null, location: (at: number) => Observable): InitialValue[] {
  const values: InitialValue[] = [];
  if (cursor.accept('=')) {
    cursor.expect('{');
    while (!cursor.accept('}')) {
      values.push({ of: location(values.length), value: readValue(cursor) });
      if (!cursor.is('}')) cursor.expect(',');
    }
  }
  if ((size ?? 0) > 64) cursor.limit('an array of more than 64 elements');
  while (values.length < (size ?? 0)) values.push({ of: location(values.length), value: 0 });
  return values;
}

/** The words before a name: `struct foo *`, `volatile int`. */
function readType(cursor: Cursor): string {
  const words: string[] = [];
  while (cursor.isKind('name') && (cursor.isKind('name', 1) || cursor.is('*', 1) || cursor.isKind('number', 1))) {
    words.push(cursor.take().text);
    while (cursor.accept('*')) words.push('*');
  }
  return words.join(' ').replace(/\* (?=\*)/g, '*');
}

function readValue(cursor: Cursor): InitialValue['value'] {
  if (cursor.isKind('name') && INITIALISERS.has(cursor.peek().text)) {
    cursor.take();
    cursor.expect('(');
    const value = cursor.is(')') ? 0 : readAddress(cursor);
    cursor.expect(')');
    return value;
  }
  return readAddress(cursor);
}
