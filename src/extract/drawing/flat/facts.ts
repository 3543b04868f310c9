import type { Understanding } from '../../cell/types.ts';
import type { Effect, LockKind, Term } from '../../types.ts';

/**
 * What the lane assignment wants to know of a cell: which lock it takes, which local it binds, whether it opens a frame. Drawn from the
 * cell's effects, so it knows no kernel function by name.
 */
export type Facts = {
  /** Name of the function whose frame this cell may open. */
  readonly frame: string | null;
  readonly takes: readonly { readonly lock: Term; readonly shared: boolean; readonly tries: boolean }[];
  /** `mode` any: the unlock does not say how the lock was taken. */
  readonly gives: readonly { readonly lock: Term; readonly mode: 'exclusive' | 'shared' | 'any' }[];
  /** Variables that this cell fills: `counter` of `counter = x`. */
  readonly binds: readonly Term[];
  /** Names without `->` that the cell mentions. */
  readonly names: ReadonlySet<Term>;
  readonly fault: boolean;
  /** Work of a fault's handler: copy, commit, compare the pte. */
  readonly faultWork: boolean;
  readonly changesPte: boolean;
  readonly flush: 'no' | 'now' | 'late';
  readonly sleeps: boolean;
  readonly wakes: boolean;
  readonly tests: readonly Term[];
  readonly stores: readonly Term[];
  readonly frees: readonly Term[];
  readonly puts: readonly Term[];
  readonly gets: readonly Term[];
  readonly uses: readonly Term[];
  /** A remark on the step in front of it: `/* not set *\/`, `XXX BUG`, `...`, `return`. */
  readonly clings: boolean;
  /** It leaves a function: in a row of its own it may be any lane's. */
  readonly leaves: boolean;
};

const FRAME_EFFECTS = new Set<Effect['do']>(['page-fault', 'nothing', 'use', 'run-work']);
const LATE = /\b(?:deferred|delayed|late|later|finally|eventually|postponed)\b/i;
const REMARK = /^(?:\/\*|\/\/|XXX|!!!|\*{3}|\[|\.{2,}|…|[{}]|return\b|goto\b|break\b|BUG\b|=+>|<-)/;

export function factsOf(text: string, meaning: Understanding): Facts {
  const facts = blank(text);
  const frame = /^(?:-+> ?)?([A-Za-z_][\w.>-]{0,100})/.exec(text);
  if (
    meaning.isFrame &&
    frame &&
    !REMARK.test(text) &&
    meaning.effects.every((effect) => FRAME_EFFECTS.has(effect.do))
  ) {
    facts.frame = frame[1] as string;
  }
  for (const effect of meaning.effects) add(facts, effect);
  if (facts.flush === 'now' && LATE.test(text)) facts.flush = 'late';
  return facts;
}

type Growing = { -readonly [K in keyof Facts]: Facts[K] extends readonly (infer E)[] ? E[] : Facts[K] };

const blank = (text: string): Growing => ({
  frame: null,
  takes: [],
  gives: [],
  binds: [],
  names: namesIn(text),
  fault: false,
  faultWork: false,
  changesPte: false,
  flush: 'no',
  sleeps: false,
  wakes: false,
  tests: [],
  stores: [],
  frees: [],
  puts: [],
  gets: [],
  uses: [],
  clings: REMARK.test(text),
  leaves: /^(?:return|goto|break)\b/.test(text),
});

/** Names that stand for themselves: no members, no functions. */
function namesIn(text: string): ReadonlySet<Term> {
  const names = new Set<Term>();
  for (const match of text.slice(0, 400).matchAll(/(->|\.)?\b([A-Za-z_]\w*)(?!\w|\()/g)) {
    if (match[1] === undefined) names.add(match[2] as string);
  }
  return names;
}

/** Locks that a lane may take inside themselves, or read where another writes: how they are taken tells nothing. */
const isModeless = (kind: LockKind) => kind === 'irq' || kind === 'seq';

const SIMPLE = /^[A-Za-z_]\w*$/;
const bare = (term: Term) => term.replace(/^[&*(\s]+|[)\s]+$/g, '');

/** Adds what one effect tells. */
function add(facts: Growing, effect: Effect): void {
  switch (effect.do) {
    case 'acquire':
      facts.takes.push({
        lock: bare(effect.lock),
        shared: effect.mode === 'shared' || isModeless(effect.lockKind),
        tries: effect.tries === true,
      });
      break;
    case 'release':
      facts.gives.push({ lock: bare(effect.lock), mode: isModeless(effect.lockKind) ? 'any' : effect.mode });
      break;
    case 'enter-reader':
      facts.takes.push({ lock: `readers of ${effect.domain}`, shared: true, tries: false });
      break;
    case 'leave-reader':
      facts.gives.push({ lock: `readers of ${effect.domain}`, mode: 'shared' });
      break;
    case 'load':
    case 'find':
      if (SIMPLE.test(effect.into)) facts.binds.push(effect.into);
      break;
    case 'alloc':
      if (SIMPLE.test(effect.object)) facts.binds.push(effect.object);
      break;
    case 'store':
      facts.stores.push(bare(effect.to));
      break;
    case 'test':
      facts.tests.push(effect.condition ? bare(effect.condition.left) : '');
      break;
    case 'prepare-wait':
      facts.tests.push('');
      break;
    case 'free':
      facts.frees.push(bare(effect.object));
      break;
    case 'put':
      facts.puts.push(bare(effect.object));
      break;
    case 'get':
      facts.gets.push(bare(effect.object));
      break;
    case 'use':
      facts.uses.push(bare(effect.object));
      break;
    case 'sleep':
    case 'wait-until':
    case 'wait-completion':
      facts.sleeps = true;
      break;
    case 'wake':
    case 'complete':
      facts.wakes = true;
      break;
    case 'page-fault':
      facts.fault = true;
      break;
    case 'page-copy':
    case 'page-commit':
    case 'pte-compare':
      facts.faultWork = true;
      break;
    case 'pte-change':
      facts.changesPte = true;
      break;
    case 'tlb-flush':
      facts.flush = effect.deferred ? 'late' : 'now';
      break;
    default:
      break;
  }
}
