import { pathToFileURL } from 'node:url';
import { BUNDLE, build, install } from './project.mjs';

// npm start: installs and builds what is missing, then runs threadjudge on what follows `npm start --`, in the folder that
// the user called it from. With nothing it judges the mail that comes with it.
if (!install() || !(await build())) {
  process.exitCode = 2;
} else {
  const given = process.argv.slice(2);
  process.argv = [process.execPath, BUNDLE, ...(given.length === 0 ? ['check'] : given)];
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  await import(pathToFileURL(BUNDLE).href);
}
