import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { PRIMITIVES } from '../../../src/sim/index.ts';
import { agree, generated } from './agreement.ts';
import { missingTool } from './spin.ts';

/** npm run agree: RUNS scenarios from SEED, each judged by threadjudge and by Spin. build/agree-summary.json has the counts. */
const RUNS = Number(process.env.RUNS ?? 1000);
const SEED = Number(process.env.SEED ?? 1);
const [summary = 'build/agree-summary.json'] = process.argv.slice(2);

const missing = missingTool();
if (missing !== null) {
  console.log(`agreement with Spin: skipped: ${missing}`);
  writeFileSync(summary, `${JSON.stringify({ passed: 0, failed: 0, skipped: missing })}\n`);
} else {
  const begin = performance.now();
  const all = generated(RUNS, SEED);
  const { differences, reachable, ends, states } = await agree(all, availableParallelism());
  for (const difference of differences.slice(0, 10)) console.log(difference);
  const used = new Set(
    all.flatMap(({ lanes }) =>
      lanes.flatMap(({ steps }) =>
        steps.flatMap(({ statements }) => statements.map((each) => (each.is === 'verb' ? each.verb : each.is))),
      ),
    ),
  );
  const unused = PRIMITIVES.flatMap(({ verbs }) =>
    verbs.map(({ signature }) => signature.split(' ')[0] as string),
  ).filter((verb) => !used.has(verb));
  // fewer scenarios than are promised need not have everything
  const lacks = unused.length > 0 && RUNS >= 1000;
  if (unused.length > 0) console.log(`no scenario has: ${[...new Set(unused)].join(', ')}`);
  const counts = [...reachable].map(([failure, count]) => `${failure} ${count}`).sort();
  const disagreeing = new Set(differences.map((text) => text.slice(text.indexOf('\n')))).size;
  console.log(
    `agreement with Spin: ${all.length - disagreeing} of ${all.length} scenarios (seed ${SEED}), ${states} states, ${ends} end states, ` +
      `${((performance.now() - begin) / 1000).toFixed(0)} s; reachable in: ${counts.join(', ')}`,
  );
  const failed = disagreeing + (lacks ? 1 : 0);
  writeFileSync(summary, `${JSON.stringify({ passed: all.length - disagreeing, failed, seed: SEED })}\n`);
  if (failed > 0) process.exitCode = 1;
}
