import type { Problem } from '../../../problems.ts';
import { TABLES } from '../index.ts';
import type { Row, Table } from '../types.ts';
import { LIMITS } from './limits.ts';
import { row, table } from './row.ts';
import { type Told, tell, wording } from './wording.ts';
import { type Complaint, readYaml, type Source } from './yaml.ts';

/** Names before the `/` of a step's rule that are not a user's to give. */
const TAKEN: ReadonlySet<string> = new Set([
  'c',
  'english',
  'mark',
  'frame',
  'names',
  ...TABLES.map(({ name }) => name),
]);

export { LIMITS } from './limits.ts';

export type ReadLexicon =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a user's lexicon file (docs/lexicon.md) from its text. All that is wrong is told at once, each with its line and column, up to
 * `LIMITS.errors`; where anything is, there is no table. `source` names the file in problems. Pure; never throws.
 */
export function readLexicon(text: string, source: string): ReadLexicon {
  if (text.length > LIMITS.bytes) return { ok: false, problems: [tooLarge(source)] };
  const yaml = readYaml(text);
  if (yaml.complaints.length > 0) return { ok: false, problems: toProblems(yaml.complaints, yaml, source) };
  const told: Told[] = [];
  const read = readTable(yaml.data, told);
  if (told.length === 0 && read) return { ok: true, table: read };
  const complaints = told.map(({ path, key, detail }): Complaint => {
    return { code: 'lexicon-invalid', offset: yaml.offsetOf(path, key), detail };
  });
  return { ok: false, problems: toProblems(complaints, yaml, source) };
}

const tooLarge = (source: string): Problem => ({ code: 'file-too-large', source, detail: '1 MB' });

function readTable(data: unknown, told: Told[]): Table | null {
  const outer = table.safeParse(data, { error: wording });
  if (!outer.success) {
    told.push(...tell(outer.error.issues));
    return null;
  }
  const { name, rows } = outer.data;
  if (TAKEN.has(name)) told.push({ path: ['name'], detail: `${name} is a name of threadjudge's own: choose another` });
  const good: Row[] = [];
  for (const [index, written] of rows.entries()) {
    const read = row.safeParse(written, { error: wording });
    if (read.success) good.push(read.data);
    else told.push(...tell(read.error.issues).map((one) => ({ ...one, path: ['rows', index, ...one.path] })));
  }
  told.push(...repeatedRules(rows), ...tooManyGlobs(good));
  return { name, rows: good };
}

function repeatedRules(rows: readonly unknown[]): Told[] {
  const seen = new Set<unknown>();
  return rows.flatMap((written, index) => {
    const rule = (written as { rule?: unknown } | null)?.rule;
    if (typeof rule !== 'string') return [];
    if (!seen.has(rule)) {
      seen.add(rule);
      return [];
    }
    return [{ path: ['rows', index, 'rule'], detail: `another row is called ${rule}: each has a name of its own` }];
  });
}

function tooManyGlobs(rows: readonly Row[]): Told[] {
  const globs = rows.flatMap(({ names }) => names.filter((name) => name.includes('*'))).length;
  if (globs <= LIMITS.globs) return [];
  return [{ path: ['rows'], detail: `${globs} names have a *, at most ${LIMITS.globs} may` }];
}

/** In the order of the text, the first ones. */
function toProblems(complaints: readonly Complaint[], { lines }: Source, source: string): Problem[] {
  const sorted = [...complaints].sort((a, b) => a.offset - b.offset);
  const problems = sorted.slice(0, LIMITS.errors).map(({ code, offset, detail }): Problem => {
    const { line, col } = lines.linePos(offset);
    return { code, source, line, column: col, detail };
  });
  const more = sorted.length - problems.length;
  const first = sorted[0];
  if (more === 0 || !first) return problems;
  return [...problems, { code: first.code, source, detail: `${more} more are not listed` }];
}
