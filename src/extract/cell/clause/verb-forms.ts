import { type Form, formsOf } from './forms.ts';
import { VERBS, type VerbRow } from './verbs/index.ts';

/** A sense of a verb: its row, and the word that must follow (`up` of `wake up`). */
export type Sense = { readonly row: VerbRow; readonly particle: string | null };
export type VerbForm = { readonly forms: ReadonlySet<Form>; readonly senses: readonly Sense[] };

let byForm: ReadonlyMap<string, VerbForm> | null = null;

/** What a word can be as a verb; null where no table knows it. */
export function verbOf(word: string): VerbForm | null {
  byForm ??= index();
  return byForm.get(word) ?? null;
}

function index(): ReadonlyMap<string, VerbForm> {
  const senses = new Map<string, Sense[]>();
  for (const row of VERBS) {
    for (const verb of row.verbs.split(', ')) {
      const [base = '', ...particle] = verb.split(' ');
      const all = senses.get(base) ?? [];
      senses.set(base, all);
      all.push({ row, particle: particle.join(' ') || null });
    }
  }
  const found = new Map<string, { forms: Set<Form>; senses: Sense[] }>();
  for (const [base, its] of senses) {
    for (const [word, form] of formsOf(base)) {
      const entry = found.get(word) ?? { forms: new Set<Form>(), senses: [] };
      found.set(word, entry);
      entry.forms.add(form);
      for (const sense of its) if (!entry.senses.includes(sense)) entry.senses.push(sense);
    }
  }
  // `wakes up` is looked for before `wakes`.
  for (const entry of found.values())
    entry.senses.sort((a, b) => Number(b.particle !== null) - Number(a.particle !== null));
  return found;
}
