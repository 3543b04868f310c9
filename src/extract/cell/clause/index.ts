import type { Op } from '../../types.ts';
import { type Understanding, understanding } from '../types.ts';
import { bare, isIdentifier, nounTerm } from './noun.ts';
import { parseClause, wordsOf } from './parse.ts';
import { remarkOf } from './remark.ts';
import { remark, stepOf } from './step-of.ts';
import { verbOf } from './verb-forms.ts';
import { ALSO_NOUN, STATE_WORD } from './words.ts';

/**
 * The general English of the drawings, below the exact phrases: a clause with a verb of the tables, or words that are plainly a remark.
 *
 *     T1 drops its reference on ctx      entry removed from the table      worker picks up the item      because the flag is clear
 *
 * What it finds is never complete. Null where neither follows from the words.
 */
export function understandClause(text: string): Understanding | null {
  if (text.length > LONGEST) return null;
  const enclosed = enclosureOf(text);
  const inner = enclosed ? enclosed.inner : bareText(text);
  if (enclosed?.by === '<' && !inner.includes(' ')) return verbAlone(inner);
  if (!isEnglish(inner)) return null;
  const step = conditionOf(inner) ?? remarkOf(inner) ?? edgeOf(inner) ?? stepIn(inner);
  if (enclosed === null || enclosed.by === '<') return step ?? (enclosed && remark('remark'));
  return step && enclosed.by === '[' && EVENTS.has(step.op) && inner.split(' ').length <= 5 ? step : remark('remark');
}

/** `waits`, `retries`: a third person stands for a step; a base form may be a function's name. */
export function verbAlone(word: string): Understanding | null {
  if (!/^[a-z]{3,20}s$/.test(word) || word.endsWith('ss') || verbOf(word)?.forms.has('third') !== true) return null;
  if (
    ALSO_NOUN.has(word.slice(0, -1)) &&
    !/^(?:waits|reads|writes|returns|sleeps|retries|wakes|frees|exits|calls|resumes)$/.test(word)
  )
    return null;
  const [clause] = parseClause(wordsOf(`${word} .`));
  return clause ? stepOf(clause) : null;
}

/**
 * The step that a comment on a row of its own tells: `// removed from the list`, `/* sends the IPI *\/`, `// waits for T1`. Null where it
 * only explains: the base form (`// get lock`), what will be, what is so, what is read or returned.
 */
export function commentStep(text: string): Understanding | null {
  if (text.length > LONGEST || !isEnglish(text)) return null;
  const clause = parseClause(wordsOf(clausesOf(text)[0] ?? ''))[0];
  if (!clause?.verb || remarkOf(text)) return null;
  const step = stepOf(clause);
  if (!step || EXPLAINED.has(step.op)) return null;
  const told =
    (clause.passive && !MODAL.test(text)) || clause.form === 'third' || (clause.form === 'past' && !clause.helped);
  const plain = clause.form === 'base' && !clause.helped && (step.op === 'wait' || step.rule === 'verbs/list-del');
  return told || plain ? { ...step, isFrame: false } : null;
}
/** What can or will be is not done here. */
const MODAL = /\b(?:can|could|may|might|must|shall|should|will|would)\b/i;
const EXPLAINED: ReadonlySet<Op> = new Set(['note', 'call', 'return', 'read', 'use', 'test', 'list-walk']);

/** What a bracketed remark may tell: that something ends or begins there. */
const EVENTS: ReadonlySet<Op> = new Set(['return', 'irq', 'wait', 'wake', 'fail', 'call', 'free']);

/** `[frob_fn enter]`, `<frob_fn exit>`. */
function edgeOf(text: string): Understanding | null {
  const edge = text.match(/^[\w() -]{1,60} (enter|begin|exit|end)$/)?.[1];
  if (!edge) return null;
  return understanding(/^e?x|^end/.test(edge) ? 'return' : 'call', 'english/edge', [], { complete: false });
}

/** `<timer fires>`, `[syscall finishes]`, `(already dead)`: events, and remarks. */
function enclosureOf(text: string): { readonly by: string; readonly inner: string } | null {
  const by = text[0] ?? '';
  const close = { '<': '>', '[': ']', '(': ')' }[by];
  // A remark may go on in the next row: only its opening bracket stands here.
  if (!close || !(text.endsWith(close) || (by !== '<' && !text.includes(close)))) return null;
  return {
    by,
    inner: text
      .slice(1)
      .replace(/[\]>)]+$/, '')
      .trim(),
  };
}

/** Without the strokes and stars around it. */
const bareText = (text: string): string =>
  text.replace(/^[*;<>^#=+-]+ ?(?=[A-Za-z])/, '').replace(/[ *-]*[-*+^]{2,}$/, '');

/** The first clause that tells a step; else what the first one says. */
function stepIn(text: string): Understanding | null {
  let weak: Understanding | null = null;
  let subject: readonly string[] = [];
  for (const part of clausesOf(text)) {
    const step = firstStep(part, subject);
    if (subject.length === 0) subject = parseClause(wordsOf(part))[0]?.subject ?? [];
    if (step && !isWeak(step)) return step;
    weak ??= step;
  }
  if (weak === null && /[a-z]:$/i.test(text) && !text.includes('(')) return remark('heading');
  const words = wordsOf(text);
  if (weak === null && words.length <= 4 && STATE_WORD.has(words.at(-1)?.lower ?? ''))
    return remark('state', nounTerm(words.slice(0, -1).map((one) => one.text)));
  if (weak === null && CONTEXT.test(text))
    return understanding('call', 'english/context', [], { complete: false, isFrame: true });
  if (weak === null && /^[A-Za-z][\w ]{0,40}[a-z] ?= ?-?\d{1,9}$/.test(text)) return remark('value');
  return weak ?? (GOES_ON.test(text) ? remark('fragment') : null);
}

const GOES_ON = /^(?:so|but|thus|hence|therefore|otherwise|this|and|[a-z]{3,12}ly) [a-z]/i;

/** `if X is set`, `while test_bit X`: asks; what the branch does is not known to happen. */
function conditionOf(text: string): Understanding | null {
  if (!/^(?:if|elif|else if) |^while \w{0,60}_/i.test(text)) return null;
  const [asked = ''] = text.split(/[:,] | then | [!=<>]=? /);
  const object = asked.split(' ').findLast((name) => isIdentifier(name));
  const named = object ? bare(object).replace(/\([^)]*$/, '') : null;
  return understanding('test', 'english/condition', [], { complete: false, object: named || null });
}

const LONGEST = 300;

/** Where a clause says little, the next one tells the step: `comes in, takes the lock`. */
const isWeak = ({ op }: Understanding): boolean => op === 'note' || op === 'call';

function firstStep(part: string, before: readonly string[]): Understanding | null {
  let weak: Understanding | null = null;
  for (const found of parseClause(wordsOf(part))) {
    const clause = found.subject.length === 0 ? { ...found, subject: before } : found;
    const step = stepOf(clause);
    // `Delayed allocation failed`: the participle belongs to the subject of another verb.
    if (step?.op === 'note' && found.form === 'past' && found.subject.length === 0) weak = step;
    else if (step) return step;
  }
  return weak;
}

/** Clauses that stand beside each other; what is only said in brackets is left out. */
const clausesOf = (text: string): string[] =>
  text
    .replace(/ ?\([^()]{0,200}\)/g, '')
    .split(/ ?[,;] |\. | and (?:then )?| then | -+ | (?:but|or) |: /)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, 5);

/** Plain words and names in code: no assembler, no table, no other script. */
function isEnglish(text: string): boolean {
  const words = text.split(' ').filter((word) => word !== '');
  const plain = words.filter((word) => /^["'`(*[<]?[A-Za-z][A-Za-z'’-]*["'`)*\]>]?[.,:;!?)]*$/.test(word));
  return words.length >= 2 && plain.length * 3 >= words.length && !/[$%{}\\|~]|&[a-z]+;|[^\x20-\x7e’“”…—–]/.test(text);
}

/** Who runs, and nothing else: `GC work`, `timeout handler`, `the slow path`. */
const CONTEXT =
  /^(?:[A-Za-z][\w/'-]{0,40} ){1,3}(?:work|worker|handler|callback|kthread|softirq|tasklet|syscall|path|isr|hotplug|notifier|workqueue)$/;
