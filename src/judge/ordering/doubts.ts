import { namesOf } from '../../scenario/statements.ts';
import type { Lane, Scenario, ScenarioStep, Unknown } from '../../scenario/types.ts';

/**
 * The first step that is not understood and could keep a reordering from being: a barrier, a lock, a wait between the accesses.
 *
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
  return !unmodelled && last === first && accesses.indexOf(true) === first && givesWhatIsStored(lane, first);
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
