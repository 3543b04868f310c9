import { SAME_NAMES, type SameName } from '../../extract/lexicon/same-names.ts';
import type { Term } from '../../extract/types.ts';

export type OneName = {
  /** A normal term, spelled as the whole drawing is to spell it. */
  readonly rename: (term: Term) => Term;
  /** The rows that were needed. */
  readonly used: readonly SameName[];
};

/** The rows of `SAME_NAMES` of which a drawing has both names, as one function. `terms` are all of its terms, in normal form. */
export function oneName(terms: readonly Term[]): OneName {
  let current = [...new Set(terms)];
  const used: SameName[] = [];
  for (const row of SAME_NAMES) {
    if (
      !current.some((term) => has(term, row.part, row.written)) ||
      !current.some((term) => has(term, row.part, row.is))
    )
      continue;
    used.push(row);
    current = [...new Set(current.map((term) => replaced(term, row)))];
  }
  return { used, rename: (term) => used.reduce(replaced, term) };
}

function has(term: Term, part: SameName['part'], name: Term): boolean {
  if (part === 'whole') return term === name;
  if (part === 'path') return term === name || term.startsWith(`${name}->`);
  return term.split(/->|\./).includes(name);
}

function replaced(term: Term, { part, written, is }: SameName): Term {
  if (!has(term, part, written)) return term;
  if (part === 'member') {
    return term
      .split(/(->|\.)/)
      .map((each) => (each === written ? is : each))
      .join('');
  }
  return is + term.slice(written.length);
}
