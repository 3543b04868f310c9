import type { Term, TermOperator } from '../machine/actions/types.ts';

/** Prints a term; `nameOf` gives a slot's variable. Values are integers of 32 bits on both sides. */
export function printTerm(term: Term, nameOf: (slot: number) => string): string {
  return print(term, 0, nameOf);
}

/** The operators' strength as in C; the bit operators, which C binds where nobody expects it, always stand in parentheses. */
const STRENGTH: Readonly<Record<TermOperator, number>> = {
  '||': 1, '&&': 2, '|': 3, '^': 3, '&': 3, '==': 6, '!=': 6, '<': 7, '<=': 7, '>': 7, '>=': 7, '<<': 8, '>>': 8, '+': 9, '-': 9,
}; // biome-ignore format: a table
const BITS: ReadonlySet<string> = new Set(['|', '^', '&', '<<', '>>']);
const STRONGEST = 10;

function print(term: Term, outside: number, nameOf: (slot: number) => string): string {
  switch (term.is) {
    case 'constant':
      return printNumber(term.value, outside);
    case 'slot':
      return nameOf(term.slot);
    case 'unary': {
      const operand = print(term.operand, STRONGEST, nameOf);
      // `--x` is another operator
      return operand.startsWith('-') ? `${term.operator}(${operand})` : `${term.operator}${operand}`;
    }
    case 'binary': {
      const { operator } = term;
      const strength = STRENGTH[operator];
      const isBits = BITS.has(operator);
      const left = print(term.left, isBits ? STRONGEST : strength, nameOf);
      const right =
        operator === '<<' || operator === '>>'
          ? printShift(term.right, nameOf)
          : print(term.right, isBits ? STRONGEST : strength + (operator === '&&' || operator === '||' ? 0 : 1), nameOf);
      const whole = `${left} ${operator} ${right}`;
      return strength < outside || (isBits && outside > 2) ? `(${whole})` : whole;
    }
  }
}

/** The machine shifts by the last five bits of the number, as JavaScript does; C leaves other numbers undefined. */
function printShift(by: Term, nameOf: (slot: number) => string): string {
  if (by.is === 'constant') return String(by.value & 31);
  return `(${print(by, STRONGEST, nameOf)} & 31)`;
}

function printNumber(value: number, outside: number): string {
  // the smallest integer has no literal in C
  if (value === -(2 ** 31)) return '(-2147483647 - 1)';
  return value < 0 && outside >= STRENGTH['+'] ? `(${value})` : String(value);
}
