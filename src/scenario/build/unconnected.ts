import type { Diagram } from '../../extract/types.ts';
import { targetOf } from '../statements.ts';
import type { Expression, Statement } from '../types.ts';
import type { Draft } from './draft.ts';

/** What each wait needs to be drawn elsewhere, to mean something here. */
const OTHER_SIDE: Readonly<Record<string, string>> = {
  'wait-completion': 'complete',
  'cancel-sync': 'begin',
  flush: 'begin',
  sleep: 'wake',
  wait: 'wake',
};

/**
 * Waits whose other side is not among the drawn steps: `hrtimer_cancel(&t)` where no lane is known to be the timer's function. They
 * may be just what excludes the failure, so they bar both verdicts; left in, they would block for good or do nothing.
 */
export function dropUnconnectedWaits(diagram: Diagram, draft: Draft): void {
  for (const [lane, steps] of draft.lanes.entries()) {
    for (const [at, step] of steps.entries()) {
      const kept = step.statements.filter((statement) => isConnected(statement, lane, draft));
      if (kept.length === step.statements.length) continue;
      (draft.lanes[lane] ?? [])[at] = { ...step, statements: kept };
      const cell = diagram.steps.find(({ id }) => id === step.id);
      if (cell) draft.doubt(cell, `what "${cell.text}" waits for is not among the drawn steps`);
    }
  }
}

/** Whether the other side of a wait is drawn; what is no wait is connected. */
export function isConnected(statement: Statement, lane: number, draft: Draft): boolean {
  if (statement.is === 'await') return canBecomeTrue(statement.condition, lane, draft);
  if (statement.is !== 'verb') return true;
  const needed = OTHER_SIDE[statement.verb];
  const target = targetOf(statement);
  // a flush of a page table waits for nobody
  if (needed === undefined || target === null || draft.declarations.get(target)?.kind === 'pte') return true;
  return draft.lanes.some((steps) =>
    steps.some((step) =>
      step.statements.some(
        (each) =>
          each.is === 'verb' && (each.verb === needed || each.verb === `${needed}-all`) && targetOf(each) === target,
      ),
    ),
  );
}

/** Whether another lane stores what a spinning or sleeping lane waits to see: for `x == v` that value, for `x != v` another one. */
function canBecomeTrue(condition: Expression, lane: number, draft: Draft): boolean {
  if (condition.is !== 'binary' || condition.left.is !== 'name') return true;
  const { left, operator, right } = condition;
  const stores = draft.lanes.flatMap((steps, other) =>
    other === lane
      ? []
      : steps.flatMap((step) =>
          step.statements.flatMap((each) => (each.is === 'assign' && each.target === left.name ? [each.value] : [])),
        ),
  );
  const isSame = (value: Expression) => JSON.stringify(value) === JSON.stringify(right);
  const isPlain = (value: Expression) => value.is === 'number' || value.is === 'name';
  if (operator === '==') return stores.some((value) => isSame(value) || !isPlain(value));
  if (operator === '!=') return stores.some((value) => !isSame(value));
  return stores.length > 0;
}
