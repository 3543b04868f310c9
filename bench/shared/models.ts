import { readRace } from '../../src/scenario/index.ts';
import type { Scenario } from '../../src/scenario/types.ts';

/** Scenarios of any size, in which nothing fails: a search has to see all of them. */

/**
 * Lanes that count in shared cells, take turns with locks and hold references, `rounds` times over; with `cells` further cells that
 * they write to.
 */
export function busyLanes(lanes: number, rounds: number, cells = 0): Scenario {
  const names = Array.from({ length: cells }, (_, number) => `extra${number}`);
  const declarations = ['lock L', 'lock M', `object o refs ${lanes + 1}`, 'cell p = o', 'cell a', 'cell b'];
  const bodies = Array.from({ length: lanes }, (_, lane) => {
    const steps = Array.from({ length: rounds }, (_, round) => [
      'lock L',
      `a = a + ${lane + 1}`,
      'unlock L',
      round % 2 === 0 ? 'get p' : 'put p',
      `own${lane} = a & 3`,
      `b = own${lane}`,
      ...names.filter((_, number) => number % lanes === lane).map((name) => `${name} = b`),
    ]).flat();
    return [`lane CPU${lane}`, ...steps.map((step, at) => `  ${lane + 1}:${at + 1} ${step}`)];
  });
  const own = bodies.map((_, lane) => `cell own${lane}`);
  return race([...declarations, ...own, ...names.map((name) => `cell ${name}`), ...bodies.flat()].join('\n'));
}

/** Lanes that do much on their own and meet at a lock: what reduction is for. */
export function meetingLanes(lanes: number, steps: number): Scenario {
  const bodies = Array.from({ length: lanes }, (_, lane) => [
    `lane CPU${lane}`,
    ...Array.from({ length: steps }, (_, at) => `  ${lane + 1}:${at + 1} own${lane} = own${lane} + 1`),
    `  ${lane + 1}:90 lock L`,
    `  ${lane + 1}:91 shared = shared + 1`,
    `  ${lane + 1}:92 unlock L`,
  ]);
  const own = bodies.map((_, lane) => `cell own${lane}`);
  return race(['lock L', 'cell shared', ...own, ...bodies.flat()].join('\n'));
}

export function race(text: string, source = 'bench'): Scenario {
  const read = readRace(text, source);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.scenario;
}
