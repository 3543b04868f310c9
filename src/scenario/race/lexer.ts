import type { Position } from '../types.ts';
import { readCellText, unquoted } from './quotes.ts';

/** One token of a line. `glued`: no white space stands before it, so that `use-after-free` is one word and `a - b` is not. */
export type Token = {
  readonly kind: 'word' | 'number' | 'string' | 'symbol';
  /** Without its quotes. */
  readonly text: string;
  /** It stands in quotes or backquotes, so it is no word of the grammar. */
  readonly isQuoted: boolean;
  readonly at: Position;
  readonly glued: boolean;
};

/** A line cut into tokens; `comment` is what follows ` # `, the text of the drawn cell. `bad` is where no token could be read. */
export type LexedLine = { readonly tokens: readonly Token[]; readonly comment: string; readonly bad: Position | null };

const WORD = /\*{0,3}[A-Za-z_$][\w$@]*(?:(?:->|\.)[A-Za-z_$][\w$@]*|\[[\w$]+\])*/y;
const NUMBER = /0x[0-9a-fA-F]+|\d+/y;
const SYMBOL = /==|!=|<=|>=|\+\+|--|\+=|-=|&&|\|\||[=<>!&|+\-(),;:]/y;
const MESSAGE_ID = /<[^\s<>]+>/y;
const PLAIN_NAME = /^\*{0,3}[A-Za-z_$][\w$@]*(?:(?:->|\.)[A-Za-z_$][\w$@]*|\[[\w$]+\])*$/;

/** Words that mean something in a statement, so a name that is one must stand in backquotes. */
const RESERVED = new Set(['noted', 'await', 'check', 'if', 'goto', 'else', 'pass', 'in', 'implied', 'until', 'end']);

export function isReserved(word: string): boolean {
  return RESERVED.has(word);
}

/** Whether `name` can stand in a `.race` text without backquotes. */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name) && !RESERVED.has(name);
}

/** Cuts one line of a `.race` text into tokens. Linear in its length. */
export function lexLine(text: string, line: number): LexedLine {
  const tokens: Token[] = [];
  let offset = 0;
  let bad: Position | null = null;
  const take = (kind: Token['kind'], value: string, end: number, start: number, isQuoted: boolean) => {
    const glued = start > 0 && !isBlank(text[start - 1]);
    tokens.push({ kind, text: value, isQuoted, at: { line, column: start + 1 }, glued });
    offset = end;
  };
  while (offset < text.length) {
    const character = text[offset] as string;
    if (isBlank(character)) {
      offset++;
      continue;
    }
    if (character === '#') return { tokens, comment: readCellText(text.slice(offset + 1)), bad };
    const start = offset;
    const quote = character === '"' || character === '`' ? unquoted(text, offset) : null;
    if (quote) {
      take(character === '`' ? 'word' : 'string', quote.value, quote.end, start, true);
      continue;
    }
    // elsewhere `<` compares
    const id = character === '<' && tokens.at(-1)?.text === 'from' ? matchAt(MESSAGE_ID, text, offset) : null;
    if (id) {
      take('string', id, offset + id.length, start, true);
      continue;
    }
    const kind = (['word', 'number', 'symbol'] as const).find(
      (each) => matchAt(patternOf(each), text, offset) !== null,
    );
    if (kind === undefined) {
      bad = { line, column: offset + 1 };
      break;
    }
    const value = matchAt(patternOf(kind), text, offset) as string;
    take(kind, value, offset + value.length, start, false);
  }
  return { tokens, comment: '', bad };
}

function patternOf(kind: 'word' | 'number' | 'symbol'): RegExp {
  return kind === 'word' ? WORD : kind === 'number' ? NUMBER : SYMBOL;
}

function matchAt(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\u00a0' || character === '\r';
}
