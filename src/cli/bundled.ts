import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUNDLED = join('corpus', 'bundled.eml');

/** The mail that comes with the package, which `check` judges when it is given none. */
export function bundledMail(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  // This file stands in src/cli or, bundled, in dist: the package's folder is some way up.
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  const path = join(folder, BUNDLED);
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
