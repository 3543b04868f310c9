import { ProblemError } from '../../../problems.ts';
import type { Place } from '../types.ts';
import type { Token } from './lexer.ts';

/** Walks the tokens of a test; every failure to match is a `ProblemError` with line and column. */
export class Cursor {
  private next = 0;
  /** How deep statements and expressions nest; refused where it is absurd, so that no text overflows the stack. */
  private depth = 0;
  readonly tokens: readonly Token[];
  readonly source: string;

  constructor(tokens: readonly Token[], source: string) {
    this.tokens = tokens;
    this.source = source;
  }

  /** The token `ahead` places on; the last one is the end. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.next + ahead, this.tokens.length - 1)] as Token;
  }

  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && token.kind !== 'end';
  }

  isKind(kind: Token['kind'], ahead = 0): boolean {
    return this.peek(ahead).kind === kind;
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.next++;
    return true;
  }

  expect(text: string): Token {
    const token = this.peek();
    if (!this.accept(text)) this.fail(`expected "${text}"${this.found()}`);
    return token;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.next++;
    return token;
  }

  name(what: string): Token {
    if (!this.isKind('name')) this.fail(`expected ${what}${this.found()}`);
    return this.take();
  }

  number(what = 'a number'): number {
    const isNegative = this.accept('-');
    if (!this.isKind('number')) this.fail(`expected ${what}${this.found()}`);
    const value = Number(this.take().text);
    return isNegative ? -value : value;
  }

  /** Runs `read` one level deeper. */
  nested<Result>(read: () => Result): Result {
    if (++this.depth > 100) this.limit('more than 100 levels of nesting');
    const result = read();
    this.depth--;
    return result;
  }

  found(): string {
    const token = this.peek();
    return token.kind === 'end' ? ', but the test ends here' : `, found "${token.text}"`;
  }

  fail(detail: string, at: Place = this.peek().at): never {
    throw new ProblemError({ code: 'litmus-syntax', source: this.source, ...at, detail });
  }

  unsupported(detail: string, at: Place = this.peek().at): never {
    throw new ProblemError({ code: 'litmus-unsupported', source: this.source, ...at, detail });
  }

  limit(detail: string, at: Place = this.peek().at): never {
    throw new ProblemError({ code: 'litmus-limit', source: this.source, ...at, detail });
  }
}
