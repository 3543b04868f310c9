/**
 * The words of a run-together text, with what C and the drawings write without a gap kept whole:
 *
 *     pte_same(a, b) -> PASS        call, arrow, word
 *     (a C comment)                 comment
 *     ^^^^^^^   =======             underline, rule
 *     XXXXXXX   [ delayed here ]    mark, bracket
 */
export type TokenKind = 'word' | 'call' | 'comment' | 'underline' | 'rule' | 'mark' | 'bracket' | 'operator' | 'arrow';

export type Token = {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offsets in the text, `end` behind the last character. */
  readonly start: number;
  readonly end: number;
};

const OPERATORS = new Set(
  '= == != < > <= >= += -= *= /= %= |= &= ^= <<= >>= + - * / % & | ^ && || << >> ? : , ! ~'.split(' '),
);
const ARROWS = new Set('-> --> => ==> ---> <- <-- <--- <= // ~>'.split(' '));
/** Longest note in brackets: `[ delayed here ]`. */
const LONGEST_BRACKET = 120;

export function tokensOf(text: string): Token[] {
  const closing = closingParentheses(text);
  const tokens: Token[] = [];
  const lastComment = text.lastIndexOf('*/');
  let at = 0;
  while (at < text.length) {
    if (isSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    let end = bracketEnd(text, at);
    let kind: TokenKind | null = end > 0 ? 'bracket' : null;
    if (text.startsWith('/*', at) && lastComment > at) {
      end = text.indexOf('*/', at + 2);
      end = end < 0 ? text.length : end + 2;
      kind = 'comment';
    } else if (kind === null) {
      end = wordEnd(text, at, closing);
    }
    const word = text.slice(at, end);
    tokens.push({ kind: kind ?? kindOf(word), text: word, start: at, end });
    at = end;
  }
  return tokens;
}

export const isSpace = (code: number) => code === 32 || code === 9 || code === 0xa0;

/** For each `(` the index of its `)`, for unmatched ones nothing; one pass. */
function closingParentheses(text: string): Map<number, number> {
  const open: number[] = [];
  const closing = new Map<number, number>();
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '(') open.push(i);
    else if (c === ')') {
      const start = open.pop();
      if (start !== undefined) closing.set(start, i);
    }
  }
  return closing;
}

function wordEnd(text: string, from: number, closing: ReadonlyMap<number, number>): number {
  let at = from;
  while (at < text.length && !isSpace(text.charCodeAt(at))) {
    if (text[at] === '(') at = (closing.get(at) ?? at) + 1;
    else if (text[at] === ';' && at > from) return at + 1;
    else if (at > from && text.startsWith('/*', at)) return at;
    else at++;
  }
  return at;
}

/** `[ delayed here ]` and `<interrupt>`; an index such as `a[i]` belongs to its word. */
function bracketEnd(text: string, at: number): number {
  const c = text[at];
  const next = text.charCodeAt(at + 1);
  const letter = (next >= 65 && next <= 90) || (next >= 97 && next <= 122);
  if (c === '[' && (letter || next === 32 || next === 46)) {
    const end = text.slice(at, at + LONGEST_BRACKET).indexOf(']');
    return end < 0 ? 0 : at + end + 1;
  }
  if (c === '<' && letter) {
    const end = text.slice(at, at + LONGEST_BRACKET).indexOf('>');
    return end < 0 ? 0 : at + end + 1;
  }
  return 0;
}

function kindOf(word: string): TokenKind {
  const first = word[0] as string;
  if (word.length >= 2 && first === '^' && isRun(word, first)) return 'underline';
  if (word === '--' || (word.length >= 3 && '-=_~#+'.includes(first) && isRun(word, first))) return 'rule';
  if (word.length >= 3 && 'X!*'.includes(first) && isRun(word, first)) return 'mark';
  if (ARROWS.has(word)) return 'arrow';
  if (OPERATORS.has(word)) return 'operator';
  return /^[!*&~-]{0,3}[A-Za-z_][\w.>-]{0,120}\(/.test(word) && /\)[;,.]?$/.test(word.slice(-2)) ? 'call' : 'word';
}

const isRun = (word: string, first: string) => {
  for (let i = 1; i < word.length; i++) if (word[i] !== first) return false;
  return true;
};
