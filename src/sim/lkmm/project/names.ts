import { PRIMITIVE_NAMES } from '../primitives/index.ts';

/** What a name of a litmus test must not be: words of C and of the format itself. */
const RESERVED: ReadonlySet<string> = new Set([
  ...PRIMITIVE_NAMES,
  ...'auto break case char const continue default do double else enum extern float for goto if int long register return'.split(
    ' ',
  ),
  ...'short signed sizeof static struct switch typedef union unsigned void volatile while atomic_t spinlock_t'.split(
    ' ',
  ),
  ...'exists forall filter locations not true false exist observed with and or'.split(' '),
]);

/** Gives each name a C identifier of its own: `dev->state` is `dev_state`. */
export class Names {
  private readonly used = new Set<string>();

  unique(name: string): string {
    const word = name
      .replace(/\W+/g, '_')
      .replace(/^_+|_+$/g, '')
      .replace(/^(?=\d|$)/, 'v');
    const base = RESERVED.has(word) || /^P\d+$/.test(word) ? `${word}_` : word;
    let own = base;
    for (let number = 2; this.used.has(own); number++) own = `${base}_${number}`;
    this.used.add(own);
    return own;
  }
}

/** The name of the test, in one word. */
export function testName(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9_]+/g) ?? [];
  return words.slice(0, 8).join('-') || 'scenario';
}
