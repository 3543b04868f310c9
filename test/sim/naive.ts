import type { Scenario } from '../../src/scenario/types.ts';
import { enterCpu, leaveCpu } from './naive/cpu.ts';
import { lanesThatBring } from './naive/ends.ts';
import { type Did, ON, perform, type Step, startsOf, stepsOf, type Wait, type World } from './naive-machine.ts';

/** The cheapest way to a failure: switches, then steps, then lanes, then the initial state. */
export type NaiveWay = { readonly switches: number; readonly lanes: readonly number[]; readonly initial: number };
export type NaiveOutcome = {
  readonly ways: ReadonlyMap<string, NaiveWay>;
  readonly reached: ReadonlySet<string>;
  readonly finished: readonly boolean[];
  readonly finishes: boolean;
};

/** Where a lane's next step leads. */
export type Next = { readonly lane: number; readonly id: string; readonly did: Did; readonly world: World };

/** What every lane can do from here. */
export function nextSteps(world: World, steps: readonly Step[][], scenario: Scenario): Next[] {
  return steps.flatMap((own, lane) => {
    const step = own[world.pc[lane] as number];
    if (step === undefined) return [];
    const copy = structuredClone(world);
    const enter = () => enterCpu(copy, lane, scenario, (other) => isDone(world, steps, other), isCalled(step));
    let did: Did = isCalled(step) ? ON : enter();
    for (const [at, statement] of step.statements.entries()) {
      if (did.did !== 'on') break;
      did = perform(copy, lane, statement, scenario);
      if (at === 0 && did.did === 'on' && isCalled(step)) did = enter();
    }
    if (did.did === 'on') copy.pc[lane] = (world.pc[lane] as number) + 1;
    if (did.did === 'jump') copy.pc[lane] = did.to;
    const goesOn = did.did === 'on' || did.did === 'jump';
    if (goesOn && (isDone(copy, steps, lane) || isCalled(own[copy.pc[lane] as number]))) leaveCpu(copy, lane);
    return [{ lane, id: step.id, did, world: copy }];
  });
}

/** Enumerates all interleavings by plain recursion: no visited set, no reduction. For small scenarios without loops. */
export function enumerate(scenario: Scenario): NaiveOutcome {
  const steps = stepsOf(scenario);
  const ways = new Map<string, NaiveWay>();
  const reached = new Set<string>();
  const finished = scenario.lanes.map(() => false);
  let finishes = false;

  const note = (failure: string, lanes: readonly number[], initial: number) => {
    const switches = lanes.filter((lane, at) => at > 0 && lane !== lanes[at - 1]).length;
    const way = { switches, lanes, initial };
    const known = ways.get(failure);
    if (known === undefined || compareWays(way, known) < 0) ways.set(failure, way);
  };
  const visit = (world: World, lanes: readonly number[], initial: number): void => {
    for (const lane of steps.keys()) if (isDone(world, steps, lane)) finished[lane] = true;
    if (scenario.lanes.every(({ implied }, lane) => implied || isDone(world, steps, lane))) finishes = true;
    const nexts = nextSteps(world, steps, scenario);
    let goesOn = false;
    for (const { lane, id, did, world: after } of nexts) {
      if (did.did === 'block') continue;
      if (did.did === 'leave') {
        goesOn = true;
        continue;
      }
      reached.add(id);
      if (did.did === 'fail') note(did.failure, [...lanes, lane], initial);
      else if (isSame(after, world)) continue;
      else visit(after, [...lanes, lane], initial);
      goesOn = true;
    }
    if (goesOn) return;
    const ends = [...endFailuresOf([nexts], scenario), ...leaksOf(world, nexts, scenario)];
    for (const failure of ends) note(failure, lanes, initial);
  };
  for (const [initial, world] of startsOf(scenario).entries()) visit(world, [], initial);
  return { ways, reached, finished, finishes };
}

/**
 * The failures that lanes which never go on show: a circle of waits, or a drawn lane that waits for what does not come. Where the
 * end has several worlds, each given by what the stuck lanes can do there, a wait is one that is there in all of them.
 */
export function endFailuresOf(end: readonly (readonly Next[])[], scenario: Scenario): string[] {
  const waits = new Map<number, Wait>();
  for (const { lane, did, world } of end.flat()) {
    if (did.did !== 'block') continue;
    const bring = did.wait.events.flatMap((event) => lanesThatBring(event, world.pc, scenario));
    const others = did.wait.self ? bring : bring.filter((other) => other !== lane);
    const holders = [...did.wait.holders, ...others];
    const known = waits.get(lane) ?? { ...did.wait, holders };
    const inAll = known.holders.filter((other) => holders.includes(other));
    waits.set(lane, { ...known, holders: inAll, idle: known.idle || did.wait.idle });
  }
  // who waits for a function that nobody has called waits for those that would call it
  const isIdle = (lane: number) => waits.get(lane)?.idle ?? false;
  const throughIdle = (lane: number, from: readonly number[], passed: readonly number[] = []): number[] =>
    from.flatMap((other) => {
      if (!isIdle(other) || passed.includes(other)) return [other];
      const next = (waits.get(other)?.holders ?? []).filter((each) => each !== lane);
      return throughIdle(lane, next, [...passed, other]);
    });
  const direct = new Map([...waits].map(([lane, { holders }]) => [lane, throughIdle(lane, holders)]));
  for (const lane of [...waits.keys()].filter(isIdle)) waits.delete(lane);
  const isInCircle = (start: number) => {
    const seen = new Set<number>();
    const follow = (lane: number): boolean =>
      (waits.has(lane) ? (direct.get(lane) ?? []) : []).some((holder) => {
        if (holder === start) return true;
        if (seen.has(holder)) return false;
        seen.add(holder);
        return follow(holder);
      });
    return follow(start);
  };
  if ([...waits.keys()].some(isInCircle)) return ['deadlock'];
  return [...waits.keys()].some((lane) => !scenario.lanes[lane]?.implied) ? ['hang'] : [];
}

/** What must be freed is not, and every lane has ended or waits for a call that never came. */
function leaksOf(world: World, nexts: readonly Next[], { declarations }: Scenario): string[] {
  if (!nexts.every(({ did }) => did.did === 'block' && did.wait.idle)) return [];
  const mustFree = declarations.filter(({ options }) => options.some(({ word }) => word === 'must-free'));
  return mustFree.some(({ name }) => world.objects[name]?.life === 'live') ? ['leak'] : [];
}

/** The same for scenarios that loop: all reachable worlds, each visited once. */
export function enumerateWorlds(scenario: Scenario): Omit<NaiveOutcome, 'ways'> & { readonly failures: Set<string> } {
  const steps = stepsOf(scenario);
  const worlds = new Map<string, { nexts: Next[]; to: string[]; ends: boolean }>();
  const failures = new Set<string>();
  const reached = new Set<string>();
  const finished = scenario.lanes.map(() => false);
  let finishes = false;
  const todo = startsOf(scenario);
  for (let world = todo.pop(); world !== undefined; world = todo.pop()) {
    const key = JSON.stringify(world);
    if (worlds.has(key)) continue;
    for (const lane of steps.keys()) if (isDone(world, steps, lane)) finished[lane] = true;
    const done = world;
    if (scenario.lanes.every(({ implied }, lane) => implied || isDone(done, steps, lane))) finishes = true;
    const nexts = nextSteps(world, steps, scenario);
    const entry = { nexts, to: [] as string[], ends: false };
    worlds.set(key, entry);
    for (const { id, did, world: after } of nexts) {
      if (did.did === 'leave') entry.ends = true;
      if (did.did === 'leave' || did.did === 'block') continue;
      reached.add(id);
      if (did.did === 'fail') {
        failures.add(did.failure);
        entry.ends = true;
      } else {
        entry.to.push(JSON.stringify(after));
        todo.push(after);
      }
    }
  }
  // ends: worlds that can be come back to from all that may still come, where none of them ends the execution
  const comingFrom = (key: string) => {
    const coming = new Set([key]);
    for (const each of coming) for (const to of worlds.get(each)?.to ?? []) coming.add(to);
    return coming;
  };
  for (const key of worlds.keys()) {
    const coming = comingFrom(key);
    const all = [...coming].map((each) => worlds.get(each) as { nexts: Next[]; ends: boolean });
    if (all.some(({ ends }) => ends) || ![...coming].every((each) => comingFrom(each).has(key))) continue;
    const isStuck = (lane: number) =>
      all.every(({ nexts }) => nexts.some((next) => next.lane === lane && next.did.did === 'block'));
    const stuck = all.map(({ nexts }) => nexts.filter(({ lane }) => isStuck(lane)));
    for (const failure of endFailuresOf(stuck, scenario)) failures.add(failure);
    for (const failure of leaksOf(JSON.parse(key), worlds.get(key)?.nexts ?? [], scenario)) failures.add(failure);
  }
  return { failures, reached, finished, finishes };
}

/** The step is where the lane's function is called. */
function isCalled(step: Step | undefined): boolean {
  const first = step?.statements[0];
  return first?.is === 'verb' && first.verb === 'begin';
}

function isDone(world: World, steps: readonly Step[][], lane: number): boolean {
  return (world.pc[lane] as number) >= (steps[lane] as Step[]).length;
}

function isSame(a: World, b: World): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function compareWays(a: NaiveWay, b: NaiveWay): number {
  const bySize = a.switches - b.switches || a.lanes.length - b.lanes.length;
  if (bySize !== 0) return bySize;
  for (const [at, lane] of a.lanes.entries()) if (lane !== b.lanes[at]) return lane - (b.lanes[at] as number);
  return a.initial - b.initial;
}
