import type { Assumption, Scenario } from '../scenario/types.ts';
import { drawnOrder, explore } from '../sim/index.ts';
import type { DrawnOrder } from '../sim/types.ts';
import { lineOf } from './edit.ts';
import { judgeOrdering } from './ordering/index.ts';
import { withoutWitness } from './refutation.ts';
import { chooseWitness, withWitness } from './reproduction.ts';
import type { Decided, JudgeOptions, Models, ScenarioVerdict } from './types.ts';

/**
 * The verdict of a scenario, without fixes. `reproduces` comes with a witness; `refuted` only after every execution was
 * explored, everything relevant is understood, the lanes can finish, and taking a constraint away brings the failure.
 */
export function judgeScenario(scenario: Scenario, options: JudgeOptions): ScenarioVerdict {
  const outcome = explore(scenario, options);
  const order = trusted(drawnOrder(scenario, options.bounds), scenario);
  const witness = chooseWitness(scenario.goals, outcome.witnesses);
  const sequential =
    witness === null ? withoutWitness(scenario, outcome, order, options) : withWitness(scenario, witness, order);
  const ordering = witness === null ? judgeOrdering(scenario, outcome, sequential, options) : null;
  const { isUnexplained: _, restsOn = [], ...decided } = ordering?.decided ?? sequential;
  return {
    scenario,
    outcome,
    drawnOrder: order,
    assumptions: [
      ...scenario.assumptions,
      ...restsOn,
      ...(ordering?.taken ?? []).map((text): Assumption => ({ text, line: null, basis: 'assumed' })),
    ],
    unknown: scenario.unknown,
    fixes: [],
    models: ordering?.models ?? modelsOf(sequential),
    failure: witness?.failure ?? scenario.goals[0]?.failure ?? null,
    ...decided,
  };
}

/** What an interleaving shows every machine can do; what none shows a machine that reorders might. */
function modelsOf({ verdict }: Decided): Models {
  return verdict === 'reproduces' ? { sc: verdict, tso: verdict, lkmm: verdict } : { sc: verdict };
}

/**
 * An order that seems impossible because a noted fact is false in it: the drawing's author says that it was true, so it is more likely
 * that the drawing leaves something out than that its order cannot run. A test in the code is another matter, where all is understood.
 */
function trusted(order: DrawnOrder, scenario: Scenario): DrawnOrder {
  if (order.is !== 'impossible' || order.contradicted === null) return order;
  const steps = scenario.lanes.flatMap((lane) => lane.steps.filter((step) => step.id === order.step));
  const isTest = steps.some(
    (step) => /^\W*(?:if|while)\b/.test(step.text) || step.statements.some((statement) => statement.is === 'if'),
  );
  if (isTest && !scenario.unknown.some((each) => each.relevant)) return order;
  return {
    is: 'unknown',
    why: `line ${lineOf(order.step) ?? order.step} says "${order.contradicted}", which as far as the drawing is understood does not hold there`,
  };
}
