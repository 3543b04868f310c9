import { build, install } from './project.mjs';
import { buildWeb } from './web.mjs';

// npm run build: dist/threadjudge.js, if a source is newer than it, and the playground page in dist/web.
if (!install() || !(await build()) || !(await buildWeb())) process.exitCode = 1;
