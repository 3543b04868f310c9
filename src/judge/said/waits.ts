import type { Claim } from '../../extract/types.ts';
import { isVerb, targetOf } from '../../scenario/statements.ts';
import type { Lane, Scenario, Statement } from '../../scenario/types.ts';
import { escaped } from '../claims/locks.ts';
import { mapLanes } from '../edit.ts';
import { judgeScenario } from '../scenario-verdict.ts';
import type { JudgeOptions, ScenarioVerdict } from '../types.ts';

/**
 * A drawing that its mail denies since a lane cannot be in the wait that is drawn: without that wait nothing fails, so it is refuted, and
 * rests on that line.
 *
 *     This is impossible, the oven must be hot then, so the cook cannot be waiting at oven_wait.
 *
 * @param judged the drawing as it is drawn: it reproduces
 * @param grounds what the denial rests on
 */
export function refutedBySaidWait(
  judged: ScenarioVerdict,
  grounds: readonly Claim[],
  options: JudgeOptions,
): ScenarioVerdict | null {
  const said = grounds.find(({ text }) => CANNOT_WAIT.test(text));
  const place = CANNOT_WAIT.exec(said?.text ?? '')?.[1];
  if (said === undefined || place === undefined) return null;
  const texts = grounds.map(({ text }) => text).join(' ');
  const without = withoutWait(judged.scenario, place, texts);
  if (without === null) return null;
  const tried = judgeScenario(without.scenario, options);
  const { complete, witnesses } = tried.outcome;
  if (!complete || witnesses.length > 0 || tried.unknown.some(({ relevant }) => relevant)) return null;
  const { failure } = judged;
  const text = `${without.lane} cannot be waiting there, as line ${said.line} says`;
  return {
    ...tried,
    drawnOrder: judged.drawnOrder,
    verdict: 'refuted',
    reason: `${text}: without that wait no execution shows ${failure}, with it ${failure} reproduces.`,
    why: [{ kind: 'wait', text, lines: [said.line] }],
    failure,
    witness: null,
    fixes: [],
    assumptions: [...tried.assumptions, { text, line: said.line, basis: 'shown' }],
  };
}

/** "that thread cannot be waiting at @oven_wait" */
const CANNOT_WAIT =
  /\b(?:can ?not|can't|can never|never) be (?:waiting|blocked|sleeping|stuck) (?:at|on|in|for) @?([A-Za-z_]\w*(?:(?:->|\.)\w+)*)/;

/** The wait of that name, else the only one of a lane that is spoken of, where letters stand for names ("wait A"); null where there is none. */
function withoutWait(scenario: Scenario, place: string, texts: string): { scenario: Scenario; lane: string } | null {
  const named = new RegExp(`(?<!\\w)${escaped(place)}(?!\\w)`);
  const isNamed = (each: Statement) => isWait(each) && named.test(targetOf(each) ?? '');
  const isSpokenOf = ({ name }: Lane) => {
    const [word = ''] = /[a-z]\w{3,}/i.exec(name) ?? [];
    return word !== '' && new RegExp(`(?<!\\w)${word}(?!\\w)`, 'i').test(texts);
  };
  const waiting = (is: (each: Statement) => boolean) =>
    scenario.lanes.filter(({ steps }) => steps.some(({ statements }) => statements.some(is)));
  const byName = waiting(isNamed);
  const lanes = byName.length > 0 ? byName : waiting(isPlaceholder).filter(isSpokenOf);
  const [lane] = lanes;
  if (lane === undefined || lanes.length > 1) return null;
  const isGone = byName.length > 0 ? isNamed : isPlaceholder;
  const waits = new Set(lane.steps.flatMap(({ statements }) => statements.filter(isGone).map(targetOf)));
  if (waits.size !== 1) return null;
  const changed = mapLanes(scenario, (each) =>
    each === lane
      ? {
          ...each,
          steps: each.steps.map((step) => ({ ...step, statements: step.statements.filter((one) => !isGone(one)) })),
        }
      : each,
  );
  return { scenario: changed, lane: lane.name };
}

const isWait = (each: Statement): boolean => isVerb(each, 'wait-completion', 'prepare-wait', 'sleep', 'wait');

const isPlaceholder = (each: Statement): boolean => isWait(each) && /^[A-Z](?: \(|$)/.test(targetOf(each) ?? '');
