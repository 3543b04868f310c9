import { namesInExpression } from './expressions.ts';
import type { Scenario, ScenarioStep, Statement } from './types.ts';

/** Whether only the order is looked for in which the mail tells that it fails: that it fails then is the mail's word. */
export const isTold = ({ goals }: Pick<Scenario, 'goals'>): boolean => goals.some(({ told }) => told);

/** The cell in which a run counts how far it has come in the told order. */
export const TOLD_ORDER = 'the drawn order so far';

/** The lane that fails does so behind what the others did, and did nothing before: no lock keeps lanes from coming one after the other. */
export function isToldOneAfterTheOther({ lanes }: Pick<Scenario, 'lanes'>): boolean {
  const statementsOf = ({ steps }: Scenario['lanes'][number]) => steps.flatMap(({ statements }) => statements);
  const failing = lanes.map(statementsOf).find((each) => each.some(isCheckOfOrder)) ?? [];
  return !failing.some((each) => each.is === 'assign' && each.target === TOLD_ORDER);
}

const isCheckOfOrder = (each: Statement): boolean =>
  each.is === 'check' && namesInExpression(each.condition).includes(TOLD_ORDER);

/** Steps that are drawn before the first one by which a told order goes; none where none is told. */
export function stepsBeforeToldOrder({ lanes, drawn, goals }: Scenario): readonly string[] {
  if (!isTold({ goals })) return [];
  const counting = new Set(lanes.flatMap(({ steps }) => steps.filter(counts).map(({ id }) => id)));
  return drawn.slice(
    0,
    Math.max(
      drawn.findIndex((id) => counting.has(id)),
      0,
    ),
  );
}

const counts = ({ statements }: ScenarioStep): boolean =>
  statements.some((each) => each.is === 'assign' && each.target === TOLD_ORDER);
