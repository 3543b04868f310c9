import { build, install } from './project.mjs';

// npm run build: dist/threadjudge.js, if a source is newer than it.
if (!install() || !(await build())) process.exitCode = 1;
