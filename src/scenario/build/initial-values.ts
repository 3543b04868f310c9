import { name, number } from '../expressions.ts';
import type { Expression, Statement } from '../types.ts';
import type { Draft } from './draft.ts';

const MOST_DOMAINS = 6;

/**
 * Initial values that the mail does not give. A pointer leads to its object, unless the drawing is what sets it; a cell that is compared
 * with constants may start with any of them, or with something else; all others start at 0, or, where 0 is stored to them, at
 * something that no row stores: what a drawing shows being written was something else before.
 */
export function settleInitialValues(draft: Draft): void {
  const statements = draft.lanes.flat().flatMap((step) => step.statements);
  let domains = 0;
  for (const [each, declared] of draft.declarations) {
    if (declared.kind === 'object') settleReferences(draft, each, statements);
    if (declared.kind !== 'cell' || declared.values.length > 0) continue;
    if (each.startsWith('listed(')) {
      declared.values.push(number(firstValue(each, statements) === 1 ? 0 : 1));
      continue;
    }
    const object = objectBehind(draft, each);
    if (object !== null) {
      declared.values.push(isPublished(each, object, statements) ? number(0) : name(object));
      continue;
    }
    const counted = countedFrom(each, statements);
    if (counted !== null) {
      declared.values.push(number(counted));
      draft.assume(`${each} starts at ${counted}, as many as are counted down`, null, 'assumed');
      continue;
    }
    const compared = comparedValues(each, statements, (other) => draft.declarations.get(other)?.kind === 'constant');
    if (compared.length === 0 || isAssignedFirst(draft, each) || domains >= MOST_DOMAINS) {
      const start = unlikeStored(each, statements);
      if (start > 0) draft.assume(`${each} starts as something else than is stored to it`, null, 'assumed');
      declared.values.push(number(start));
    } else {
      domains++;
      declared.values.push(...compared);
      draft.assume(
        `${each} may start as ${compared.map((value) => (value.is === 'number' ? value.value : value.is === 'name' ? value.name : '?')).join(' or ')}`,
        null,
        'assumed',
      );
    }
  }
}

/** The object that a pointer cell leads to at the start. */
function objectBehind(draft: Draft, cell: string): string | null {
  const found = draft.symbols.objects.find(({ pointers }) => pointers.includes(cell));
  return found && draft.declarations.get(found.name)?.kind === 'object' ? found.name : null;
}

/** The drawing stores the object into the pointer and nothing reads it before: it starts as NULL. */
function isPublished(cell: string, object: string, statements: readonly Statement[]): boolean {
  const stores = statements.filter((each) => each.is === 'assign' && each.target === cell);
  const allocates = statements.some(
    (each) =>
      each.is === 'verb' &&
      each.verb === 'alloc' &&
      each.operands.some((operand) => operand.is === 'name' && operand.name === object),
  );
  return (
    allocates ||
    (stores.length > 0 &&
      stores.every((each) => each.is === 'assign' && each.value.is === 'name' && each.value.name === object))
  );
}

/** References: as many as the puts drop, so that the last of them frees: the fewest that an object in use can have. */
function settleReferences(draft: Draft, object: string, statements: readonly Statement[]): void {
  const declared = draft.declarations.get(object);
  if (declared === undefined || declared.options.length > 0) return;
  const puts = statements.filter(
    (each) =>
      each.is === 'verb' && each.verb === 'put' && each.operands.some((operand) => leadsTo(draft, operand, object)),
  );
  const gets = statements.filter(
    (each) =>
      each.is === 'verb' && /^get/.test(each.verb) && each.operands.some((operand) => leadsTo(draft, operand, object)),
  );
  if (puts.length === 0) return;
  const count = Math.max(1, puts.length - gets.length);
  declared.options.push({ word: 'refs', value: number(count) });
  draft.assume(
    `${object} starts with ${count === 1 ? 'one reference' : `${count} references`}, so that the drawn puts drop the last`,
    null,
    'assumed',
  );
}

function leadsTo(draft: Draft, operand: Expression, object: string): boolean {
  return operand.is === 'name' && (operand.name === object || objectBehind(draft, operand.name) === object);
}

/**
 * A counter that is only counted up and down, and down at least once: it holds what is dropped, and at least one. Null for other cells.
 */
function countedFrom(cell: string, statements: readonly Statement[]): number | null {
  let sum = 0;
  let drops = 0;
  for (const statement of statements) {
    if (statement.is !== 'assign' || statement.target !== cell) continue;
    const { value } = statement;
    const isStep =
      value.is === 'binary' &&
      (value.operator === '+' || value.operator === '-') &&
      value.left.is === 'name' &&
      value.right.is === 'number';
    if (!isStep || value.right.is !== 'number') return null;
    sum += value.operator === '-' ? value.right.value : -value.right.value;
    if (value.operator === '-') drops++;
  }
  return drops === 0 ? null : Math.max(1, sum);
}

/** The smallest number that no row stores to the cell. */
function unlikeStored(cell: string, statements: readonly Statement[]): number {
  const stored = new Set(
    statements.map((each) =>
      each.is === 'assign' && each.target === cell && each.value.is === 'number' ? each.value.value : null,
    ),
  );
  let free = 0;
  while (stored.has(free)) free++;
  return free;
}

/** Every lane that reads the cell has assigned it before: its initial value is never seen. */
function isAssignedFirst(draft: Draft, cell: string): boolean {
  return draft.lanes.every((steps) => {
    for (const statement of steps.flatMap((step) => step.statements)) {
      if (JSON.stringify(statement).includes(JSON.stringify(cell)))
        return (
          statement.is === 'assign' &&
          statement.target === cell &&
          !JSON.stringify(statement.value).includes(JSON.stringify(cell))
        );
    }
    return true;
  });
}

/** What conditions compare the cell with, or what was loaded from it, and one value beside, so that either outcome is possible. */
function comparedValues(
  cell: string,
  statements: readonly Statement[],
  isConstant: (name: string) => boolean,
): Expression[] {
  const values = new Map<string, Expression>();
  const copies = statements.flatMap((each) =>
    each.is === 'assign' && each.value.is === 'name' && each.value.name === cell ? [each.target] : [],
  );
  const isIt = (each: Expression): boolean => each.is === 'name' && (each.name === cell || copies.includes(each.name));
  const visit = (expression: Expression): void => {
    if (expression.is === 'unary') visit(expression.operand);
    if (isIt(expression)) add(number(0));
    if (expression.is !== 'binary') return;
    const sides = [expression.left, expression.right];
    const other = sides.find((side) => side.is === 'number' || (side.is === 'name' && !isIt(side)));
    if (sides.some(isIt)) {
      if (other?.is === 'number' || (other?.is === 'name' && isConstant(other.name))) add(other);
    } else for (const side of sides) visit(side);
  };
  const add = (value: Expression) => values.set(JSON.stringify(value), value);
  // what a check compares is the failure, and says nothing of how it begins
  for (const statement of statements)
    if ('condition' in statement && statement.is !== 'check') visit(statement.condition);
  for (const statement of statements) {
    for (const operand of statement.is === 'verb' && statement.verb === 'wait' ? statement.operands : [])
      visit(operand);
  }
  if (values.size === 0) return [];
  const numbers = [...values.values()].flatMap((value) => (value.is === 'number' ? [value.value] : []));
  const beside = numbers.includes(0) ? 1 : 0;
  if (!numbers.includes(beside)) add(number(beside));
  // what a lane waits to see is not there yet, as a completion is not done yet
  const awaited = statements.flatMap((each) => awaitedBy(each));
  const open = [...values.values()].filter((value) => !awaited.some((condition) => holdsFor(condition, cell, value)));
  return (open.length > 0 ? open : [...values.values()]).slice(0, 4);
}

/** The conditions that a statement waits for. */
function awaitedBy(statement: Statement): Expression[] {
  if (statement.is === 'await') return [statement.condition];
  const condition = statement.is === 'verb' && statement.verb === 'wait' ? statement.operands.at(-1) : undefined;
  return condition === undefined ? [] : [condition];
}

/** Whether a comparison of the cell with a plain value is true where the cell is `value`. */
function holdsFor(condition: Expression, cell: string, value: Expression): boolean {
  if (condition.is !== 'binary' || condition.left.is !== 'name' || condition.left.name !== cell) return false;
  const isSame = JSON.stringify(condition.right) === JSON.stringify(value);
  return condition.operator === '==' ? isSame : condition.operator === '!=' ? !isSame : false;
}

function firstValue(cell: string, statements: readonly Statement[]): number | null {
  const first = statements.find((each) => each.is === 'assign' && each.target === cell);
  return first?.is === 'assign' && first.value.is === 'number' ? first.value.value : null;
}
