import type { Place } from '../types.ts';

/** One token of a litmus test. `end` closes the text. */
export type Token = { readonly kind: 'name' | 'number' | 'symbol' | 'end'; readonly text: string; readonly at: Place };

export type Lexed =
  | { readonly tokens: readonly Token[]; readonly bad: null }
  | { readonly tokens: null; readonly bad: { readonly at: Place; readonly detail: string } };

const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /0[xX][0-9a-fA-F]+|\d+/y;
/** What C lets follow a number to say its type. */
const SUFFIX = /[uUlL]{0,3}/y;
const SYMBOL = /\/\\|\\\/|->|=>|==|!=|<=|>=|<<|>>|&&|\|\||\+=|-=|\+\+|--|[-+*/%&|^~!<>=(){}[\];:,.?]/y;
const BLANK = /[\s\u00a0]+|\/\/[^\n]*/y;

/**
 * Cuts a litmus test into tokens. Comments are `/* … *\/` and `// …`, and outside of the threads
 * `(* … *)`, which nests; in a thread `(*x)` is C. Linear in the length of the text.
 * @param start offset at which to begin: the first line has a grammar of its own
 */
export function lex(text: string, start = 0): Lexed {
  const tokens: Token[] = [];
  let offset = start;
  let line = text.slice(0, start).split('\n').length;
  let lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const code = new Code();
  const place = (): Place => ({ line, column: offset - lineStart + 1 });
  const skipTo = (end: number) => {
    for (let at = text.indexOf('\n', offset); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
      line++;
      lineStart = at + 1;
    }
    offset = end;
  };
  const bad = (detail: string): Lexed => ({ tokens: null, bad: { at: place(), detail } });
  while (offset < text.length) {
    const blank = matchAt(BLANK, text, offset);
    if (blank !== null) {
      skipTo(offset + blank.length);
      continue;
    }
    const isNesting = !code.inside && text.startsWith('(*', offset);
    if (isNesting || text.startsWith('/*', offset)) {
      const end = isNesting ? endOfNested(text, offset) : endOf(text, '*/', offset + 2);
      if (end === null) return bad('this comment has no end');
      skipTo(end);
      continue;
    }
    const found = read(text, offset);
    if (found === null) return bad(`"${String.fromCodePoint(text.codePointAt(offset) as number)}" has no meaning here`);
    code.see(found.text);
    tokens.push({ ...found, at: place() });
    offset += found.text.length;
    if (found.kind === 'number') offset += (matchAt(SUFFIX, text, offset) ?? '').length;
  }
  tokens.push({ kind: 'end', text: '', at: place() });
  return { tokens, bad: null };
}

/** Follows whether the text is in a thread, which is C from its name to its last brace. */
class Code {
  inside = false;
  private depth = 0;

  see(token: string): void {
    if (!this.inside) this.inside = this.depth === 0 && /^P\d+$/.test(token);
    if (token === '{') this.depth++;
    if (token === '}') {
      this.depth--;
      if (this.depth === 0) this.inside = false;
    }
  }
}

function read(text: string, offset: number): { readonly kind: Token['kind']; readonly text: string } | null {
  const name = matchAt(NAME, text, offset);
  if (name !== null) return { kind: 'name', text: name };
  const number = matchAt(NUMBER, text, offset);
  if (number !== null) return { kind: 'number', text: number };
  const symbol = matchAt(SYMBOL, text, offset);
  return symbol === null ? null : { kind: 'symbol', text: symbol };
}

function matchAt(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

function endOf(text: string, close: string, from: number): number | null {
  const at = text.indexOf(close, from);
  return at < 0 ? null : at + close.length;
}

function endOfNested(text: string, start: number): number | null {
  let depth = 0;
  const marks = /\(\*|\*\)/g;
  marks.lastIndex = start;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    depth += mark[0] === '(*' ? 1 : -1;
    if (depth === 0) return mark.index + 2;
  }
  // C in a comment, `f(*x)`, opens what nothing closes: then the first end is meant
  return endOf(text, '*)', start + 2);
}
