import { stepsBeforeToldOrder } from '../scenario/index.ts';
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
    (each) => mayWait(each) && (isStuck || (before.includes(each.step) && AWAITS.test(each.why))),
  );
  return { bars: unmodelled.find((each) => !passed.includes(each)), passed };
}

/** A wait that may be for others keeps lanes from getting stuck no more than it is drawn to: they are drawn to go on behind it. */
const mayWait = ({ why }: Unknown): boolean =>
  /by its name it may wait|is ended by somebody who is not drawn/.test(why);

/** Waits for something to come, and not for others to be gone, which would keep them away from then on. */
const AWAITS = /^"\w*(?:wait_event|wait_for_completion)/;
