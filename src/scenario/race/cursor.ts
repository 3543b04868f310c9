import { type Problem, ProblemError } from '../../problems.ts';
import type { Position } from '../types.ts';
import type { Token } from './lexer.ts';

/** Walks the tokens of one line; every failure to match is a `ProblemError` with the line and column. */
export class Cursor {
  private next = 0;
  /** Operators read so far; an expression refuses too many. */
  operators = 0;
  readonly tokens: readonly Token[];
  readonly source: string;
  readonly endOfLine: Position;

  constructor(tokens: readonly Token[], source: string, endOfLine: Position) {
    this.tokens = tokens;
    this.source = source;
    this.endOfLine = endOfLine;
  }

  get token(): Token | undefined {
    return this.tokens[this.next];
  }

  get done(): boolean {
    return this.next >= this.tokens.length;
  }

  get position(): Position {
    return this.token?.at ?? this.endOfLine;
  }

  is(text: string): boolean {
    const token = this.token;
    return token !== undefined && !token.isQuoted && token.text === text;
  }

  /** Takes the token if it is `text`. */
  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.next++;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) this.fail(`expected "${text}"${this.found()}`);
  }

  /** Takes the next token whatever it is. */
  take(what: string): Token {
    const token = this.token;
    if (token === undefined) this.fail(`expected ${what}${this.found()}`);
    this.next++;
    return token;
  }

  takeKind(kind: Token['kind'], what: string): Token {
    if (this.token?.kind !== kind) this.fail(`expected ${what}${this.found()}`);
    return this.take(what);
  }

  /** A word that may hold hyphens: `use-after-free`, `read-lock`. */
  hyphenated(what: string): string {
    const first = this.takeKind('word', what);
    let text = first.text;
    while (!first.isQuoted && this.token?.glued && this.is('-') && this.tokens[this.next + 1]?.glued) {
      const after = this.tokens[this.next + 1] as Token;
      if (after.kind !== 'word') break;
      text += `-${after.text}`;
      this.next += 2;
    }
    return text;
  }

  /** `12:9`, `implied:3`: the id of a step. */
  stepId(what = 'a step such as 12:9'): string {
    const head = this.take(what);
    if (head.kind === 'word' && !this.is(':')) return head.text;
    if ((head.kind !== 'number' && head.kind !== 'word') || !this.accept(':')) this.fail(`expected ${what}`, head.at);
    const number = this.takeKind('number', what).text;
    return `${head.text}:${number}`;
  }

  found(): string {
    return this.token === undefined ? ', but the line ends here' : `, found "${this.token.text}"`;
  }

  fail(detail: string, at: Position = this.position): never {
    throw new ProblemError(syntaxProblem(this.source, at, detail));
  }
}

export function syntaxProblem(source: string, at: Position, detail: string): Problem {
  return { code: 'race-syntax', source, line: at.line, column: at.column, detail };
}
