import type { Term } from '../../extract/types.ts';
import { Cursor } from '../race/cursor.ts';
import { readExpression } from '../race/expressions.ts';
import { lexLine } from '../race/lexer.ts';
import type { Expression } from '../types.ts';

/** A term as the scenario spells it: no white space, no `&`, no outer parentheses, no trailing `;` or `()`. */
export function normalTerm(term: Term): Term {
  let text = term.replace(/\s+/g, '').replace(/;+$/, '').replace(/^&+/, '');
  while (text.startsWith('(') && closes(text) === text.length - 1) text = text.slice(1, -1).replace(/^&+/, '');
  // (&x)->f is x.f
  text = text.replace(/^\(&([^()]*)\)->/, '$1.');
  return text.replace(/^\(([^()]*)\)(?=->|\.)/, '$1').replace(/^\*\(([^()]*)\)$/, '*$1');
}

/** Where the parenthesis that opens the text closes, or -1. */
function closes(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

export function isPlain(term: Term): boolean {
  return /^[A-Za-z_]\w*$/.test(term);
}

/** `&B`: where a variable stands, not what it holds. */
export function isAddress(term: Term): boolean {
  return /^\s*&\s*[A-Za-z_]\w*\s*;?\s*$/.test(term);
}

/** Names that are values, not places: macros, enumerators, `true`. A single capital is a variable of an example. */
export function isConstantName(term: Term): boolean {
  return /^(?:[A-Z][A-Z0-9_]{2,}|true|false|null)$/.test(term);
}

/** The pointers that reaching a term dereferences, outermost first: `a->b->c` goes through `a` and `a->b`. */
export function dereferenced(term: Term): Term[] {
  const through: Term[] = [];
  for (let at = term.indexOf('->'); at > 0; at = term.indexOf('->', at + 2)) through.push(term.slice(0, at));
  // indexing what is a pointer follows it: `a->buf[0]` goes through `a->buf`
  for (let at = term.indexOf('['); at > 0; at = term.indexOf('[', at + 1)) through.push(term.slice(0, at));
  if (/^\*[A-Za-z_]/.test(term)) through.push(term.slice(1));
  return through;
}

/** Splits `a->b->c` into its base and its field; null where nothing is dereferenced. */
export function splitField(term: Term): { base: Term; field: string } | null {
  const at = term.lastIndexOf('->');
  return at > 0 ? { base: term.slice(0, at), field: term.slice(at + 2) } : null;
}

/** Reads a C fragment as an expression over names, or null where it is more than that (calls, shifts, strings). */
export function readTerm(term: Term): Expression | null {
  const { tokens, bad, comment } = lexLine(term.replace(/\bNULL\b/g, 'null'), 1);
  if (bad !== null || tokens.length === 0 || comment !== '') return null;
  const cursor = new Cursor(tokens, '', { line: 1, column: term.length + 1 });
  try {
    const expression = readExpression(cursor);
    return cursor.done ? expression : null;
  } catch {
    return null;
  }
}

/** The places named in a C fragment, in order: `f(a->b, c) + 1` names a->b and c. Function names are left out. */
export function placesIn(text: string): Term[] {
  const places: Term[] = [];
  const pattern = /[A-Za-z_]\w*(?:(?:->|\.)[A-Za-z_]\w*|\[[^\][]{0,40}\])*/g;
  for (const match of text.matchAll(pattern)) {
    const isCalled = /^\s*\(/.test(text.slice(match.index + match[0].length, match.index + match[0].length + 3));
    if (!isCalled && !isConstantName(match[0]) && !C_WORDS.has(match[0])) places.push(normalTerm(match[0]));
  }
  return places;
}

const C_WORDS = new Set([
  'if',
  'else',
  'while',
  'for',
  'do',
  'return',
  'goto',
  'struct',
  'sizeof',
  'NULL',
  'true',
  'false',
  'const',
  'unsigned',
  'int',
  'long',
  'void',
  'bool',
]);
