import { FAILURE_WORDS } from '../lexicon/failures.ts';
import type { Failure } from '../types.ts';

/** Words of the table by their first word, in the table's order. */
let byFirst: Map<string, { words: readonly string[]; failure: Failure; rank: number }[]> | null = null;

function table() {
  if (byFirst) return byFirst;
  byFirst = new Map();
  FAILURE_WORDS.forEach(([failure, phrases], rank) => {
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
  let found: { failure: Failure; rank: number } | null = null;
  for (let i = 0; i < words.length; i++) {
    for (const entry of table().get(words[i] ?? '') ?? []) {
      if (found && entry.rank >= found.rank) continue;
      if (entry.words.every((word, k) => words[i + k] === word)) found = entry;
    }
  }
  return found?.failure ?? null;
}
