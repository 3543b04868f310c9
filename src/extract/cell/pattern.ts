import { flagWord, pteState } from '../lexicon/index.ts';
import type { Term } from '../types.ts';
import { verbOf } from './clause/verb-forms.ts';
import { ALSO_NOUN, COMPOUND } from './clause/words.ts';
import { isEntry } from './entry.ts';
import { lockTerm } from './lock-name.ts';
import { cleanTerm } from './term.ts';
import { DETERMINERS, LOCK_KINDS, NO_LOCK_NAME, NO_THING } from './words.ts';

/**
 * The small language of the phrase tables. A pattern is words and slots, separated by blanks:
 *
 *     take|takes      one of these words, in any case          the?       may be left out
 *     <thing>         a name or expression: one to four words, as few as fit
 *     <flag:name>     one word that is an identifier           <v:value>  0, NULL, set, clear, true, a number …
 *     <x:term>        one word that is a C expression          ...        whatever follows, nothing too
 *     <lock>          a lock: one or two nouns, never a verb   <l:locklike>  one word that says that it is a lock: `q_lock`, `the mutex`
 *     <f:flag>        a flag of page-table entries             <b:bit>    the same, also by a bare word: `write`
 *     <l:named>       as locklike, or in capitals: `RTNL`, `A`  <w:worklike>  a work item or timer by its name: `free_work`
 *     <d:donelike>    a completion by its name: `probe_done`   <f:called>   a function with its brackets: `frob_ok()`
 *     <s:state>       what an entry is: `read-only`, `dirty`   <e:entry>  a variable that holds an entry: `orig_pte`, `*ptep`
 *
 * Matching tries each slot from short to long. Slots are few and short and phrases are at most 40 words, so the time is bounded.
 */
export type Pattern = readonly Element[];
type Element =
  | { readonly is: 'words'; readonly any: ReadonlySet<string>; readonly optional: boolean }
  | { readonly is: 'slot'; readonly name: string; readonly kind: SlotKind }
  | { readonly is: 'rest' };
type SlotKind =
  | 'phrase' | 'name' | 'value' | 'term' | 'lock' | 'locklike' | 'flag' | 'bit' | 'state' | 'entry' | 'named' | 'worklike' | 'donelike' | 'called'; // biome-ignore format: one list
/** How many words a slot of a kind may take; one where it is not said. */
const LONGEST: Partial<Record<SlotKind, number>> = { phrase: 4, lock: 2 };

/** A word of the text with its place. */
export type Token = { readonly text: string; readonly lower: string; readonly end: number };
export type Slots = Readonly<Record<string, Term>>;

export const MOST_TOKENS = 40;

export function parsePattern(source: string): Pattern {
  return source.split(' ').map((word): Element => {
    if (word === '...') return { is: 'rest' };
    const slot = word.match(/^<(\w+)(?::(\w+))?>$/);
    if (slot)
      return {
        is: 'slot',
        name: slot[1] ?? '',
        kind: (slot[2] ?? (slot[1] === 'lock' ? 'lock' : 'phrase')) as SlotKind,
      };
    const optional = word.endsWith('?');
    return { is: 'words', any: new Set((optional ? word.slice(0, -1) : word).split('|')), optional };
  });
}

/** Words that a match can begin with, where the pattern begins with words; null where it may begin with a slot. */
export function firstWords(pattern: Pattern): readonly string[] | null {
  const words: string[] = [];
  for (const part of pattern) {
    if (part.is !== 'words') return null;
    words.push(...part.any);
    if (!part.optional) return words;
  }
  return null;
}

/** The first word may be left out, so what stands there is less surely a verb. */
export const opensWithOption = (pattern: Pattern): boolean => pattern[0]?.is === 'words' && pattern[0].optional;

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
    if (whole && isVerbHere(part.kind, here, tokens, token)) return -1;
    const longest = whole ? (LONGEST[part.kind] ?? 1) : 1;
    const start = isDeterminer(here) && tokens[token + 1] && whole ? token + 1 : token;
    for (let size = 1; size <= longest && start + size <= tokens.length; size++) {
      const words = tokens.slice(start, start + size);
      if (!fitsSlot(part.kind, words, whole)) continue;
      const end = go(element + 1, start + size);
      if (end < 0) continue;
      slots[part.name] =
        part.kind === 'lock' || part.kind === 'locklike' || part.kind === 'named' ? lockTerm(words) : slotTerm(words);
      return end;
    }
    return -1;
  };
  const taken = go(0, 0);
  return taken > 0 ? { slots, taken } : null;
}

const VALUE =
  /^(?:0x[\da-f]+|-?\d+|null|nil|zero|true|false|set|clear|cleared|unset|empty|nonzero|non-zero|non-null|not-null|changed)$/;
const NAME = /^[A-Za-z_]\w*(?:\(\))?$/;
const TERM = /^&?\*?[A-Za-z_(][\w.()>*&#:@/+-]*(?:\[[^\]]{0,40}\][\w.>-]*)*$/;

/** A lock by the form of its name alone. */
/** Locks that all kernel developers know by name. */
const LOCK_NAMES = new Set(['rtnl', 'bkl', 'pt', 'ptl', 'mmap_sem']);
const WORKLIKE = /(?:work|timer|tasklet|works)$/i;
const DONELIKE = /(?:done|completion|compl|complete|comp)$/i;
const LOCKLIKE = /(?:lock|mutex|sem|rwsem|mtx)$/i;

/** `test fails`, `queue frozen`: behind a word that names a thing as well stands the verb, and no thing. */
function isVerbHere(kind: SlotKind, word: Token, tokens: readonly Token[], at: number): boolean {
  if ((kind !== 'phrase' && kind !== 'term' && kind !== 'lock') || at !== 1 || !ALSO_NOUN.has(tokens[0]?.lower ?? ''))
    return false;
  const later = tokens
    .slice(at + 1, at + 3)
    .some(({ lower }) => verbOf(lower)?.forms.has('third') === true && !ALSO_NOUN.has(lower.replace(/s$/, '')));
  if (later) return true;
  if (at + 1 === tokens.length && COMPOUND.has(word.lower)) return true;
  if (!/^[a-z]+$/.test(word.text) || /(?:[^s]|^)works$|flags$|pages$|locks$/.test(word.text)) return false;
  // `free deleted` frees what was deleted.
  if (tokens[0]?.lower === 'free' && !word.lower.endsWith('s') && word.lower !== 'failed') return false;
  const forms = verbOf(word.lower)?.forms;
  return (
    forms !== undefined && (forms.has('third') || forms.has('past')) && !forms.has('base') && at + 1 === tokens.length
  );
}

/** `A` alone is the name of something in these drawings. */
const isDeterminer = (word: Token): boolean => DETERMINERS.has(word.lower) && word.text !== 'A';
/** A noun or identifier that may name a lock: `A`, `q->lock`, `queue's`. */
const namesLock = (word: Token): boolean =>
  word.text === 'A' || (TERM.test(bareWord(word).replace(/['’]s$/, '')) && !NO_LOCK_NAME.has(word.lower));
const bareWord = (word: Token): string => word.text.replace(/[.,;:!?'"`]+$/, '').replace(/^['"`]+/, '');

function fitsSlot(kind: SlotKind, words: readonly Token[], whole: boolean): boolean {
  const first = words[0];
  if (!first) return false;
  if (kind === 'value') return VALUE.test(first.lower) || /^-?E[A-Z]{2,14}[.,;)]*$/.test(first.text);
  const bare = bareWord(first);
  if (kind === 'name') return NAME.test(bare);
  if (kind === 'lock') return words.every(namesLock);
  if (kind === 'locklike') return LOCK_KINDS.has(first.lower) || (TERM.test(bare) && LOCKLIKE.test(bare));
  if (kind === 'named')
    return (
      (TERM.test(bare) && LOCKLIKE.test(bare)) || LOCK_NAMES.has(first.lower) || /^[A-Z](?:[A-Z0-9_]*|\w?)$/.test(bare)
    );
  if (kind === 'worklike') return TERM.test(bare) && WORKLIKE.test(bare);
  if (kind === 'donelike') return TERM.test(bare) && DONELIKE.test(bare);
  if (kind === 'called') return /^[A-Za-z_]\w*\(.{0,60}\)$/.test(first.text);
  if (kind === 'flag' || kind === 'bit') return flagWord(first.lower, kind === 'bit') !== null;
  if (kind === 'state') return pteState(first.lower) !== null;
  if (kind === 'entry') return isEntry(bare);
  if (kind === 'term' || !whole) return TERM.test(bare) && !NO_THING.has(first.lower);
  // A thing ends at a comma.
  if (words.slice(0, -1).some((word) => /[,;]$/.test(word.text))) return false;
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
