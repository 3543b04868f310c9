import type { Effect, Term } from '../types.ts';
import {
  firstWords,
  matchPattern,
  opensWithOption,
  type Pattern,
  parsePattern,
  type Slots,
  type Token,
  tokenise,
} from './pattern.ts';
import { PHRASE_TABLES, type Phrase } from './phrases/index.ts';
import { type Understanding, understanding } from './types.ts';
import { NO_SUBJECT } from './words.ts';

/** The phrase tables compiled: by first word, and those that begin with a slot or an optional word. */
type Entry = { readonly phrase: Phrase; readonly pattern: Pattern; readonly rule: string; readonly rank: number };
type Compiled = { readonly byWord: ReadonlyMap<string, readonly Entry[]>; readonly open: readonly Entry[] };

let compiled: Compiled | null = null;

function tables(): Compiled {
  if (compiled) return compiled;
  const byWord = new Map<string, Entry[]>();
  const open: Entry[] = [];
  let rank = 0;
  for (const table of PHRASE_TABLES) {
    for (const phrase of table.phrases) {
      for (const source of phrase.patterns) {
        const entry = { phrase, pattern: parsePattern(source), rule: `${table.name}/${phrase.rule}`, rank: rank++ };
        const words = firstWords(entry.pattern);
        if (words === null) open.push(entry);
        else for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), entry]);
      }
    }
  }
  compiled = { byWord, open };
  return compiled;
}

/** The phrase that the whole text is; its subject ("T1 sets x", "CPU1 waits for y") may stand in front. */
export function understandEnglish(text: string): Understanding | null {
  const tokens = tokenise(text);
  if (tokens.length === 0 || tokens.length > 24 || (tokens.at(-1)?.end ?? 0) < text.length) return null;
  const whole = best(tokens, true, false);
  if (whole) return whole.understanding;
  if (tokens.length > 2 && /^\w{1,40}$/.test(tokens[0]?.text ?? '') && !NO_SUBJECT.has(tokens[0]?.lower ?? '')) {
    const rest = best(tokens.slice(1), true, true);
    if (rest) return rest.understanding;
  }
  const comma = text.lastIndexOf(', ');
  if (comma > 0) {
    const rest = best(tokenise(text, comma + 2), true, true)?.understanding;
    const first = rest ? best(tokenise(text.slice(0, comma)), true, false)?.understanding : undefined;
    if (rest) return first ? together(first, rest) : rest;
  }
  return null;
}

/** "takes A, drops B": both, in this order. */
const together = (first: Understanding, second: Understanding): Understanding => ({
  ...second,
  complete: first.complete && second.complete,
  effects: [...first.effects, ...second.effects],
  failure: first.failure ?? second.failure,
});

/** The longest phrase that begins at `from` in running text, with the place where it ends. */
export function englishAt(text: string, from: number): { end: number; understanding: Understanding } | null {
  const tokens = tokenise(text.slice(0, from + 400), from);
  const found = best(tokens, false, false);
  const last = found && tokens[found.taken - 1];
  return found && last ? { end: last.end, understanding: found.understanding } : null;
}

function best(
  tokens: readonly Token[],
  whole: boolean,
  verbFirst: boolean,
): { taken: number; understanding: Understanding } | null {
  const { byWord, open } = tables();
  const first = tokens[0];
  if (!first) return null;
  const entries = [...(byWord.get(first.lower) ?? []), ...(verbFirst ? [] : open)].sort((a, b) => a.rank - b.rank);
  let found: { taken: number; entry: Entry; slots: Slots } | null = null;
  for (const entry of entries) {
    if (!whole && entry.phrase.cellOnly) continue;
    if (verbFirst && opensWithOption(entry.pattern)) continue;
    const match = matchPattern(entry.pattern, tokens, whole);
    if (match && (found === null || match.taken > found.taken))
      found = { taken: match.taken, entry, slots: match.slots };
    if (whole && found) break;
  }
  return found && { taken: found.taken, understanding: build(found.entry, found.slots) };
}

function build({ phrase, rule }: Entry, slots: Slots): Understanding {
  const effects =
    typeof phrase.effects === 'function'
      ? phrase.effects(slots)
      : phrase.effects.map((effect) => fillSlots(effect, slots));
  const object = phrase.object ? fillSlot(phrase.object, slots) : null;
  return understanding(phrase.op, rule, effects, {
    object: object === '' ? null : object,
    complete: phrase.partial !== true && effects.every(isNamed),
    failure: phrase.failure ?? null,
    isFrame: phrase.frame === true,
  });
}

/** `reads old value` loads from no place that has a name: such an effect is not all that can be known. */
const isNamed = (effect: Effect): boolean =>
  Object.entries(effect).every(
    ([key, value]) =>
      key === 'do' || typeof value !== 'string' || (!/[ ,]/.test(value.trim()) && !NAMELESS.has(value.toLowerCase())),
  );
const NAMELESS = new Set(
  'it them that this itself value values data something someone memory object objects null zero freed stale old new'.split(
    ' ',
  ),
);

const fillSlot = (template: Term, slots: Slots): Term =>
  template.startsWith('$') ? (slots[template.slice(1)] ?? '') : template;

function fillSlots(effect: Effect, slots: Slots): Effect {
  const filled = Object.entries(effect).map(([key, value]) => {
    if (typeof value === 'string' && key !== 'do') return [key, fillSlot(value, slots)];
    if (key === 'condition' && value !== null)
      return [key, { ...value, left: fillSlot(value.left, slots), right: fillSlot(value.right, slots) }];
    return [key, value];
  });
  return Object.fromEntries(filled) as Effect;
}
