import { namesInExpression } from './expressions.ts';
import type { Scenario, Statement } from './types.ts';

/** Whether only the order is looked for in which the mail tells that it fails: that it fails then is the mail's word. */
export const isTold = ({ goals }: Pick<Scenario, 'goals'>): boolean => goals.some(({ told }) => told);

/** The cell in which a run counts how far it has come in the told order. */
export const TOLD_ORDER = 'the drawn order so far';

/** A run counts here how far it has come in the told order. */
export const countsToldOrder = (each: Statement): boolean => each.is === 'assign' && each.target === TOLD_ORDER;

/** The lane that fails does so behind what the others did, and did nothing before: no lock keeps lanes from coming one after the other. */
export function isToldOneAfterTheOther({ lanes }: Pick<Scenario, 'lanes'>): boolean {
  const statementsOf = ({ steps }: Scenario['lanes'][number]) => steps.flatMap(({ statements }) => statements);
  const failing = lanes.map(statementsOf).find((each) => each.some(isCheckOfOrder)) ?? [];
  return !failing.some(countsToldOrder);
}

const isCheckOfOrder = (each: Statement): boolean =>
  each.is === 'check' && namesInExpression(each.condition).includes(TOLD_ORDER);

/**
 * Steps that are drawn before the first one by which a told order goes, and play no part in it. None where no order is told, or where
 * the machine has a model of all that is drawn from there on: then it has the say, and what came before may matter to it.
 */
export function stepsBeforeToldOrder({ lanes, drawn, goals }: Scenario): readonly string[] {
  if (!isTold({ goals })) return [];
  const steps = new Map(lanes.flatMap((lane) => lane.steps.map((step) => [step.id, step])));
  const first = drawn.findIndex((id) => steps.get(id)?.statements.some(isOfOrder));
  const isModelled = drawn.slice(first).every((id) => steps.get(id)?.statements.some((each) => !isOfOrder(each)));
  return first <= 0 || isModelled ? [] : drawn.slice(0, first);
}

const isOfOrder = (each: Statement): boolean => countsToldOrder(each) || isCheckOfOrder(each);
