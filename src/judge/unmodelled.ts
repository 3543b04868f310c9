import { isTold, stepsBeforeToldOrder } from '../scenario/index.ts';
import type { Scenario, Unknown } from '../scenario/types.ts';

export type Unmodelled = {
  /** What may exclude that which the machine allows, or the other way round: it bars both verdicts. */
  readonly bars: Unknown | undefined;
  /** What may wait for others, and is over by then. */
  readonly passed: readonly Unknown[];
};

/**
 * The steps that the machine has no model of.
 * @param isStuck what is looked for is that lanes get stuck behind their drawn rows, and they do
 */
export function unmodelledIn(scenario: Scenario, isStuck = false): Unmodelled {
  const before = stepsBeforeToldOrder(scenario);
  const unmodelled = scenario.unknown.filter((each) => each.unmodelled);
  const passed = unmodelled.filter(
    (each) =>
      (mayWait(each) && (isStuck || (before.includes(each.step) && AWAITS.test(each.why)))) ||
      (isTold(scenario) && isDrawnToWait(each, scenario)),
  );
  return { bars: unmodelled.find((each) => !passed.includes(each)), passed };
}

/**
 * A step that others come behind, all that they do, before its own lane goes on: what it may wait for is drawn to come meanwhile.
 *
 *     wait for the cook
 *                              cook_done(cook)
 *     ring(bell)
 */
function isDrawnToWait({ step, why }: Unknown, { lanes, drawn, goals }: Scenario): boolean {
  const own = lanes.findIndex(({ steps }) => steps.some(({ id }) => id === step));
  const isOwn = (id: string) => lanes[own]?.steps.some((each) => each.id === id) === true;
  const fails = drawn.indexOf(goals[0]?.step ?? '');
  const behind = drawn.slice(drawn.indexOf(step) + 1, fails + 1);
  const goesOn = behind.findIndex(isOwn);
  if (own < 0 || goesOn <= 0 || !behind.slice(goesOn).every(isOwn)) return false;
  const texts = lanes.flatMap(({ steps }) => steps.filter(({ id }) => behind.slice(0, goesOn).includes(id)));
  return !ENDED_ELSEWHERE.test(why) || texts.some(({ text }) => WAKES.test(text));
}

const ENDED_ELSEWHERE = /is ended by somebody who is not drawn/;
const WAKES = /wak(?:e|ing)|notif|signal|complet/i;

/** A wait that may be for others keeps lanes from getting stuck no more than it is drawn to: they are drawn to go on behind it. */
const mayWait = ({ why }: Unknown): boolean => /by its name it may wait/.test(why) || ENDED_ELSEWHERE.test(why);

/** Waits for something to come, and not for others to be gone, which would keep them away from then on. */
const AWAITS = /^"\w*(?:wait_event|wait_for_completion)/;
