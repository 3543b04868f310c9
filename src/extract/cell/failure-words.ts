import { FAILURE_WORDS, MECHANISM_WORDS } from '../lexicon/failures.ts';
import type { Failure } from '../types.ts';

/** Words of the table by their first word, in the table's order. */
type Entry = { readonly words: readonly string[]; readonly failure: Failure | null; readonly rank: number };
let byFirst: Map<string, Entry[]> | null = null;

function table() {
  if (byFirst) return byFirst;
  byFirst = new Map();
  const rows: (readonly [Failure | null, readonly string[]])[] = [[null, MECHANISM_WORDS], ...FAILURE_WORDS];
  rows.forEach(([failure, phrases], rank) => {
    for (const phrase of phrases) {
      const words = phrase.split(' ');
      const first = words[0] ?? '';
      byFirst?.set(first, [...(byFirst.get(first) ?? []), { words, failure, rank }]);
    }
  });
  return byFirst;
}

const LONGEST_TEXT = 20_000;

/**
 * The failure that words name: `=> UAF`, `*** DEADLOCK ***`, "a NULL pointer dereference". Where several are named, the one that stands
 * first in the table (a cause before its symptom). Null where none is. A bare BUG names no failure.
 */
export function failureWords(text: string): Failure | null {
  const words = text
    .slice(0, LONGEST_TEXT)
    .toLowerCase()
    .split(/[^a-z0-9_]+/);
  let found: Entry | null = null;
  for (let i = 0; i < words.length; i++) {
    const here = (table().get(words[i] ?? '') ?? []).filter((entry) =>
      entry.words.every((word, k) => words[i + k] === word),
    );
    const mechanism = here.find((entry) => entry.failure === null);
    if (mechanism) {
      i += mechanism.words.length - 1;
      continue;
    }
    for (const entry of here) if (found === null || entry.rank < found.rank) found = entry;
  }
  return found?.failure ?? null;
}
