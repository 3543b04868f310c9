import type { ScenarioVerdict } from '../../judge/types.ts';
import type { DrawnOrder } from '../../sim/types.ts';
import { bodyLine, lineOf } from '../story/sentences.ts';
import { mailFirst } from '../story/story.ts';
import type { JudgementJson } from './schema.ts';

/**
 * The part of the contract that a mail's drawing and a `.race` file share.
 * @param drawnLanes lanes 0 to drawnLanes - 1 are drawn; the actors behind them are implied
 * @param order the drawn order in a sentence
 */
export function judgementJson(judged: ScenarioVerdict, drawnLanes: number, order: string): JudgementJson {
  const { scenario, witness, outcome } = judged;
  return {
    actors: scenario.lanes.flatMap((lane, id) => {
      return id >= drawnLanes && lane.implied ? [{ id, name: lane.name, implied: true }] : [];
    }),
    failure: judged.failure,
    failures: scenario.goals.map((goal) => ({ failure: goal.failure, line: goalLine(goal), basis: goal.basis })),
    failureLine: failureLine(judged),
    drawnOrder: judged.drawnOrder.is,
    drawnOrderReason: order,
    blocked: blockedJson(judged.drawnOrder),
    verdict: judged.verdict,
    reason: judged.reason,
    why: judged.why.map(({ kind, text, lines }) => ({ kind, text, lines: [...lines] })),
    assumptions: judged.assumptions.map(({ text, line, basis }) => ({ text, line: bodyLine(line), basis })),
    unknown: judged.unknown.map(({ line, why, relevant }) => ({ line, why, relevant })),
    witness: (witness?.moves ?? []).map((move) => ({
      step: move.step,
      actor: move.lane,
      line: lineOf(move.step),
      text: move.text,
      state: move.changes.join('; '),
    })),
    // what only a weaker memory model shows has no token: it is no order of the steps
    replay: witness?.token || null,
    models: judged.models,
    explored: { states: outcome.states, complete: outcome.complete, bound: outcome.bound },
    fixes: mailFirst(judged.fixes).map(({ source, kind, text, verdict, reason }) => {
      return { source, kind, text, verdict, reason };
    }),
  };
}

type Place = { readonly line: number | null; readonly step: string | null };
const goalLine = (goal: Place): number | null => bodyLine(goal.line) ?? lineOf(goal.step);

/** Where the mail says that it shows; where it says nothing, the line at which the witness fails. */
function failureLine({ failure, scenario, witness }: ScenarioVerdict): number | null {
  const goal = scenario.goals.find((candidate) => candidate.failure === failure);
  return (goal === undefined ? null : goalLine(goal)) ?? lineOf(witness?.step ?? null);
}

function blockedJson(order: DrawnOrder): JudgementJson['blocked'] {
  if (order.is !== 'impossible' || order.blocker === null) return null;
  const { step, lane, on, holder, since } = order.blocker;
  return { step, actor: lane, on, holder, since: lineOf(since) };
}
