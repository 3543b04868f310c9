import { join, relative } from 'node:path';
import { packageFolder } from './package-folder.ts';

/** The mail that comes with the package, which `check` judges when it is given none. */
export function bundledMail(): string {
  const path = join(packageFolder(), 'corpus', 'bundled.eml');
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
