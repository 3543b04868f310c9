import type { Table } from '../extract/lexicon/index.ts';
import type { Problem } from '../problems.ts';
import { readText } from './read-text.ts';

export type Lexicons = { readonly tables: readonly Table[] } | { readonly problems: readonly Problem[] };

/**
 * Reads a user's lexicon files. Where anything in any of them is wrong there are only problems, those of all files: judging without
 * rows that somebody asked for would say something else than they asked. What reads YAML is loaded only when there is a file.
 */
export async function readLexicons(paths: readonly string[]): Promise<Lexicons> {
  if (paths.length === 0) return { tables: [] };
  const { readLexicon, LIMITS } = await import('../extract/lexicon/user/index.ts');
  const tables: Table[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const text = await readText(path, undefined, LIMITS.bytes);
    const read = typeof text === 'string' ? readLexicon(text, path) : { ok: false as const, problems: text };
    if (!read.ok) {
      problems.push(...read.problems);
    } else if (tables.some(({ name }) => name === read.table.name)) {
      const detail = `another file is named ${read.table.name} too: each has a name of its own`;
      problems.push({ code: 'lexicon-invalid', source: path, detail });
    } else {
      tables.push(read.table);
    }
  }
  return problems.length > 0 ? { problems } : { tables };
}
