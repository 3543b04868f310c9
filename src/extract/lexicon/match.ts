import type { Match, Row, Table } from './types.ts';

/**
 * Tables compiled for look-up: a hash for exact names, and globs from the most letters to the fewest. A glob is matched by finding
 * its fixed parts in turn (leftmost fit suffices for `*` alone), so a name costs at most its length for each glob.
 */
export type Lexicon = { readonly find: (name: string) => Match | null };

/**
 * Which of several fitting globs is taken: the one with the most letters, or the one whose fixed part stands first in the name. There a
 * match's stem is what stands behind that part: `wake_mask` of `frob_update_wake_mask`.
 */
export type GlobOrder = 'letters' | 'leftmost';

type Glob = { readonly parts: readonly string[]; readonly letters: number; readonly match: Omit<Match, 'stem'> };

const LONGEST_NAME = 200;

export function compile(tables: readonly Table[], order: GlobOrder = 'letters'): Lexicon {
  const exact = new Map<string, Match>();
  const globs: Glob[] = [];
  for (const table of tables) {
    for (const row of table.rows) {
      const match = { row, rule: `${table.name}/${row.rule}` };
      for (const name of row.names) {
        if (!name.includes('*')) {
          if (!exact.has(name)) exact.set(name, { ...match, stem: '' });
          continue;
        }
        const parts = name.split('*');
        globs.push({ parts, letters: name.length - parts.length + 1, match });
      }
    }
  }
  globs.sort((a, b) => b.letters - a.letters);
  const remembered = new Map<string, Match | null>();
  const search = (name: string): Match | null => {
    let found: Match | null = null;
    let place = Number.POSITIVE_INFINITY;
    for (const glob of globs) {
      const stem = matchParts(glob.parts, name);
      if (stem === null) continue;
      if (order === 'letters') return { ...glob.match, stem };
      const at = glob.parts[0] === '' ? stem.length : 0;
      if (at < place) [found, place] = [{ ...glob.match, stem: name.slice(at + glob.letters).replace(/^_/, '') }, at];
    }
    return found;
  };
  return {
    find(name) {
      if (name.length > LONGEST_NAME) return null;
      const found = exact.get(name);
      if (found) return found;
      const known = remembered.get(name);
      if (known !== undefined) return known;
      // A leading run of underscores marks an inner variant of the same operation: __list_del, __free_page.
      const bare = name.replace(/^_+/, '');
      const inner = bare === name ? undefined : exact.get(bare);
      const result = inner ?? search(name) ?? (bare === name ? null : search(bare));
      if (remembered.size < 4096) remembered.set(name, result);
      return result;
    },
  };
}

/** Asks one lexicon after the other. */
export const inTurn = (lexicons: readonly Lexicon[]): Lexicon => ({
  find(name) {
    for (const lexicon of lexicons) {
      const match = lexicon.find(name);
      if (match) return match;
    }
    return null;
  },
});

/** What the first `*` stood for, or null where the glob does not fit. */
function matchParts(parts: readonly string[], name: string): string | null {
  const first = parts[0] ?? '';
  const last = parts[parts.length - 1] ?? '';
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return null;
  const limit = name.length - last.length;
  let at = first.length;
  let stemEnd = limit;
  for (let i = 1; i < parts.length - 1; i++) {
    const part = parts[i] ?? '';
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > limit) return null;
    if (i === 1) stemEnd = found;
    at = found + part.length;
  }
  return name.slice(first.length, stemEnd);
}

/** All names of all rows, for tests and documentation. */
export function namesOf(tables: readonly Table[]): readonly { readonly name: string; readonly row: Row }[] {
  return tables.flatMap((table) => table.rows.flatMap((row) => row.names.map((name) => ({ name, row }))));
}
