import { readRace } from '../../src/scenario/index.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { explore, reachableFailures } from '../../src/sim/index.ts';
import type { Outcome } from '../../src/sim/types.ts';

/** The scenario of a `.race` text; a problem fails the test. */
export function race(text: string): Scenario {
  const read = readRace(text, 'test.race');
  if (!read.ok)
    throw new Error(read.problems.map(({ line, column, detail }) => `${line}:${column} ${detail}`).join('\n'));
  return read.scenario;
}

/** A scenario from declarations and the steps of its lanes, each step one line of statements with the id `lane:number`. */
export function lanes(declarations: readonly string[], ...steps: readonly (readonly string[])[]): Scenario {
  return race(textOf(declarations, ...steps));
}

export function textOf(declarations: readonly string[], ...steps: readonly (readonly string[])[]): string {
  const ids = steps.flatMap((own, lane) => own.map((_, at) => `${lane + 1}:${at + 1}`));
  return [
    ...declarations,
    ...steps.flatMap((own, lane) => [`lane CPU${lane}`, ...own.map((step, at) => `  ${lane + 1}:${at + 1} ${step}`)]),
    ids.length > 0 ? `drawn ${ids.join(' ')}` : '',
  ].join('\n');
}

/** Every failure that some execution shows, sorted. */
export function failuresOf(scenario: Scenario): string[] {
  return [...reachableFailures(scenario).failures].sort();
}

/** What a user of the explorer sees of an outcome, in a form that can be compared. */
export function summary({ complete, bound, witnesses, reached, finished, finishes }: Outcome) {
  return {
    complete,
    bound,
    failures: witnesses.map(({ failure }) => failure).sort(),
    reached: [...reached].sort(),
    finished,
    finishes,
  };
}

export function messageOf(scenario: Scenario, failure: string): string | undefined {
  return explore(scenario).witnesses.find((each) => each.failure === failure)?.message;
}
