import { isVerb } from '../../scenario/statements.ts';
import type { Lane, Scenario, ScenarioStep } from '../../scenario/types.ts';
import { lineOf, namesOf, newStep, withSteps } from '../edit.ts';
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
  if (!scenario.goals.some(({ failure }) => failure === 'reordering')) return [];
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
      const barrier = { is: 'verb', verb: 'barrier', operands: [{ is: 'name', name: order }] } as const;
      const step = newStep(scenario, [barrier], PRIMITIVES[order], index);
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
  const shared = (step: ScenarioStep) => accessOf(step, index, scenario);
  const accesses = lane.steps.flatMap((step, at) =>
    shared(step) === null ? [] : [{ step, at, access: shared(step) }],
  );
  return accesses.flatMap(({ step, at, access }, number): Gap[] => {
    const next = accesses[number + 1];
    if (next === undefined || lane.steps.slice(at, next.at + 1).some(hasBarrier)) return [];
    const order = access === next.access && access !== 'both' ? (access ?? 'full') : 'full';
    const [from, to] = [lineOf(step.id), lineOf(next.step.id)];
    const where = from === null || to === null ? '' : ` between lines ${from} and ${to}`;
    return [{ lane: index, after: at, order, text: `${PRIMITIVES[order]} in ${lane.name}${where}` }];
  });
}

const hasBarrier = ({ statements }: ScenarioStep): boolean => statements.some((each) => isVerb(each, 'barrier'));

/** Whether a step reads or writes what other lanes access too; null where it does neither. */
function accessOf({ statements }: ScenarioStep, lane: number, { lanes }: Scenario): 'read' | 'write' | 'both' | null {
  const others = new Set(
    lanes.flatMap(({ steps }, index) =>
      index === lane ? [] : steps.flatMap((step) => step.statements.flatMap(namesOf)),
    ),
  );
  const isShared = (name: string) => others.has(name);
  const writes = statements.some((each) => each.is === 'assign' && isShared(each.target));
  const reads = statements.some((each) => {
    const names = each.is === 'assign' ? namesOf({ ...each, target: '' }) : namesOf(each);
    return names.some(isShared);
  });
  if (writes && reads) return 'both';
  return writes ? 'write' : reads ? 'read' : null;
}
