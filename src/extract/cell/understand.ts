import { byNameOnly, type Lexicon, type Match } from '../lexicon/index.ts';
import type { Effect, Op } from '../types.ts';
import { byKernel } from './by-kernel.ts';
import { understandC } from './c-statement.ts';
import { commentStep, understandClause, verbAlone } from './clause/index.ts';
import { verbOf } from './clause/verb-forms.ts';
import { understandCommand } from './commands.ts';
import { withDoubts } from './doubts.ts';
import { asShown } from './early-waits.ts';
import { understandEnglish } from './english.ts';
import { fillEffects, fillObject } from './fill.ts';
import { flushesOther, isTlbFlush, withAdverb, withoutAdverb } from './flush-words.ts';
import { understandFailure, understandMark } from './marks.ts';
import { understandAccess, understandLettered } from './memory-model.ts';
import { withRemarks } from './remarks.ts';
import { understandSmallMark } from './small-marks.ts';
import { leadingCall, partTail, withoutLead } from './tail.ts';
import { cleanTerm, closing, isName } from './term.ts';
import { type CellText, LONGEST_CELL, type Understanding, understanding } from './types.ts';

/**
 * What one cell of a drawing does. Never throws; what nothing recognises is a note with rule null.
 * Effects stand in the order in which they happen and belong together as far as the hardware makes them (an atomic `add` and the
 * `test` of its result do; a `use` of a pointer comes before what is done through it). `into: ''` is a value that nobody keeps.
 */
export function understandCell(cell: CellText, lexicon: Lexicon): Understanding {
  const known = understood.get(lexicon) ?? new Map<string, Understanding>();
  const key = JSON.stringify([cell.text, cell.annotations]);
  const before = known.get(key);
  if (before) return before;
  const meaning = understandAnew(cell, lexicon);
  if (known.size >= MOST_REMEMBERED) known.clear();
  if (known.size === 0) understood.set(lexicon, known);
  if (key.length < LONGEST_CELL * 4) known.set(key, meaning);
  return meaning;
}

/** The cells of a message, for each has a lexicon of its own: several readers ask for one, and drawings repeat their steps. */
const understood = new WeakMap<Lexicon, Map<string, Understanding>>();
const MOST_REMEMBERED = 1000;

function understandAnew(cell: CellText, lexicon: Lexicon): Understanding {
  const text = cell.text
    .slice(0, LONGEST_CELL * 2)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
  const remarks = cell.annotations.slice(0, 8).map((one) => one.slice(0, LONGEST_CELL));
  if (text === '') return withRemarks(understanding('note', 'mark/empty'), remarks);
  const step = withRemarks(understandText(asShown(text, remarks), lexicon), remarks);
  return byKernel(withDoubts(step, { text, annotations: remarks }), lexicon);
}

/** As `understandCell`, for text without annotations and with single blanks. */
export function understandText(text: string, lexicon: Lexicon): Understanding {
  const mark = understandMark(text) ?? understandSmallMark(text) ?? understandLettered(text);
  if (mark) return mark;
  const comment = commentOf(text);
  if (comment !== null) return understandComment(comment, lexicon);
  // `*if (lid)*`: set in bold
  const bold = /^\*([a-z_][^*]{1,200}[);])\*$/i.exec(text)?.[1];
  const bare = withoutLead(bold ?? text);
  const { core, remarks } = partTail(bare);
  if (core === '') return understandComment(remarks.join(' '), lexicon);
  const inner = bare === text ? null : understandMark(core);
  return withRemarks(inner ?? understandLed(core, lexicon), remarks);
}

/** A step, with the adverbs in front of it (`finally kfree(p)`) and the remark behind a flush (`TLB flush, too late`). */
function understandLed(core: string, lexicon: Lexicon): Understanding {
  const step = understandCore(core, lexicon);
  if (flushesOther(core)) return { ...step, complete: false };
  if (step.complete && !step.effects.some(isFlush)) return step;
  const led = withoutAdverb(core);
  const inner = led
    ? understandRemarked(led.rest, lexicon)
    : step.effects.length === 0
      ? understandRemarked(core, lexicon, step)
      : step;
  if (!led) return inner;
  return inner.complete || inner.effects.length > 0 ? withAdverb(inner, led) : step;
}

/** `TLB flush, too late`: what stands behind the comma is said about the flush. */
function understandRemarked(core: string, lexicon: Lexicon, step = understandCore(core, lexicon)): Understanding {
  const comma = core.search(/, | -+ |; /);
  if (step.effects.length > 0 || comma < 0 || !isTlbFlush(core.slice(0, comma))) return step;
  return withRemarks(understandCore(core.slice(0, comma), lexicon), [core.slice(comma + 1)]);
}

const isFlush = (effect: Effect): boolean => effect.do === 'tlb-flush';

function understandCore(core: string, lexicon: Lexicon): Understanding {
  const lockdep = understandLockdep(core);
  if (lockdep) return lockdep;
  if (isName(core)) return understandName(core, '', lexicon);
  if (core.startsWith('(') && core.includes(' ') && closing(core, 0) === core.length - 1) {
    const said = understandClause(core);
    if (said) return said;
  }
  const access = understandAccess(core) ?? understandCommand(core);
  if (access) return access;
  const looksLikeC =
    /^[A-Za-z_*(&!][\w>.\-[\]*&]*\s?(?:\(|=(?!=)|\+\+|--|[-+|&]=)|^(?:if|while|return|for|goto|break|continue)\b|^[\w>.-]+(?:->|\[)|^[\w>.-]{1,80} ?[=!]= ?\w+\(/.test(
      core,
    );
  // `<span>` is no comparison.
  if (/^<[^<>=]{0,60}>$/.test(core)) return understandClause(core) ?? understanding('note', null);
  const first = looksLikeC ? understandGiving(core, lexicon) : understandEnglish(core);
  if (first && (first.complete || first.rule !== null)) return first;
  const second = looksLikeC ? understandEnglish(core) : MAY_BE_C.test(core) ? understandC(core, lexicon) : null;
  if (second) return second;
  const clause = understandClause(core);
  if (clause && !/^\w+ ?\(/.test(core) && !isKnownName(core.slice(0, core.indexOf(' ')), lexicon)) return clause;
  const call = leadingCall(core);
  if (call !== '' && call !== core) {
    const step = understandC(call, lexicon);
    if (step && UNDONE.test(core.slice(call.length))) return { ...step, effects: [], complete: false };
    if (step) return withRemarks(step, [core.slice(call.length)]);
  }
  return understandWords(core, lexicon) ?? understandFailure(core) ?? clause ?? understanding('note', null);
}

/** `READ_ONCE(box->lid) returns 0` is the read: of a call that only tells what it asks for, what it gave is a remark. */
function understandGiving(core: string, lexicon: Lexicon): Understanding | null {
  const looking = SEEN.test(core) ? core.slice(leadingCall(core).length).trim() : '';
  const seen = SEEN_WORD.test(looking) ? (understandEnglish(looking) ?? understandClause(looking)) : null;
  if (seen?.op === 'read') return { ...seen, complete: false };
  const call = / (?:returns|gives|yields|sees) -?\w+\.?$/.test(core) ? leadingCall(core) : '';
  const step = call === '' ? null : understandC(call, lexicon);
  const rest = core.slice(call.length).trim();
  if (step && GIVES.has(step.op) && !rest.slice(0, -1).includes('.') && rest.split(' ').length === 2)
    return withRemarks(step, [rest]);
  return understandC(core, lexicon);
}
const GIVES: ReadonlySet<Op> = new Set<Op>(['read', 'test', 'rmw', 'get', 'list-walk']);

/** Without any of these a text is no C, and need not be parsed to find out. */
const MAY_BE_C = /[(){};=[\]&!<>*]|->|\+\+|--|^(?:return|goto|continue|break|else|case|default|do)\b|:$/;
/** `frob_flush() sees users as 0`: what it looks at is drawn. */
const SEEN = /\) (?:sees|observes|finds|notices) \S/;
const SEEN_WORD = /^(?:sees|observes|finds|notices) /;
/** What stands behind a call and says that it did not run, or need not. */
const UNDONE = /\b(?:not|never|no longer|skipped|would|could|might|should|unless|before|without)\b|n't\b/i;

/** A kernel function's name, which stands for its call: `copy_user_page runs with …`. */
const isKnownName = (word: string, lexicon: Lexicon): boolean =>
  word.includes('_') && isName(word) && lexicon.find(word) !== null;

/** "copy_user_page runs with …", "atomic_dec dev->count", "do_page_fault FLAGS", "calls foo()". */
function understandWords(core: string, lexicon: Lexicon): Understanding | null {
  const [name = '', ...rest] = core.split(' ');
  if (isName(name) && (name.includes('_') || lexicon.find(name)?.row.family === false)) {
    const match = lexicon.find(name);
    // A name that only looks like a function's may be a variable: `last_lookup is part[i]`.
    if (match?.row.family && (rest.length > 1 || byNameOnly(match.row)) && /^[a-z]/i.test(rest[0] ?? ''))
      return bareWord(name);
    if (match || name.includes('_'))
      return understandName(
        name,
        rest.length === 1 && /^[\w>.*&[\]-]+$/.test(rest[0] ?? '') && !isVerb(rest[0] ?? '') ? (rest[0] ?? '') : '',
        lexicon,
      );
  }
  const called = leadingCall(core.replace(/^\w+ /, ''));
  return called !== '' ? understandC(called, lexicon) : null;
}

/** `napi_disable waits`: no argument. */
const isVerb = (word: string): boolean =>
  /^[a-z]+$/.test(word) && (verbOf(word)?.forms.has('third') === true || verbOf(word)?.forms.has('past') === true);

/** A function's name without brackets: its row where one is known, else a call. */
function understandName(name: string, argument: string, lexicon: Lexicon): Understanding {
  const match = lexicon.find(name);
  if (match === null || (match.row.family && !name.includes('_'))) return bareWord(name);
  return named(match, argument);
}

function named(match: Match, argument: string): Understanding {
  const call = { match, arguments: argument === '' ? [] : [cleanTerm(argument)], assigned: null };
  const { effects, complete } = fillEffects(call);
  return understanding(match.row.op, match.rule, effects, {
    object: fillObject(match.row, call),
    complete: complete,
    isFrame: match.row.frame === true || match.row.family === true,
  });
}

/** One word that no table knows: a call's name if it looks like one, else an English word on its own. */
function bareWord(name: string): Understanding {
  const english = understandEnglish(name);
  if (english) return english;
  return (
    understandFailure(name) ??
    verbAlone(name) ??
    understanding('call', 'c/call', [], { complete: false, isFrame: true })
  );
}

/**
 * lockdep's own print: `lock(&sb->s_type->i_mutex_key#10);`, `rlock(&x)`, `lock((wq_completion)foo)`, and that of its sibling dept:
 * `[W] wait(&x:0)`, `[E] event(&x:0)`. Class names are no C, so they are taken as they stand.
 */
function understandLockdep(core: string): Understanding | null {
  const match = core.match(/^(?:\[[A-Z]\] ?)?(lock|rlock|wlock|sync|unlock|runlock|wait|event)\((.+)\);?$/);
  const [verb, inside] = [match?.[1], match?.[2]];
  if (!verb || !inside || inside.includes(', ')) return null;
  const lock = inside.trim().replace(/^&(?!\()/, '');
  const known = (op: Op, effect: Effect) => understanding(op, 'locking/lockdep', [effect], { object: lock });
  const mode = verb.startsWith('r') ? 'shared' : 'exclusive';
  if (verb === 'wait') return known('wait', { do: 'wait-until', queue: lock, condition: null });
  if (verb === 'event') return known('wake', { do: 'wake', queue: lock });
  if (verb.endsWith('unlock')) return known('unlock', { do: 'release', lock, mode: 'any', lockKind: 'lockdep' });
  return known('lock', { do: 'acquire', lock, mode, lockKind: 'lockdep' });
}

/** The text of a cell that is one comment, else null. */
function commentOf(text: string): string | null {
  if (text.startsWith('//')) return text.slice(2).trim();
  if (text.startsWith('/*')) return text.slice(2).replace(/\*\/$/, '').trim();
  return /^# /.test(text) ? text.slice(2).trim() : null;
}

/** A comment on a line of its own: a fact, a step that happens unseen, a failure, or only a remark. */
function understandComment(comment: string, lexicon: Lexicon): Understanding {
  const failure = understandFailure(comment);
  if (failure) return failure;
  const step =
    comment.length <= LONGEST_CELL && comment !== ''
      ? understandCore(partTail(comment).core || comment, lexicon)
      : null;
  // `// refs = 0` tells a value, it does not write one.
  const told = step?.rule === 'c/assignment' && step.effects.at(-1);
  if (told && !step.complete) return understanding('note', 'mark/comment');
  if (step && told && told.do === 'store' && /^(?:-?\d+|NULL)$/.test(told.value))
    return understanding(
      'note',
      'mark/comment',
      [{ do: 'noted', condition: { left: told.to, is: '==', right: told.value } }],
      { object: told.to },
    );
  // `// refs == 0` is so, and nobody asks.
  if (step?.op === 'test' && /[=!<>]=/.test(comment))
    return { ...step, op: 'note', rule: 'mark/comment', isFrame: false };
  // a name in a comment is spoken of
  if (step?.rule === 'c/use') return understanding('note', 'mark/comment');
  const seen = /[=!<>]=/.test(comment) ? null : commentStep(comment);
  // English in the base form (`// free it`) explains the rows below; who tells an effect writes `frees it`, `freed by T1`.
  const strong =
    step?.complete &&
    step.effects.length > 0 &&
    step.op !== 'call' &&
    (seen !== null || step.op === 'note' || !step.rule?.startsWith('english/'));
  if (strong) return { ...step, isFrame: false };
  return seen ?? understanding('note', 'mark/comment');
}
