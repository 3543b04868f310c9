import fc from 'fast-check';
import type { Failure } from '../../../src/extract/types.ts';
import { printRace } from '../../../src/scenario/index.ts';
import type { Scenario } from '../../../src/scenario/types.ts';
import { endFailures } from '../../../src/sim/explore/end-state.ts';
import { search } from '../../../src/sim/explore/search.ts';
import { compileProgram, type Program, runStep } from '../../../src/sim/machine/program.ts';
import { BLOCKED, OK } from '../../../src/sim/machine/types.ts';
import { modelOf } from '../../../src/sim/promela/model.ts';
import { DEFAULT_BOUNDS } from '../../../src/sim/types.ts';
import { scenarios } from '../arbitrary.ts';
import { askSpin, type SpinAnswer, type SpinAnswers, stateOf } from './spin.ts';

/**
 * The same question to threadjudge with reduction, without it, and to Spin with its reduction, without it, and on the exported model.
 * Two to four lanes of two to eight steps; every fifth scenario has lanes that loop.
 */
export type Agreement = {
  readonly scenarios: readonly Scenario[];
  /** One sentence for each answer that differs, with the scenario. */
  readonly differences: readonly string[];
  /** Scenarios in which some failure can be reached, by failure. */
  readonly reachable: ReadonlyMap<Failure, number>;
  readonly ends: number;
  readonly states: number;
};

const LANES = 4;
/** The steps of one lane; a lane has at most half of what all have together. */
const FEWEST = 2;
const MOST = 8;
const IN_ONE_MODEL = 30;

export function generated(runs: number, seed: number): Scenario[] {
  const loops = Math.floor(runs / 5);
  return [...sample(runs - loops, seed, false), ...sample(loops, seed, true)];
}

function sample(numRuns: number, seed: number, loops: boolean): Scenario[] {
  const all = scenarios({ lanes: LANES, steps: 2 * MOST, loops });
  const long = all.filter(({ lanes }) => lanes.every(({ steps }) => steps.length >= FEWEST));
  return fc.sample(long, { numRuns, seed });
}

/** Asks about all of them; `atOnce` checkers run at the same time. */
export async function agree(all: readonly Scenario[], atOnce: number): Promise<Agreement> {
  const differences: string[] = [];
  const reachable = new Map<Failure, number>();
  let ends = 0;
  let states = 0;
  const batches: Scenario[][] = [];
  for (let at = 0; at < all.length; at += IN_ONE_MODEL) batches.push(all.slice(at, at + IN_ONE_MODEL));
  const work = async (): Promise<void> => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const programs = batch.map((scenario) => compileProgram(scenario));
      const answers = await askSpin(programs);
      for (const [index, program] of programs.entries()) {
        const compared = compare(program, answers[index] as SpinAnswers);
        for (const failure of compared.failures) reachable.set(failure, (reachable.get(failure) ?? 0) + 1);
        ends += compared.ends;
        states += compared.states;
        for (const difference of compared.differences)
          differences.push(`${difference}\n${printRace(program.scenario)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { scenarios: all, differences, reachable, ends, states };
}

function compare(program: Program, { whole, reduced, exported }: SpinAnswers) {
  const options = { bounds: DEFAULT_BOUNDS, now: () => 0 };
  const ours = {
    with: search(program, { ...options, reduce: true }),
    without: search(program, { ...options, reduce: false }),
  };
  const plain = endsOf(program);
  const differences: string[] = [];
  const same = (what: string, left: readonly string[], right: readonly string[]) => {
    const [a, b] = [left.toSorted().join(' '), right.toSorted().join(' ')];
    if (a !== b) differences.push(`${what}: ${a || 'nothing'} is not ${b || 'nothing'}`);
  };
  same('end states of Spin and of a plain search', [...whole.ends], [...plain]);
  same('end states of Spin without and with its reduction', [...whole.ends], [...reduced.ends]);
  const failures = [...ours.without.failures.keys()];
  same('failures with and without reduction', [...ours.with.failures.keys()], failures);
  const byState = ['deadlock', 'hang'];
  for (const [name, answer] of [
    ['without', whole],
    ['with', reduced],
  ] as const) {
    const said = failuresOf(program, answer);
    // beside a lane that loops for good there is no end state to be seen, so Spin may know fewer
    const known = program.loops ? failures.filter((each) => !byState.includes(each) || said.has(each)) : failures;
    same(`failures of threadjudge and of Spin ${name} reduction`, known, [...said]);
  }
  if (!program.loops && ours.without.ends !== whole.ends.size)
    differences.push(`end states: threadjudge counts ${ours.without.ends}, Spin ${whole.ends.size}`);
  if (!ours.with.complete || !ours.without.complete) differences.push('the search was not complete');
  const { unclear } = modelOf(program, { tracked: false, onFailure: () => [] });
  if (unclear.length === 0) {
    const fails =
      whole.failures.size > 0 || [...plain].some((end) => hasDrawnLaneStuck(program, end) || isBroken(program, end));
    if (exported.fails !== fails)
      differences.push(`the exported model ${exported.fails ? 'fails' : 'does not fail'}: ${exported.text}`);
  }
  return { differences, failures, ends: whole.ends.size, states: ours.without.states };
}

/** The failures that steps show, and those that the end states are. */
function failuresOf(program: Program, { failures, ends }: SpinAnswer): Set<Failure> {
  const found = new Set(failures);
  for (const end of ends) for (const { failure } of endFailures(program, stateOf(end)) ?? []) found.add(failure);
  return found;
}

function hasDrawnLaneStuck(program: Program, end: string): boolean {
  return (endFailures(program, stateOf(end)) ?? []).some(({ stuck }) => stuck.some(({ implied }) => !implied));
}

function isBroken(program: Program, end: string): boolean {
  return (endFailures(program, stateOf(end)) ?? []).some(({ stuck }) => stuck.length === 0);
}

/** Every state in which no lane can move, by looking at all states in turn. */
function endsOf(program: Program): Set<string> {
  const seen = new Set(program.initial.map((state) => state.join()));
  const ends = new Set<string>();
  const next = new Int32Array(program.slots.length);
  for (const text of seen) {
    const state = stateOf(text);
    const results = program.lanes.map((_, lane) => {
      const result = runStep(program, state, lane, next);
      if (result === OK) seen.add(next.join());
      return result;
    });
    if (results.every((result) => result === BLOCKED)) ends.add(text);
  }
  return ends;
}
