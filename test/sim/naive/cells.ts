import { namesInExpression } from '../../../src/scenario/expressions.ts';
import type { Expression, Scenario, Statement } from '../../../src/scenario/types.ts';
import { type Did, evaluate, ON, type World } from '../naive-machine.ts';
import { nameOf } from './operands.ts';

/** What a lane read of a cell is old from now on, for all lanes but this one. */
export function noteWrite(world: World, lane: number, cell: string, scenario: Scenario): void {
  for (const other of scenario.lanes.keys()) if (other !== lane) world.unseen[`${other}/${cell}`] = 1;
}

/** `into` stands before the cell that takes what the verb gives, computed from all its other operands. */
export function resultOf({ operands }: Statement & { is: 'verb' }): { cell: string; from: string[] } | null {
  if (nameOf(operands.at(-2)) !== 'into' || operands.at(-1)?.is !== 'name') return null;
  const cell = nameOf(operands.at(-1));
  return { cell, from: operands.flatMap(namesInExpression).filter((name) => name !== cell) };
}

/** What the lane computes from `cell`, directly and by further names. */
export function computedFrom(cell: string, lane: number, scenario: Scenario): Set<string> {
  const names = new Set<string>();
  for (const statement of scenario.lanes[lane]?.steps.flatMap((step) => step.statements) ?? []) {
    const result = statement.is === 'verb' ? resultOf(statement) : null;
    const [to, from] =
      statement.is === 'assign'
        ? [statement.target, namesInExpression(statement.value)]
        : [result?.cell ?? cell, result?.from ?? []];
    if (to !== cell && from.some((name) => name === cell || names.has(name))) names.add(to);
  }
  return names;
}

type Update = { readonly now: number | null; readonly gives?: number };

/** Documentation/atomic_t.txt and atomic_bitops.txt by name: what the word becomes (null: it is not written) and what is given back. */
function update(verb: string, old: number, values: readonly number[]): Update | null {
  const [value = 0, other = 0] = values;
  const bit = 1 << value;
  switch (verb) {
    case 'inc':
      return { now: old + 1 };
    case 'dec':
      return { now: old - 1 };
    case 'atomic-add':
      if (values.length === 1) return { now: old + value };
      return old === other ? { now: null, gives: 0 } : { now: old + value, gives: 1 };
    case 'add-return':
      return { now: old + value, gives: old + value };
    case 'fetch-add':
      return { now: old + value, gives: old };
    case 'fetch-or':
      return { now: old | value, gives: old };
    case 'fetch-and':
      return { now: old & value, gives: old };
    case 'dec-and-test':
      return { now: old - 1, gives: old === 1 ? 1 : 0 };
    case 'inc-not-zero':
      return old === 0 ? { now: null, gives: 0 } : { now: old + 1, gives: 1 };
    case 'exchange':
      return { now: value, gives: old };
    case 'compare-exchange':
      return { now: old === value ? other : null, gives: old };
    case 'set-bit':
      return { now: old | bit };
    case 'clear-bit':
      return { now: old & ~bit };
    case 'change-bit':
      return { now: old ^ bit };
    case 'test-and-set-bit':
      return { now: old | bit, gives: (old >>> value) % 2 === 0 ? 0 : 1 };
    case 'test-and-clear-bit':
      return { now: old & ~bit, gives: (old >>> value) % 2 === 0 ? 0 : 1 };
    default:
      return null;
  }
}

const WORDS = ['to', 'into', 'of', 'with', 'from', 'unless'];

/** An atomic operation on a cell, or null where the verb is none. */
export function performOnCell(
  world: World,
  lane: number,
  statement: Statement & { is: 'verb' },
  scenario: Scenario,
): Did | null {
  const { verb, operands } = statement;
  const given = operands.filter((operand) => !WORDS.includes(nameOf(operand)));
  if (verb === 'test-bit') {
    const [bit, word] = given.map((each) => evaluate(world, each)) as [number, number];
    world.cells[nameOf(operands.at(-1))] = (word >> bit) & 1;
    return ON;
  }
  // barriers order nothing that is not ordered here; an access by an address is an access
  if (verb === 'barrier') return ON;
  if (nameOf(operands[1]) === 'through') {
    world.cells[nameOf(operands.at(-1))] = evaluate(world, operands[0] as Expression);
    return ON;
  }
  if (nameOf(operands[3]) === 'through') {
    const cell = nameOf(operands[2]);
    world.cells[cell] = evaluate(world, operands[0] as Expression);
    noteWrite(world, lane, cell, scenario);
    return ON;
  }
  const hasResult = resultOf(statement) !== null;
  const named = hasResult ? given.slice(0, -1) : given;
  const cellFirst = ['inc', 'dec', 'dec-and-test', 'inc-not-zero', 'exchange', 'compare-exchange'].includes(verb);
  const at = cellFirst ? 0 : 1;
  const cell = nameOf(named[at]);
  const values = named.filter((_, index) => index !== at).map((each: Expression) => evaluate(world, each));
  const done = update(verb, world.cells[cell] as number, values);
  if (done === null) return null;
  if (done.now !== null) {
    world.cells[cell] = done.now | 0;
    noteWrite(world, lane, cell, scenario);
  }
  if (done.gives !== undefined) world.cells[nameOf(operands.at(-1))] = done.gives;
  return ON;
}
