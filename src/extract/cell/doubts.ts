import type { Effect } from '../types.ts';
import { leadingCall } from './tail.ts';
import type { CellText, Understanding } from './types.ts';

/**
 * Words that take back what a cell's statement says, or leave it open. The step stays understood, but nothing rests on it:
 *
 *     synchronize_rcu() missing     kfree(p) fails     -kfree(p);     wakes nobody        it was not done: no effects
 *     kfree(p) if dead      maybe frees p      kfree(p) and kfree(q)     case 1: foo()    it may do more, less, or something else
 */
export function withDoubts(step: Understanding, cell: CellText): Understanding {
  // initial values are a form of their own, without words
  if (!step.complete || step.rule === 'mark/initial') return step;
  const { text, annotations } = withoutAside(cell);
  if (step.effects.length === 0) return isLeftOpen(text, step) ? { ...step, complete: false } : step;
  const does = step.effects.some((effect) => !ONLY_LOOKS.has(effect.do));
  if (REMOVED.test(text) || (does && (UNDONE.test(text) || annotations.some((one) => UNDONE_REMARK.test(one)))))
    return { ...step, effects: [], complete: false };
  const isOpen =
    OPEN.test(text) ||
    isDropped(text, step) ||
    isTimed(text, step) ||
    hasOtherCall(text) ||
    annotations.some((one) => OPEN_REMARK.test(one)) ||
    step.effects.some(hasWordsForValue) ||
    (step.effects.length < 2 && AND_THEN.test(text)) ||
    notesOld(step);
  if (CALL_IS.test(text))
    return { ...step, effects: step.effects.filter(({ do: does }) => does !== 'store'), complete: false };
  return isOpen ? { ...step, complete: false } : step;
}

/** `wake_up(q)  [ nobody waits ]`: what stands in brackets behind a call is said about it. */
function withoutAside({ text, annotations }: CellText): CellText {
  const [, call, aside] = /^([^[\]]{1,200}\);?) {0,9}(\[[^[\]]{0,200}\])$/.exec(text) ?? [];
  return call && aside ? { text: call, annotations: [...annotations, aside] } : { text, annotations };
}

/** A step that does nothing must say so for sure, too: `never returns`, `wakes up all but T2`. Marks and comments do nothing anyway. */
const isLeftOpen = (text: string, step: Understanding): boolean =>
  isDropped(text, step) ||
  (step.rule?.startsWith('mark/') === false && step.op !== 'note' && (OPEN.test(text) || UNDONE.test(text))) ||
  (step.op === 'note' && step.rule?.startsWith('english/') === true && EXCEPT.test(text));

/** What changes nothing that others see: a word such as "not" belongs to what was seen or waited for. */
const ONLY_LOOKS: ReadonlySet<Effect['do']> = new Set<Effect['do']>([
  'noted', 'pte-noted', 'test', 'pte-compare', 'load', 'wait-until', 'wait-completion', 'sleep',
]); // biome-ignore format: a list of words

/** Words on their own: no member, no call, no variable that is written. */
const words = (list: string): string => `(?:^|[ ,;([/])(?:${list})(?=$|[,.;:!?)\\]]| (?![=!<>]?=))`;

const UNDONE = new RegExp(
  words(
    "not|never|no longer|nobody|none|nothing|no one|skip(?:s|ped)|miss(?:ing|ed)|omitted|forgotten|removed|needed|required|would|should|could|\\w{2,8}n't",
  ),
  'i',
);
/** A remark says much about other things: only what is plainly said about the step itself counts. */
const UNDONE_REMARK =
  /^[\s<>=\-/*#(]{0,12}(?:(?:is|was|has been|gets|it) )?(?:not|never|isn't|wasn't|doesn't) (?:yet )?(?:reached|called|run|runs?|executed|taken|done|happens?|there|present)\b|^[\s<>=\-/*#(]{0,12}(?:is |was |gets )?(?:skipped|missing|removed|omitted|forgotten|missed|never (?:reached|called|run|happens?|executed))\b/i;

/** A line that a patch takes out, or words struck through. */
const REMOVED = /^-(?=[A-Za-z_*&])|^~.{1,200}~$/;
const EXCEPT = /\b(?:all|everything|every\w*) (?:but|except)\b|\binstead of\b/i;
const OPEN = new RegExp(
  [
    words(
      'may|might|maybe|perhaps|possibly|probably|sometimes|almost|nearly|partly|partially|conditionally|unless|twice|or|vs\\.?|races with',
    ),
    // `if (` is a statement
    String.raw`[^\s({;] if(?= (?!\())`,
    String.raw`[^\s?] ?\?$`,
    EXCEPT.source,
    String.raw`\b(?:times? out|timed out|returns? early)\b`,
    String.raw`(?:\.{3}|…)$`,
    String.raw`\) by (?!RCU\b)`,
  ].join('|'),
  'i',
);
/** Words of another time: of a flush of the TLB, `flush-words.ts` knows what they mean. */
const TIMED = new RegExp(
  words('when(?:ever)?|once|eventually|later|soon|until|starts?|pending|running|delayed|deferred'),
  'i',
);
const isTimed = (text: string, { effects }: Understanding): boolean =>
  TIMED.test(text) && !effects.some((effect) => effect.do === 'tlb-flush' || ONLY_LOOKS.has(effect.do));

const OPEN_REMARK =
  /^[\s<>=\-/*#(]{0,12}(?:maybe|perhaps|possibly|probably|sometimes|(?:only )?(?:if|unless|when)|once|would|should|might|may(?! now be)|could)\b|\bnot (?:the |its |yet )?last\b|\blast \w{0,12} ?\?|\b(?:doesn't|does not|won't) (?:yet )?(?:free|release|destroy)\b/i;

/** Parts of C that are there in the text and in no effect: the other branch, a loop's other rounds, a labelled statement. */
const isDropped = (text: string, { rule }: Understanding): boolean => rule !== 'c/spin' && DROPPED.test(text);
const DROPPED =
  /[^\s}] ?\belse\b|^(?:while|for|do)\b.{0,200}\) ?\w+\(|^case\b.{1,80}: ?\w|^if ?\(.{1,200}\b(?:goto \w+|return\b.{0,40}); ?\w|\{ ?[^\s}]/;

/** A second call behind the first, tied to it by words. */
const hasOtherCall = (text: string): boolean => {
  const first = leadingCall(text);
  return first !== '' && OTHER_CALL.test(text.slice(first.length));
};
const OTHER_CALL = /(?:^| )(?:and|or|vs\.?|then|with|<->|\+|\||\/)(?: \w+){0,2} \w+\(/;

/** `unlinks lid, frees it`: one of the two. */
const AND_THEN =
  /[a-z], (?:and |then |and then )?(?:frees|drops|takes|puts|gets|unlocks|locks|wakes|queues|removes|adds|sets|clears|releases|writes|stores|unlinks|flushes|cancels|schedules|increments|decrements|sleeps|waits) /;

/** `r = READ_ONCE(x) = 0`: nothing is stored in a call's result; it is said what it was. */
const CALL_IS = /= ?\w{1,60}\([^()]{0,80}\) ?= ?-?\w{1,40};?$/;

/** `xchg(&x, 1) == 0` says what was there before; the effects, what is there after it. */
const notesOld = ({ effects }: Understanding): boolean =>
  effects.some(
    (one) =>
      one.do === 'exchange' &&
      !one.into &&
      effects.some((other) => other.do === 'noted' && other.condition.left === one.to),
  );

/** `x = 1 is lost`: words that the grammar took for the value. */
const hasWordsForValue = (effect: Effect): boolean =>
  (effect.do === 'store' || effect.do === 'exchange') &&
  /[\w)\]] [A-Za-z_]/.test(
    effect.value.replace(/\([^()]{0,60}\) ?|\b(?:struct|unsigned|signed|long|enum|union|const|sizeof) /g, ''),
  );
