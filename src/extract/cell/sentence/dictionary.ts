import { type Form, formsOf } from './forms.ts';
import { SENSES, type Sense } from './verbs.ts';

/** What a written word may be as a verb: `sets` is the third person of `set`. */
export type VerbForm = { readonly base: string; readonly forms: ReadonlySet<Form> };

/** A verb's senses in the table's order. */
export const sensesOf = (base: string): readonly Sense[] => tables().senses.get(base) ?? [];
/** The verbs that a word in lower case may be a form of. */
export const verbForms = (word: string): readonly VerbForm[] => tables().forms.get(word) ?? [];

/** Some write the verb's noun for the verb: "TLB invalidation" is none of ours, but `lookup`, `wakeup` are. */
type Tables = { readonly senses: Map<string, Sense[]>; readonly forms: Map<string, VerbForm[]> };
let made: Tables | null = null;

function tables(): Tables {
  if (made) return made;
  const senses = new Map<string, Sense[]>();
  const found = new Map<string, Map<string, Set<Form>>>();
  for (const sense of SENSES)
    for (const verb of sense.verbs.trim().split(/\s+/)) {
      senses.set(verb, [...(senses.get(verb) ?? []), sense]);
      const [stem = '', particle = ''] = verb.split(/_(.*)/);
      for (const [word, form] of formsOf(stem)) {
        const base = particle === '' ? stem : verb;
        const bases = found.get(word) ?? new Map<string, Set<Form>>();
        found.set(word, bases);
        bases.set(base, (bases.get(base) ?? new Set()).add(form));
      }
    }
  const forms = new Map<string, VerbForm[]>();
  // a verb with its particle before the verb alone: "wakes up", then "wakes"
  for (const [word, bases] of found)
    forms.set(
      word,
      [...bases]
        .map(([base, all]) => ({ base, forms: all }))
        .sort((a, b) => particlesOf(b.base).length - particlesOf(a.base).length),
    );
  made = { senses, forms };
  return made;
}

/** `wake_up`: up; `go_to_sleep`: to, sleep. */
export const particlesOf = (base: string): readonly string[] => base.split('_').slice(1);
