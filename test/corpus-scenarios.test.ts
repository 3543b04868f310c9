import { describe, expect, it } from 'vitest';
import { FAILURES, type Failure } from '../src/extract/types.ts';
import { judgeScenario } from '../src/judge/scenario-verdict.ts';
import type { ScenarioVerdict } from '../src/judge/types.ts';
import { printRace, readRace } from '../src/scenario/index.ts';
import type { Scenario } from '../src/scenario/types.ts';
import { replay, scenarioProblems } from '../src/sim/index.ts';
import { DEFAULT_BOUNDS } from '../src/sim/types.ts';
import { namesOf, type Pair, programLines, readPair, tell } from './scenario-pairs.ts';

const pairs = namesOf('.race').map(readPair);
const byName = new Map(pairs.map((pair) => [pair.name, pair]));

/** A textbook's programs are small: a search that comes near its bounds is a scenario to be cut down, or a machine that got slower. */
const MOST_STATES = DEFAULT_BOUNDS.states / 10;
/** The memory model's own; the machine runs steps one after another. */
const NOT_HERE: readonly Failure[] = ['reordering'];

describe('corpus/scenarios', () => {
  it('has an expectation for every scenario, and a scenario for every expectation', () => {
    expect(namesOf('.expected')).toEqual(namesOf('.race'));
    expect(pairs.length).toBeGreaterThanOrEqual(70);
  });

  it.each(FAILURES.filter((failure) => !NOT_HERE.includes(failure)))('shows %s three times, and the corrected forms', (failure) => {
    const failing = pairs.filter(({ expected }) => isMet(expected, failure) && expected[0] === 'verdict: reproduces');
    const corrected = failing.filter(({ name }) =>
      pairs.some((other) => other.corrects === name && other.expected.includes(`${failure}: never`)),
    );
    expect(corrected.map(({ name }) => name).length, failing.map(({ name }) => name).join(', ')).toBeGreaterThanOrEqual(3);
  });
});

describe.each(pairs)('$name', (pair) => {
  const scenario = scenarioOf(pair);
  const judged = judgeScenario(scenario, { bounds: DEFAULT_BOUNDS });

  it('comes out as expected', () => {
    expect(tell(judged)).toEqual(pair.expected);
    // nothing is found wrong that is right, and what can be found by now is not called missing any more
    if (pair.notYet !== null) expect([pair.notYet, judged.verdict]).toEqual(['refuted', 'undetermined']);
  });

  it('begins with what can be learnt from it', () => {
    expect(pair.comment.length).toBeGreaterThanOrEqual(2);
    expect(pair.comment.length).toBeLessThanOrEqual(6);
    const steps = scenario.lanes.flatMap((lane) => lane.steps);
    expect(steps.filter(({ text }) => text === '').map(({ id }) => id)).toEqual([]);
    expect(scenario.goals.length).toBeGreaterThan(0);
  });

  it('reads back as it is printed', () => {
    const again = readRace(printRace(scenario), pair.name);
    expect(again.ok && withoutPlaces(again.scenario)).toEqual(withoutPlaces(scenario));
  });

  it('stays far from the bounds', () => {
    expect(judged.outcome.complete).toBe(true);
    expect(judged.outcome.states).toBeLessThan(MOST_STATES);
  });

  it('fails again when its witnesses are replayed', () => {
    expect(replayed(judged)).toEqual(judged.outcome.witnesses.map(({ failure }) => failure));
  });

  if (pair.corrects !== null) {
    it('differs little from what it corrects', () => {
      const wrong = byName.get(pair.corrects ?? '') as Pair;
      expect(wrong, pair.corrects ?? '').toBeDefined();
      expect(wrong.expected).toContain('verdict: reproduces');
      const lines = programLines(pair);
      const shared = programLines(wrong).filter((line) => lines.includes(line));
      expect(shared.length).toBeGreaterThanOrEqual(programLines(wrong).length / 2);
      const goals = (each: Scenario) => each.goals.map(({ failure }) => failure);
      expect(goals(scenario)).toEqual(goals(scenarioOf(wrong)));
    });
  }
});

function isMet(expected: readonly string[], failure: Failure): boolean {
  return expected.some((line) => line.startsWith(`${failure}: at `));
}

function scenarioOf({ name, text }: Pair): Scenario {
  const read = readRace(text, `${name}.race`);
  const problems = read.ok ? scenarioProblems(read.scenario, `${name}.race`) : read.problems;
  if (!read.ok || problems.length > 0)
    throw new Error(problems.map(({ line, column, detail }) => `${name}.race:${line}:${column} ${detail}`).join('\n'));
  return read.scenario;
}

function replayed({ scenario, outcome }: ScenarioVerdict): (Failure | null)[] {
  return outcome.witnesses.map(({ token }) => {
    const run = replay(scenario, token);
    return 'code' in run ? null : run.failure;
  });
}

function withoutPlaces(scenario: Scenario): unknown {
  return JSON.parse(JSON.stringify(scenario, (key, value) => (key === 'at' ? undefined : value)));
}
