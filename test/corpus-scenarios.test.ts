import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FAILURES, type Failure } from '../src/extract/types.ts';
import { judgeScenario } from '../src/judge/scenario-verdict.ts';
import type { ScenarioVerdict } from '../src/judge/types.ts';
import { printRace, readRace } from '../src/scenario/index.ts';
import type { Scenario } from '../src/scenario/types.ts';
import { replay, scenarioProblems } from '../src/sim/index.ts';
import { DEFAULT_BOUNDS } from '../src/sim/types.ts';
import { indexOf, isMet, isMistake, namesOf, type Pair, programLines, readPair, tell } from './scenario-pairs.ts';

const pairs = namesOf('.race').map(readPair);
const byName = new Map(pairs.map((pair) => [pair.name, pair]));

/** A textbook's programs are small: a search that comes near its bounds is a scenario to be cut down, or a machine that got slower. */
const MOST_STATES = DEFAULT_BOUNDS.states / 10;
/** A correction changes these many lines of what it corrects, or half of them. */
const FEW_LINES = 8;
const README = new URL('../corpus/scenarios/README.md', import.meta.url);
const INDEX = '## By failure';

describe('corpus/scenarios', () => {
  it('has an expectation for every scenario, and a scenario for every expectation', () => {
    expect(namesOf('.expected')).toEqual(namesOf('.race'));
    expect(pairs.length).toBeGreaterThanOrEqual(70);
  });

  it.each(FAILURES)('shows %s at least three times, each with a corrected form', (failure) => {
    const corrected = pairs
      .filter((pair) => isMistake(pair) && isMet(pair, failure))
      .filter(({ name }) =>
        pairs.some(({ corrects, expected }) => corrects.includes(name) && expected.includes(`${failure}: never`)),
      );
    expect(corrected.length, corrected.map(({ name }) => name).join(', ')).toBeGreaterThanOrEqual(3);
  });

  it('corrects every mistake', () => {
    const corrected = pairs.flatMap(({ corrects }) => corrects);
    expect(pairs.filter(isMistake).filter(({ name }) => !corrected.includes(name))).toEqual([]);
  });

  it('has an index by failure, which `vitest -u` brings up to date', async () => {
    const [above = ''] = readFileSync(README, 'utf8').split(`${INDEX}\n`);
    await expect(`${above}${INDEX}\n\n${indexOf(pairs, FAILURES)}`).toMatchFileSnapshot(fileURLToPath(README));
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

  it.each(pair.corrects)('differs little from %s', (name) => {
    const wrong = byName.get(name) as Pair;
    expect(wrong).toBeDefined();
    expect(isMistake(wrong)).toBe(true);
    const lines = programLines(pair);
    const changed = programLines(wrong).filter((line) => !lines.includes(line));
    expect(changed.length).toBeLessThanOrEqual(Math.max(FEW_LINES, programLines(wrong).length / 2));
    const goals = ({ goals }: Scenario) => goals.map(({ failure }) => failure);
    expect(goals(scenario)).toEqual(goals(scenarioOf(wrong)));
  });
});

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
