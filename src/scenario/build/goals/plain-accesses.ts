import { namesInExpression, renameInExpression } from '../../expressions.ts';
import { namesOf, verb } from '../../statements.ts';
import type { ScenarioStep, Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';

/**
 * Where a data race is looked for, the variables that lanes share are accessed as the drawing shows it: in plain C, or marked.
 *
 *     fan->speed = 3;                       write 3 to fan->speed
 *     speed = READ_ONCE(fan->speed);        read-once fan->speed into speed
 *     if (fan->speed)                       read fan->speed into a cell of its own, which is tested
 *
 * A plain access takes its time, so it is an atomic step of its own (src/sim/machine/primitives/plain.ts).
 */
export function declarePlainAccesses(draft: Draft): void {
  for (const [cell, { kind }] of [...draft.declarations]) {
    if (kind !== 'cell' || !isShared(cell, draft) || !draft.lanes.flat().every((step) => isPlainly(step, cell)))
      continue;
    draft.declarations.set(cell, { kind: 'plain', values: [], options: [] });
    for (const [lane, steps] of draft.lanes.entries())
      draft.lanes[lane] = steps.flatMap((step) => withAccesses(step, cell, draft));
  }
}

/** Functions that mark an access, so that the compiler leaves it whole. */
const MARKED =
  /\b(?:READ_ONCE|WRITE_ONCE|smp_load_acquire|smp_store_release|rcu_dereference\w*|rcu_assign_pointer|atomic\w*|data_race)\s*\(/;

const isWrite = (each: Statement, cell: string): boolean => each.is === 'assign' && each.target === cell;

/** Two lanes access it, and one of them writes. */
function isShared(cell: string, draft: Draft): boolean {
  const lanes = draft.lanes.filter((steps) =>
    steps.some(({ statements }) => statements.some((each) => namesOf(each).includes(cell))),
  );
  return (
    lanes.length > 1 && draft.lanes.flat().some(({ statements }) => statements.some((each) => isWrite(each, cell)))
  );
}

/** Only stores, loads and tests: nothing that needs the place as a whole (what a verb works on, a read-modify-write). */
function isPlainly({ statements }: ScenarioStep, cell: string): boolean {
  return statements.every((each) => {
    if (!namesOf(each).includes(cell)) return true;
    if (each.is === 'verb') return false;
    return !(isWrite(each, cell) && each.is === 'assign' && namesInExpression(each.value).includes(cell));
  });
}

function withAccesses(step: ScenarioStep, cell: string, draft: Draft): ScenarioStep[] {
  const mark = MARKED.test(step.text) ? '-once' : '';
  const parts: Statement[][] = [[]];
  const access = (statement: Statement) => parts.push([statement], []);
  for (const each of step.statements) {
    if (each.is === 'assign' && each.target === cell) access(verb(`write${mark}`, each.value, 'to', cell));
    else if (each.is === 'assign' && each.value.is === 'name' && each.value.name === cell)
      access(verb(`read${mark}`, cell, 'into', each.target));
    else if (each.is !== 'verb' && namesOf(each).includes(cell)) {
      const seen = draft.declare('cell', `seen@${step.id.replace(':', '_')}`, [{ is: 'number', value: 0 }]);
      access(verb(`read${mark}`, cell, 'into', seen));
      parts.at(-1)?.push(readingInstead(each, cell, seen));
    } else parts.at(-1)?.push(each);
  }
  const filled = parts.filter((part) => part.length > 0);
  return filled.length === 0 ? [step] : filled.map((statements) => ({ ...step, statements }));
}

/** The statement with what was read in the place of the cell. */
function readingInstead(each: Exclude<Statement, { is: 'verb' }>, cell: string, seen: string): Statement {
  return each.is === 'assign'
    ? { ...each, value: renameInExpression(each.value, cell, seen) }
    : { ...each, condition: renameInExpression(each.condition, cell, seen) };
}
