import { TOLD_ORDER } from '../../../scenario/index.ts';
import type { Scenario, ScenarioStep, Statement } from '../../../scenario/types.ts';
import { mapLanes } from '../../edit.ts';

/**
 * The patched drawing is asked for what the drawing was asked for: its checks stand where they stood, its goals are the same, and what
 * might be made of the new rows by themselves is left out.
 */
export function askedTheSame(changed: Scenario, base: Scenario): Scenario {
  const asked = new Map(
    base.lanes.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.statements.some(isAsking) ? [[step.id, step] as const] : [])),
    ),
  );
  const given = new Set<string>();
  const asking = mapLanes(changed, (lane) => ({
    ...lane,
    steps: lane.steps.map((step): ScenarioStep => {
      const own = step.statements.filter((each) => !isAsking(each));
      const wanted = given.has(step.id) ? undefined : asked.get(step.id);
      given.add(step.id);
      const questions = wanted?.statements.filter(isAsking) ?? [];
      if (questions.length === 0) return own.length === step.statements.length ? step : { ...step, statements: own };
      // what is asked first is asked before the step does anything
      const isFirst = wanted?.statements[0] !== undefined && isAsking(wanted.statements[0]);
      return { ...step, statements: isFirst ? [...questions, ...own] : [...own, ...questions] };
    }),
  }));
  const known = new Set(asking.declarations.map(({ name }) => name));
  const missing = base.declarations.filter(({ name }) => isSeen(name) && !known.has(name));
  return { ...asking, declarations: [...asking.declarations, ...missing], goals: base.goals };
}

/** A check for a goal, or the look that it compares with. A second deletion is asked of every list_del, new ones too. */
const isAsking = (statement: Statement): boolean =>
  (statement.is === 'check' && statement.failure !== 'list-corruption') ||
  (statement.is === 'assign' && isSeen(statement.target));

const isSeen = (name: string): boolean => name === TOLD_ORDER || / as seen on line \d+$/.test(name);
