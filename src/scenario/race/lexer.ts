import type { Position } from '../types.ts';

/** One token of a line. `glued`: no white space stands before it, so that `use-after-free` is one word and `a - b` is not. */
export type Token = {
  readonly kind: 'word' | 'number' | 'string' | 'symbol';
  /** Without its quotes. */
  readonly text: string;
  readonly at: Position;
  readonly glued: boolean;
};

/** A line cut into tokens; `comment` is what follows ` # `, the text of the drawn cell. `bad` is where no token could be read. */
export type LexedLine = { readonly tokens: readonly Token[]; readonly comment: string; readonly bad: Position | null };

const WORD = /\*{0,3}[A-Za-z_$][\w$@]*(?:(?:->|\.)[A-Za-z_$][\w$@]*|\[[\w$]+\])*/y;
const NUMBER = /0x[0-9a-fA-F]+|\d+/y;
const SYMBOL = /==|!=|<=|>=|\+\+|--|\+=|-=|&&|\|\||[=<>!&|+\-(),;:]/y;
const PLAIN_NAME = /^\*{0,3}[A-Za-z_$][\w$@]*(?:(?:->|\.)[A-Za-z_$][\w$@]*|\[[\w$]+\])*$/;

/** Words that mean something to the grammar, so a name that is one must stand in backquotes. */
const RESERVED = new Set(['noted', 'await', 'check', 'if', 'goto', 'else', 'pass', 'in', 'implied', 'until', 'end']);

/** Whether `name` can stand in a `.race` text without backquotes. */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name) && !RESERVED.has(name);
}

/** Cuts one line of a `.race` text into tokens. Linear in its length. */
export function lexLine(text: string, line: number): LexedLine {
  const tokens: Token[] = [];
  let offset = 0;
  let bad: Position | null = null;
  const take = (kind: Token['kind'], value: string, end: number, start: number) => {
    tokens.push({ kind, text: value, at: { line, column: start + 1 }, glued: start > 0 && !isBlank(text[start - 1]) });
    offset = end;
  };
  while (offset < text.length) {
    const character = text[offset] as string;
    if (isBlank(character)) {
      offset++;
      continue;
    }
    if (character === '#') return { tokens, comment: text.slice(offset + 1).trim(), bad };
    const start = offset;
    if (character === '"' || character === '`' || character === '<') {
      const quoted = readQuoted(text, offset, tokens.length);
      if (quoted) {
        take(character === '`' ? 'word' : 'string', quoted.value, quoted.end, start);
        continue;
      }
    }
    const kind = (['word', 'number', 'symbol'] as const).find(
      (each) => matchAt(patternOf(each), text, offset) !== null,
    );
    if (kind === undefined) {
      bad = { line, column: offset + 1 };
      break;
    }
    const value = matchAt(patternOf(kind), text, offset) as string;
    take(kind, value, offset + value.length, start);
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

/** `"title"` with `\"` and `\\`, a backquoted name, or a `<message-id>` (never the first token: there `<` compares). */
function readQuoted(text: string, start: number, tokensBefore: number): { value: string; end: number } | null {
  const open = text[start];
  if (open === '<') {
    const close = text.indexOf('>', start);
    const inside = close < 0 ? '' : text.slice(start + 1, close);
    return tokensBefore > 0 && inside.includes('@') && !/\s/.test(inside)
      ? { value: `<${inside}>`, end: close + 1 }
      : null;
  }
  let value = '';
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === open) return { value, end: i + 1 };
    if (open === '"' && text[i] === '\\' && i + 1 < text.length) i++;
    value += text[i];
  }
  return null;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\u00a0' || character === '\r';
}
