import { isVerb, namesOf, namesReadIn, verb } from '../../scenario/statements.ts';
import type { Lane, Scenario, ScenarioStep } from '../../scenario/types.ts';
import { lineOf, looksFor, newStep, withSteps } from '../edit.ts';
import type { Candidate, Fix } from './types.ts';

/** A place between two steps of a lane where a barrier may stand, and the weakest one that orders them. */
type Gap = {
  readonly lane: number;
  readonly after: number;
  readonly order: 'full' | 'read' | 'write';
  readonly text: string;
};

/** Places that are tried: pairs of them grow as their square. */
const MOST_GAPS = 8;
const PRIMITIVES = { full: 'smp_mb()', read: 'smp_rmb()', write: 'smp_wmb()' } as const;

/** A barrier between two accesses of one lane, or of two lanes one each. Whether it helps only a memory model can say. */
export const addBarrier: Fix = (scenario) => {
  if (!looksFor(scenario, 'reordering')) return [];
  const gaps = scenario.lanes.flatMap((lane, index) => gapsOf(lane, index, scenario)).slice(0, MOST_GAPS);
  const pairs = gaps.flatMap((first, at) =>
    gaps.slice(at + 1).flatMap((second) => (second.lane === first.lane ? [] : [[first, second]])),
  );
  return [...gaps.map((gap) => [gap]), ...pairs].map((chosen) => candidate(scenario, chosen));
};

function candidate(scenario: Scenario, gaps: readonly Gap[]): Candidate {
  // from the back, so that the places of those in front stay
  const changed = [...gaps]
    .sort((a, b) => b.after - a.after)
    .reduce((before, { lane, after, order }, index) => {
      const steps = before.lanes[lane]?.steps ?? [];
      const step = newStep(scenario, [verb('barrier', order)], PRIMITIVES[order], index);
      return withSteps(before, lane, [...steps.slice(0, after + 1), step, ...steps.slice(after + 1)]);
    }, scenario);
  return {
    kind: 'add-barrier',
    text: gaps.map(({ text }) => text).join(' and '),
    scenario: changed,
    size: gaps.length,
  };
}

function gapsOf(lane: Lane, index: number, scenario: Scenario): Gap[] {
  const shared = namesOfOthers(scenario, index);
  const accesses = lane.steps.flatMap((step, at) => {
    const access = accessOf(step, shared);
    return access === null ? [] : [{ step, at, access }];
  });
  return accesses.flatMap(({ step, at, access }, number): Gap[] => {
    const next = accesses[number + 1];
    if (next === undefined || lane.steps.slice(at, next.at + 1).some(hasBarrier)) return [];
    const order = access === next.access && access !== 'both' ? access : 'full';
    const [from, to] = [lineOf(step.id), lineOf(next.step.id)];
    const where = from === null || to === null ? '' : ` between lines ${from} and ${to}`;
    return [{ lane: index, after: at, order, text: `${PRIMITIVES[order]} in ${lane.name}${where}` }];
  });
}

const hasBarrier = ({ statements }: ScenarioStep): boolean => statements.some((each) => isVerb(each, 'barrier'));

/** What the other lanes access; constants are no accesses. */
function namesOfOthers({ lanes, declarations }: Scenario, lane: number): ReadonlySet<string> {
  const constants = new Set(declarations.filter(({ kind }) => kind === 'constant').map(({ name }) => name));
  const others = lanes.filter((_, index) => index !== lane).flatMap(({ steps }) => steps);
  const names = others.flatMap(({ statements }) => statements.flatMap(namesOf));
  return new Set(names.filter((each) => !constants.has(each)));
}

/** Whether a step reads or writes what is shared; null where it does neither. */
function accessOf({ statements }: ScenarioStep, shared: ReadonlySet<string>): 'read' | 'write' | 'both' | null {
  const writes = statements.some((each) => each.is === 'assign' && shared.has(each.target));
  const reads = statements.some((each) => namesReadIn(each).some((name) => shared.has(name)));
  if (writes && reads) return 'both';
  return writes ? 'write' : reads ? 'read' : null;
}
