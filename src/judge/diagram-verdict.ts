import type { Diagram } from '../extract/types.ts';
import type { BuildContext } from '../scenario/index.ts';
import type { Scenario } from '../scenario/types.ts';
import type { JudgeOptions } from './scenario-verdict.ts';
import type { ScenarioVerdict } from './types.ts';

/**
 * The verdict of a drawing. A `flat` drawing may give its steps to lanes in several ways; each is run, and the verdict is determinate
 * only if they agree.
 */
export function judgeDiagram(
  diagram: Diagram,
  context: BuildContext,
  options: JudgeOptions,
  judge: (scenario: Scenario, options: JudgeOptions) => ScenarioVerdict,
  build: (diagram: Diagram, context: BuildContext) => Scenario,
): ScenarioVerdict {
  const first = judge(build(diagram, context), options);
  for (const [index, lanes] of diagram.alternatives.entries()) {
    const other = judge(build(withLanes(diagram, lanes), context), options);
    if (other.verdict === first.verdict && other.failure === first.failure) continue;
    const reason = `The drawing's columns are lost, and its steps can be given to lanes in ${diagram.alternatives.length + 1} ways that do not agree: way 1 ${first.verdict}, way ${index + 2} ${other.verdict}.`;
    return { ...first, verdict: 'undetermined', reason, why: [], witness: null, fixes: [] };
  }
  return first;
}

function withLanes(diagram: Diagram, lanes: readonly number[]): Diagram {
  return {
    ...diagram,
    alternatives: [],
    steps: diagram.steps.map((step, index) => ({ ...step, lane: lanes[index] ?? step.lane })),
  };
}
