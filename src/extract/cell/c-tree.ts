import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/cpp';
import type { Lexicon } from '../lexicon/index.ts';
import { LONGEST_CELL } from './types.ts';

/**
 * A cell parsed as the body of a C function by an error-tolerant C++ grammar. Words that only C++ reserves (`new`, `class`) are
 * disguised by others of the same length, so positions in the tree are positions in the cell.
 */
export type CTree = {
  readonly body: SyntaxNode;
  readonly code: string;
  readonly textOf: (node: SyntaxNode) => string;
  /** What the names in it mean. */
  readonly lexicon: Lexicon;
};

const HEAD = 'void f(){';
const CPP_WORDS =
  /\b(?:new|delete|class|this|template|private|public|protected|operator|virtual|namespace|using|typename|try|catch|throw|friend|explicit|export|concept|requires|and|or|not|xor|bool|typeid|final|override|mutable|import|module)\b/g;

/** The last texts parsed: a cell is asked several times, as it stands and without what leads to it. */
const recent = new Map<string, SyntaxNode | null>();
const MOST_RECENT = 8;

function bodyOf(code: string): SyntaxNode | null {
  const known = recent.get(code);
  if (known !== undefined) return known;
  const body = parser.parse(`${HEAD}${code}\n;}`).topNode.firstChild?.getChild('CompoundStatement') ?? null;
  const [oldest] = recent.keys();
  if (oldest !== undefined && recent.size >= MOST_RECENT) recent.delete(oldest);
  recent.set(code, body);
  return body;
}

/** Null where the cell is too long, or the parser made no body of it. */
export function parseC(text: string, lexicon: Lexicon): CTree | null {
  if (text.length > LONGEST_CELL) return null;
  const disguised = text
    .replace(CPP_WORDS, (word) => (word === 'bool' ? word : `${word.slice(0, -1)}Q`))
    .replace(/[#@$`]/g, '_')
    .replace(
      /([(,] {0,3})(\.{2,3}|…)(?= {0,3}[,)])/g,
      (_, before: string, dots: string) => before + '_'.repeat(dots.length),
    );
  const body = bodyOf(disguised);
  if (body === null) return null;
  return {
    body,
    code: text,
    lexicon,
    textOf: (node) => text.slice(Math.max(0, node.from - HEAD.length), Math.max(0, node.to - HEAD.length)).trim(),
  };
}

/** Children in order, without brackets and commas. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const all: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) all.push(child);
  return all;
}

const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', ';']);
/** Children that are expressions, statements or declarators. */
export const parts = (node: SyntaxNode): SyntaxNode[] =>
  children(node).filter((child) => !PUNCTUATION.has(child.name) && !child.type.isError);
