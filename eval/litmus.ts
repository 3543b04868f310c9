import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { litmusResult } from '../src/batch/litmus.ts';
import { problemMessage } from '../src/problem-texts.ts';
import { DEFAULT_LITMUS_BOUNDS, type LitmusOutcome } from '../src/sim/lkmm/index.ts';
import type { Figures } from './figures.ts';
import { ROOT, readLines } from './threadjudge.ts';

/** Litmus tests with herd7's verdicts. */
export const LITMUS = join(ROOT, '..', 'shared', 'litmus');

/** What herd7 says of a test; without `ok` it knew a primitive not, or did not finish. */
type Verdict = {
  readonly ok?: boolean;
  readonly observation: string;
  readonly positive: number;
  readonly negative: number;
  readonly states: number;
  readonly flags: readonly string[];
  readonly cpu_seconds: number;
};
type Row = { readonly suite: string; readonly path: string; readonly mainline: Partial<Verdict> };

/** What is compared, and how: each is a figure, the share of compared tests that agree. */
const AGREEMENTS: Readonly<Record<string, (outcome: LitmusOutcome, verdict: Partial<Verdict>) => boolean>> = {
  litmusObservation: ({ observation }, verdict) => observation === verdict.observation,
  litmusStates: ({ states }, verdict) => states.length === verdict.states,
  litmusFlags: ({ flags }, verdict) => flags.join() === [...(verdict.flags ?? [])].sort().join(),
  litmusCounts: ({ positive, negative }, verdict) => positive === verdict.positive && negative === verdict.negative,
};

/** A test may take so many milliseconds, however long herd7 took. */
const SLOW = 5000;

/** Runs every test and compares it with herd7. Null where the tests are not there. */
export function judgeLitmus(): { readonly figures: Figures; readonly misses: string[]; readonly time: string } | null {
  if (!existsSync(LITMUS)) return null;
  const rows = readLines(join(LITMUS, 'reference.jsonl')).map((line) => JSON.parse(line) as Row);
  const misses: string[] = [];
  const agreed = new Map(Object.keys(AGREEMENTS).map((name) => [name, 0]));
  let [supported, compared, herd, slow] = [0, 0, 0, 0];
  const begin = performance.now();
  for (const { suite, path, mainline } of rows) {
    const id = `${suite}/${path}`;
    const started = performance.now();
    const text = readFileSync(join(LITMUS, suite, path), 'utf8');
    const result = litmusResult(text, id, { model: 'lkmm', bounds: DEFAULT_LITMUS_BOUNDS, why: false });
    const time = performance.now() - started;
    herd += mainline.cpu_seconds ?? 0;
    if (time > SLOW) slow++;
    if (time > SLOW) misses.push(`litmus ${id}: takes ${(time / 1000).toFixed(1)} s`);
    if ('problems' in result || !result.outcome.complete) {
      const why = 'problems' in result ? result.problems.map(problemMessage).join('; ') : 'a bound ended the search';
      misses.push(`litmus ${id}: ${why}`);
      continue;
    }
    supported++;
    if (mainline.ok !== true) continue;
    compared++;
    for (const [name, agrees] of Object.entries(AGREEMENTS)) {
      if (agrees(result.outcome, mainline)) agreed.set(name, (agreed.get(name) ?? 0) + 1);
      else misses.push(`litmus ${id}: ${name} differs from herd7's`);
    }
  }
  const seconds = (performance.now() - begin) / 1000;
  const shares = [...agreed].map(([name, count]) => [name, count / compared] as const);
  return {
    figures: { litmusSupported: supported / rows.length, ...Object.fromEntries(shares), litmusSlow: slow },
    misses,
    time: `${rows.length} litmus tests in ${seconds.toFixed(1)} s, herd7 ${herd.toFixed(1)} s: ${(herd / seconds).toFixed(0)} times faster`,
  };
}
