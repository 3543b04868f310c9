import { rmSync } from 'node:fs';
import { BUNDLING, install, ROOT, run, scratch } from './project.mjs';

// npm run agree: judges generated scenarios with threadjudge and with Spin; RUNS and SEED in the environment say how many and which.
const summary = scratch('agree-summary.json');
rmSync(summary, { force: true });
if (!install()) {
  process.exitCode = 1;
} else {
  const { build: bundle } = await import('esbuild');
  const outfile = scratch('agree.mjs');
  const entryPoints = [`${ROOT}/test/sim/promela/agree-all.ts`];
  await bundle({ ...BUNDLING, minifyWhitespace: false, entryPoints, outfile, packages: 'external' });
  process.exitCode = run(process.execPath, [outfile, summary]);
}
