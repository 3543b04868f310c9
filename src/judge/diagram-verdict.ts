import type { Diagram } from '../extract/types.ts';
import { problemMessage } from '../problem-texts.ts';
import { ProblemError } from '../problems.ts';
import { type BuildContext, buildScenario, isTold } from '../scenario/index.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Outcome } from '../sim/types.ts';
import { leftOpen } from './left-open.ts';
import { judgeScenario } from './scenario-verdict.ts';
import type { JudgeOptions, ScenarioVerdict } from './types.ts';

/**
 * The verdict of a drawing. A `flat` drawing may give its steps to lanes in several ways; each is run, and the verdict is determinate
 * only if they agree.
 */
export function judgeDiagram(diagram: Diagram, context: BuildContext, options: JudgeOptions): ScenarioVerdict {
  const first = judgeShownOrTold(diagram, context, options);
  for (const [index, lanes] of diagram.alternatives.entries()) {
    const other = judgeShownOrTold(withLanes(diagram, lanes), context, options);
    if (other.verdict === first.verdict && other.failure === first.failure) continue;
    const ways = diagram.alternatives.length + 1;
    const reason = `The drawing's columns are lost, and its steps can be given to lanes in ${ways} ways that do not agree: way 1 ${first.verdict}, way ${index + 2} ${other.verdict}.`;
    return leftOpen(first, reason);
  }
  return first;
}

/**
 * Looks for what the steps show to be wrong. Where they show too little of it to decide, whether the order can come about in which the mail
 * tells that it goes wrong may still be decided.
 */
function judgeShownOrTold(diagram: Diagram, context: BuildContext, options: JudgeOptions): ScenarioVerdict {
  const shown = judgeReading(diagram, context, options);
  if (shown.verdict !== 'undetermined' || diagram.kind !== 'race') return shown;
  const scenario = buildScenario(diagram, { ...context, asTold: { shaped: shown.failure } });
  if (!isTold(scenario)) return shown;
  const told = judgeBuilt(scenario, options);
  return told.verdict === 'undetermined' ? shown : told;
}

function judgeReading(diagram: Diagram, context: BuildContext, options: JudgeOptions): ScenarioVerdict {
  const judged = judgeBuilt(buildScenario(diagram, context), options);
  // what an interleaving ends with as well is no question about order: any outcome is, then
  const isAsked = (diagram.outcomes ?? []).length > 0 && judged.failure === 'reordering';
  return isAsked && judged.models.sc === 'reproduces'
    ? judgeReading({ ...diagram, outcomes: [] }, context, options)
    : judged;
}

/** A scenario that cannot be run is the builder's fault, not the mail's: the drawing is undetermined, and the rest goes on. */
function judgeBuilt(scenario: Scenario, options: JudgeOptions): ScenarioVerdict {
  try {
    return judgeScenario(scenario, options);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const why = problemMessage(error.problem);
    return {
      scenario,
      verdict: 'undetermined',
      reason: `The drawing could not be turned into something that runs: ${why}.`,
      why: [],
      models: { sc: 'undetermined' },
      failure: scenario.goals[0]?.failure ?? null,
      drawnOrder: { is: 'unknown', why },
      witness: null,
      assumptions: scenario.assumptions,
      unknown: scenario.unknown,
      outcome: NOT_RUN,
      fixes: [],
    };
  }
}

const NOT_RUN: Outcome = {
  complete: false,
  bound: null,
  states: 0,
  transitions: 0,
  ends: 0,
  bytes: 0,
  witnesses: [],
  reached: new Set(),
  finished: [],
  finishes: false,
};

function withLanes(diagram: Diagram, lanes: readonly number[]): Diagram {
  return {
    ...diagram,
    alternatives: [],
    steps: diagram.steps.map((step, index) => ({ ...step, lane: lanes[index] ?? step.lane })),
  };
}
