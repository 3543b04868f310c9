import { lexiconFor, TABLES } from './index.ts';
import { compile } from './match.ts';
import { holdsIn, type Release } from './releases.ts';
import type { Match, Table } from './types.ts';

/** A row that fits a name, and the name of the row that it fits. */
export type Fit = Match & { readonly by: string; readonly holds: boolean; readonly wins: boolean };

/**
 * All rows that fit a function's name, the one that reads it first, then by the order in which they would win: exact names before
 * globs, more letters before fewer, a user's before those of threadjudge. Rows of other kernels are among them, and hold not.
 */
export function fitsOf(name: string, kernel: Release | null, own: readonly Table[]): Fit[] {
  const winner = lexiconFor(kernel, own).find(name);
  const fits: Fit[] = [];
  for (const table of [...own, ...TABLES]) {
    for (const row of table.rows) {
      const holds = holdsIn(row, kernel);
      const matches = row.names.map((one) => ({
        by: one,
        match: compile([{ ...table, rows: [{ ...row, names: [one] }] }]).find(name),
      }));
      const best = matches.filter(({ match }) => match !== null).sort((a, b) => letters(b.by) - letters(a.by))[0];
      if (!best?.match) continue;
      fits.push({ ...best.match, row, by: best.by, holds, wins: holds && row === winner?.row });
    }
  }
  // what the form of a name tells is asked last, and stands in no table
  if (winner && !fits.some(({ wins }) => wins)) fits.push({ ...winner, by: 'its form', holds: true, wins: true });
  return fits.sort((a, b) => Number(b.wins) - Number(a.wins) || letters(b.by) - letters(a.by));
}

/** An exact name stands before all globs. */
const letters = (name: string): number =>
  name.includes('*') ? name.replaceAll('*', '').length : Number.MAX_SAFE_INTEGER;
