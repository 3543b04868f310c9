import type { Claim, Diagram } from '../../extract/types.ts';
import type { Scenario } from '../../scenario/types.ts';
import { lanesNamed, lockNamed } from '../claims/locks.ts';
import { drawnLanes, holdAcross } from '../fixes/hold-lock.ts';
import { judgeScenario } from '../scenario-verdict.ts';
import type { JudgeOptions, ScenarioVerdict } from '../types.ts';

/**
 * A drawing that its mail denies, and says by which lock: with that lock held where the mail says so, it is refuted, and rests on that.
 *
 *     CPU1 takes quay->lock before the store, and CPU0 only drops quay->lock after counting the ship, so this cannot happen.
 *
 * Null where no lock is named, or where it does not exclude the failure.
 * @param judged the drawing as it is drawn: it reproduces
 * @param grounds what the denial rests on
 */
export function refutedBySaidLock(
  judged: ScenarioVerdict,
  grounds: readonly Claim[],
  diagram: Diagram,
  options: JudgeOptions,
): ScenarioVerdict | null {
  for (const ground of grounds) {
    const lock = lockOf(ground, judged.scenario);
    if (lock === null) continue;
    const same = grounds.filter((each) => lockOf(each, judged.scenario) === lock);
    const lanes = [...new Set(same.flatMap((each) => lanesOf(each, judged.scenario, diagram)))];
    const held = judgeScenario(holdAcross(judged.scenario, lock, lanes), options);
    if (held.verdict === 'refuted') return restingOn({ lock, lanes, line: ground.line }, held, judged);
  }
  return null;
}

function lockOf({ content }: Claim, scenario: Scenario): string | null {
  return content.is === 'hold-lock' && content.mode === 'exclusive' ? lockNamed(content.lock, scenario) : null;
}

/** The lanes that a sentence names, or whose calls it names; all where it names none. */
function lanesOf({ text }: Claim, scenario: Scenario, { steps }: Diagram): number[] {
  const called = new Set([...text.matchAll(/(\w+)\s*\(/g)].map(([, name]) => name));
  const calling = steps.filter((step) => [...step.text.matchAll(/\w+/g)].some(([word]) => called.has(word)));
  const named = [...new Set([...lanesNamed(text, scenario), ...calling.map(({ lane }) => lane)])];
  return named.length > 0 ? named : drawnLanes(scenario);
}

type Said = { readonly lock: string; readonly lanes: readonly number[]; readonly line: number };

function restingOn({ lock, lanes, line }: Said, held: ScenarioVerdict, { failure, scenario }: ScenarioVerdict) {
  const names = lanes.map((lane) => scenario.lanes[lane]?.name).join(' and ');
  const name = /^(?:lock|mutex|semaphore)$/.test(lock) ? `the ${lock}` : lock;
  const across = `hold${lanes.length > 1 ? '' : 's'} ${name} across what is drawn, as line ${line} says`;
  return {
    ...held,
    reason: `With ${name} held by ${names} across what is drawn, as line ${line} says, no execution shows ${failure}; without it ${failure} reproduces.`,
    why: [{ kind: 'lock' as const, text: `${name} is held by ${names} (line ${line})`, lines: [line], held: lock }],
    assumptions: [...held.assumptions, { text: `${names} ${across}`, line, basis: 'shown' as const }],
  };
}
