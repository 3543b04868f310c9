import type { Term } from '../types.ts';
import { cleanTerm } from './term.ts';

/**
 * The small language of the phrase tables. A pattern is words and slots, separated by blanks:
 *
 *     take|takes      one of these words, in any case          the?       may be left out
 *     <lock>          a name or expression: one to four words, as few as fit
 *     <flag:name>     one word that is an identifier           <v:value>  0, NULL, set, clear, true, a number …
 *     <x:term>        one word that is a C expression          ...        whatever follows, nothing too
 *
 * Matching tries each slot from short to long. Slots are few and short and phrases are at most 40 words, so the time is bounded.
 */
export type Pattern = readonly Element[];
type Element =
  | { readonly is: 'words'; readonly any: ReadonlySet<string>; readonly optional: boolean }
  | { readonly is: 'slot'; readonly name: string; readonly kind: SlotKind }
  | { readonly is: 'rest' };
type SlotKind = 'phrase' | 'name' | 'value' | 'term';

/** A word of the text with its place. */
export type Token = { readonly text: string; readonly lower: string; readonly end: number };
export type Slots = Readonly<Record<string, Term>>;

export const MOST_TOKENS = 40;
const LONGEST_SLOT = 4;

export function parsePattern(source: string): Pattern {
  return source.split(' ').map((word): Element => {
    if (word === '...') return { is: 'rest' };
    const slot = word.match(/^<(\w+)(?::(\w+))?>$/);
    if (slot) return { is: 'slot', name: slot[1] ?? '', kind: (slot[2] ?? 'phrase') as SlotKind };
    const optional = word.endsWith('?');
    return { is: 'words', any: new Set((optional ? word.slice(0, -1) : word).split('|')), optional };
  });
}

/** The first word's alternatives where the pattern begins with words that must stand there; null where it begins otherwise. */
export function firstWords(pattern: Pattern): readonly string[] | null {
  const first = pattern[0];
  return first?.is === 'words' && !first.optional ? [...first.any] : null;
}

/** Words of `text` from `from`, at most 40. Punctuation at a word's end stays in `text`, is off in `lower`. */
export function tokenise(text: string, from = 0): readonly Token[] {
  const tokens: Token[] = [];
  let at = from;
  while (at < text.length && tokens.length < MOST_TOKENS) {
    while (text[at] === ' ') at++;
    if (at >= text.length) break;
    let end = text.indexOf(' ', at);
    if (end < 0) end = text.length;
    const word = text.slice(at, Math.min(end, at + 200));
    tokens.push({
      text: word,
      lower: word
        .toLowerCase()
        .replace(/[.,;:!?'")]+$/, '')
        .replace(/^['"`(]+/, ''),
      end,
    });
    at = end;
  }
  return tokens;
}

/** A match: what the slots hold, and how many tokens it took. `whole`: every token must be taken. */
export function matchPattern(
  pattern: Pattern,
  tokens: readonly Token[],
  whole: boolean,
): { slots: Slots; taken: number } | null {
  const slots: Record<string, Term> = {};
  const longest = whole ? LONGEST_SLOT : 1;
  const go = (element: number, token: number): number => {
    const part = pattern[element];
    if (part === undefined) return !whole || token === tokens.length ? token : -1;
    if (part.is === 'rest') return whole ? tokens.length : token;
    const here = tokens[token];
    if (part.is === 'words') {
      if (here && part.any.has(here.lower)) {
        const end = go(element + 1, token + 1);
        if (end >= 0) return end;
      }
      return part.optional ? go(element + 1, token) : -1;
    }
    if (!here) return -1;
    const start = DETERMINERS.has(here.lower) && tokens[token + 1] && whole ? token + 1 : token;
    for (let size = 1; size <= (part.kind === 'phrase' ? longest : 1) && start + size <= tokens.length; size++) {
      const words = tokens.slice(start, start + size);
      if (!fitsSlot(part.kind, words, whole)) continue;
      const end = go(element + 1, start + size);
      if (end < 0) continue;
      slots[part.name] = slotTerm(words);
      return end;
    }
    return -1;
  };
  const taken = go(0, 0);
  return taken > 0 ? { slots, taken } : null;
}

const DETERMINERS = new Set(['the', 'a', 'an', 'its', 'this', 'that', 'our', 'same', 'old', 'new', 'some']);
/** A slot is a thing: it does not begin with one of these. */
const NO_THING = new Set(
  'no not to and or of if when then without is was be it with on in for from by at as so but will would can may now still already try get set take has have do does been are we i he she they there here held only once until while because again up down'.split(
    ' ',
  ),
);
const VALUE =
  /^(?:0x[\da-f]+|-?\d+|null|nil|zero|true|false|set|clear|cleared|unset|empty|nonzero|non-zero|non-null|not-null|changed|e[a-z]+)$/;
const NAME = /^[A-Za-z_]\w*(?:\(\))?$/;
const TERM = /^&?\*?[A-Za-z_(][\w.()>*&#:@/+-]*(?:\[[^\]]{0,40}\][\w.>-]*)*$/;

function fitsSlot(kind: SlotKind, words: readonly Token[], whole: boolean): boolean {
  const first = words[0];
  if (!first) return false;
  if (kind === 'value') return VALUE.test(first.lower);
  const bare = first.text.replace(/[.,;:!?'"]+$/, '').replace(/^['"`]+/, '');
  if (kind === 'name') return NAME.test(bare);
  if (kind === 'term' || !whole) return TERM.test(bare) && !NO_THING.has(first.lower);
  return words.every((word) => !NO_THING.has(word.lower)) && /\w/.test(bare);
}

const slotTerm = (words: readonly Token[]): Term =>
  cleanTerm(
    words
      .map((word) => word.text)
      .join(' ')
      .replace(/[.,;:!?'"`]+$/, '')
      .replace(/^['"`]+/, ''),
  ).replace(/\(\)$/, '');
