import type { Effect, Term } from '../actions/types.ts';
import type { Program } from '../program.ts';
import { BLOCKED, fails, LEAVES, OK } from '../types.ts';
import { fits, type Layout, type Width } from './layout.ts';
import { OVERFLOWS } from './types.ts';

/**
 * A step's effects as JavaScript on a packed row, which runs some ten times as fast as the interpreter's closures. For
 *
 *     12:1 lock L            function () { if (r1[9] === 0) { r1[9] = 1; } else { return BLOCKED; } r1[0] = 5; return OK; }
 *
 * `r1`, `r2`, `r4` are the row in bytes, half-words and words. The text consists of numbers and fixed words only: no name or text
 * of a scenario ever gets into it.
 */
export function stepSource(program: Program, layout: Layout, lane: number, index: number): string {
  const step = program.lanes[lane]?.steps[index];
  const goOn = (to: number) => `${place(layout, lane)} = ${to}; return ${OK};`;
  const body = step ? effectsSource(step.effects, { layout, goOn, stay: `return ${OK};` }) : '';
  return `function () { ${body} ${goOn(index + 1)} }`;
}

type Surroundings = { readonly layout: Layout; readonly goOn: (to: number) => string; readonly stay: string };

function effectsSource(effects: readonly Effect[], surroundings: Surroundings): string {
  return effects.map((effect) => effectSource(effect, surroundings)).join(' ');
}

function effectSource(effect: Effect, surroundings: Surroundings): string {
  const { layout, goOn, stay } = surroundings;
  switch (effect.do) {
    case 'set':
      return assignment(effect.slot, effect.value, layout);
    case 'when': {
      const otherwise = effectsSource(effect.otherwise, surroundings);
      const then = effectsSource(effect.then, surroundings);
      return `if (${truth(effect.condition, layout)}) { ${then} }${otherwise === '' ? '' : ` else { ${otherwise} }`}`;
    }
    case 'block':
      return `return ${BLOCKED};`;
    case 'leave':
      return `return ${LEAVES};`;
    case 'stay':
      return stay;
    case 'fail':
      return `return ${fails(effect.failure)};`;
    case 'jump':
      return goOn(effect.to);
  }
}

function assignment(slot: number, value: Term, layout: Layout): string {
  const width = layout.widths[slot] as Width;
  const target = place(layout, slot);
  if (alwaysFits(value, width, layout)) return `${target} = ${source(value, layout)};`;
  const shift = 32 - 8 * width;
  return `{ const v = ${source(value, layout)}; if (v !== v << ${shift} >> ${shift}) return ${OVERFLOWS + slot}; ${target} = v; }`;
}

/** Whether every value of the term has so many bytes, as far as its form shows. */
function alwaysFits(term: Term, width: Width, layout: Layout): boolean {
  if (width === 4) return true;
  switch (term.is) {
    case 'constant':
      return fits(term.value, width);
    case 'slot':
      return (layout.widths[term.slot] as Width) <= width;
    case 'unary':
      return term.operator === '!' || (term.operator === '~' && alwaysFits(term.operand, width, layout));
    case 'binary':
      switch (term.operator) {
        case '+':
        case '-':
        case '<<':
          return false;
        case '&':
        case '|':
        case '^':
          return alwaysFits(term.left, width, layout) && alwaysFits(term.right, width, layout);
        case '>>':
          return alwaysFits(term.left, width, layout);
        default:
          return true;
      }
  }
}

/** The term as an integer. */
function source(term: Term, layout: Layout): string {
  switch (term.is) {
    case 'constant':
      return `(${term.value})`;
    case 'slot':
      return place(layout, term.slot);
    case 'unary':
      return term.operator === '!'
        ? `(${truth(term, layout)} ? 1 : 0)`
        : `(${term.operator}${source(term.operand, layout)} | 0)`;
    case 'binary':
      return isTruth(term.operator)
        ? `(${truth(term, layout)} ? 1 : 0)`
        : `(${source(term.left, layout)} ${term.operator} ${source(term.right, layout)} | 0)`;
  }
}

/** The term as a condition of JavaScript. */
function truth(term: Term, layout: Layout): string {
  if (term.is === 'unary' && term.operator === '!') return `!(${truth(term.operand, layout)})`;
  if (term.is === 'binary' && (term.operator === '&&' || term.operator === '||'))
    return `(${truth(term.left, layout)} ${term.operator} ${truth(term.right, layout)})`;
  if (term.is === 'binary' && isTruth(term.operator)) {
    const operator = term.operator === '==' ? '===' : term.operator === '!=' ? '!==' : term.operator;
    return `(${source(term.left, layout)} ${operator} ${source(term.right, layout)})`;
  }
  return `(${source(term, layout)} !== 0)`;
}

function isTruth(operator: string): boolean {
  return ['==', '!=', '<', '<=', '>', '>=', '&&', '||'].includes(operator);
}

function place(layout: Layout, slot: number): string {
  return `r${layout.widths[slot]}[${layout.offsets[slot]}]`;
}
