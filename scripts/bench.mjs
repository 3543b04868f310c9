import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLING, build, install, ROOT, run, scratch } from './project.mjs';

// npm run bench: every benchmark of bench/, or those whose name holds one of the words after `--`.
const words = process.argv.slice(2);
const names = readdirSync(join(ROOT, 'bench'))
  // what benchmarks share stands in bench/shared
  .filter((name) => name.endsWith('.ts'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .map((name) => name.slice(0, -'.ts'.length));

if (!install() || !(await build())) {
  process.exitCode = 1;
} else {
  const { build: bundle } = await import('esbuild');
  for (const name of names) {
    const outfile = scratch(`bench-${name}.mjs`);
    await bundle({ ...BUNDLING, entryPoints: [join(ROOT, 'bench', `${name}.ts`)], outfile, packages: 'external' });
    process.stdout.write(`${name}\n`);
    if (run(process.execPath, [outfile]) !== 0) process.exitCode = 1;
  }
}
