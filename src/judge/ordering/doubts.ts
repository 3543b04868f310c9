import { namesOf } from '../../scenario/statements.ts';
import type { Lane, Scenario, ScenarioStep, Unknown } from '../../scenario/types.ts';

/**
 * The first step that is not understood and could keep a reordering from being: a barrier, a lock, a wait between the accesses.
 *
 *     // frob is set up          what is told in front of all accesses is over before them
 *     foo = frob_alloc(…)      calls that give what the first store stores are over before it
 *     WRITE_ONCE(a, foo);
 *     frob_flush();            stands between accesses: it could order them
 *     WRITE_ONCE(b, 1);
 *     frob_done();             behind the last access of its lane nothing is left to order
 */
export function couldForbid(scenario: Scenario): Unknown | undefined {
  return scenario.unknown
    .filter((each) => each.relevant || each.unmodelled)
    .find((each) => !each.ordersLess && !standsAside(each, scenario));
}

function standsAside({ step, unmodelled }: Unknown, scenario: Scenario): boolean {
  const index = scenario.lanes.findIndex(({ steps }) => steps.some(({ id }) => id === step));
  const lane = scenario.lanes[index];
  if (lane === undefined) return false;
  const shared = sharedWith(index, scenario);
  const accesses = lane.steps.map((each) =>
    each.statements.some((statement) => namesOf(statement).some((of) => shared.has(of))),
  );
  const first = lane.steps.findIndex(({ id }) => id === step);
  const last = lane.steps.findLastIndex(({ id }) => id === step);
  if (accesses.lastIndexOf(true) < first) return first > 0 || !unmodelled;
  if (unmodelled) return false;
  if (first < accesses.indexOf(true) && isTold(lane, first)) return true;
  return last === first && accesses.indexOf(true) === first && givesWhatIsStored(lane, first);
}

/** A comment that tells what has been done before, and names nothing that could be held from there on. */
function isTold({ steps }: Lane, at: number): boolean {
  const { text } = steps[at] as ScenarioStep;
  return /^\/[/*]/.test(text) && !/lock|mutex|sem|wait|sync|barrier|irq|preempt|disable|flush/i.test(text);
}

/** `box->lid = frob_make(…)` */
function givesWhatIsStored({ steps }: Lane, at: number): boolean {
  const { text, statements } = steps[at] as ScenarioStep;
  return /^[\w>.[\]-]+ = \w+ ?\(.*\);?$/.test(text) && statements.every((each) => each.is === 'assign');
}

/** The variables that another lane accesses too. */
function sharedWith(index: number, { lanes, declarations }: Scenario): ReadonlySet<string> {
  const cells = new Set(declarations.filter(({ kind }) => kind === 'cell').map(({ name }) => name));
  const others = lanes.filter((_, at) => at !== index).flatMap(({ steps }) => steps.flatMap((each) => each.statements));
  return new Set(others.flatMap(namesOf).filter((name) => cells.has(name)));
}
