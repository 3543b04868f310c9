import type { Comparison, Term } from '../types.ts';

/** A C expression or a name as the lexicon and the scenario compare it: `(struct foo *)&dev->lock;` is `dev->lock`. */
export function cleanTerm(text: string): Term {
  let term = text
    .trim()
    .replace(/[;,]+$/, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  for (let i = 0; i < 8; i++) {
    const before = term;
    if (term.startsWith('&') && !term.startsWith('&&')) term = term.slice(1).trim();
    if (term.startsWith('(') && closing(term, 0) === term.length - 1) term = term.slice(1, -1).trim();
    const cast = castEnd(term);
    if (cast > 0) term = term.slice(cast).trim();
    if (term === before) break;
  }
  return term.replace(/ ?(->|\.) ?/g, (_, operator: string) => operator);
}

/** Where the bracket that opens at `open` is closed, or -1. */
export function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const c = text[i];
    if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return i;
  }
  return -1;
}

/** End of a leading cast such as `(struct foo *)`; 0 where there is none. A parenthesised name before `->` is no cast. */
function castEnd(term: string): number {
  if (!term.startsWith('(')) return 0;
  const end = closing(term, 0);
  if (end < 0 || end === term.length - 1) return 0;
  const inside = term.slice(1, end).trim();
  if (
    !/^(?:(?:const|struct|union|enum|unsigned|volatile|void|long|int|char|u8|u16|u32|u64|\w+_t)\b[\w ]*\**|\w+ ?\*+)$/.test(
      inside,
    )
  )
    return 0;
  return /^[\w&*(]/.test(term.slice(end + 1).trim()) ? end + 1 : 0;
}

/** What embeds a field: `p` for `p->rcu`, `a->b` for `a->b.node`; a plain name embeds itself. */
export function owner(term: Term): Term {
  const at = Math.max(term.lastIndexOf('->'), term.lastIndexOf('.'));
  return at > 0 ? term.slice(0, at) : term;
}

const NEGATED = { '==': '!=', '!=': '==', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;
export const negate = (c: Comparison): Comparison => ({ ...c, is: NEGATED[c.is] });

const IS_CONSTANT =
  /^(?:-?(?:0x[\da-fA-F]+|\d+)[uUlL]*|NULL|true|false|-?E[A-Z]+\d*|[A-Z][A-Z0-9]*_[A-Z0-9_]*|[A-Z]{3,}\d{0,3}|'.'|".*")$/;
/** A number, NULL, or an ENUMERATOR. One or two capital letters are a variable, as in litmus tests. */
export const isConstant = (term: Term): boolean => term.length < 80 && IS_CONSTANT.test(term);

const IS_NAME = /^[A-Za-z_][\w]*$/;
export const isName = (term: Term): boolean => term.length < 200 && IS_NAME.test(term);
