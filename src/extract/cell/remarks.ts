import type { Effect, Term } from '../types.ts';
import { compareSettled } from './c-pte.ts';
import { understandEnglish } from './english.ts';
import { noted, valued } from './fact.ts';
import { failureWords } from './failure-words.ts';
import { withFlushWords } from './flush-words.ts';
import { bareRemark, partTail } from './tail.ts';
import { negate } from './term.ts';
import type { Understanding } from './types.ts';

/**
 * What is said about a step: how it came out (`-> PASS`, `// false`), what it saw (`<- sees 0`, `still NULL`), a fact that held
 * (`/* x == 0 * /`), a failure (`=> UAF`). All else only comments and changes nothing.
 */
export function withRemarks(step: Understanding, remarks: readonly string[]): Understanding {
  let result = step;
  for (const remark of remarks) result = withRemark(isUntrue(remark) ? contrary(result) : result, bareRemark(remark));
  return result;
}

const OUTCOME =
  /^(?:->|=>|==|is|returns?|returned|evaluates? to|will be|still|therefore)? ?(true|passe?s?|passed|succeeds?|succeeded|success|ok|yes|taken|false|not true|untrue|fails?|failed|no|not taken)(?:$|[ ,.!;:])/;
const SAW =
  /^(?:still )?(?:(?:sees?|reads?|gets?|observes?|returns?|finds?|got|saw|is|are|still|may now be|now|==|=|value|stays) ){0,3}(?:==? ?)?(-?\d+|null|zero|empty|0x[\da-f]+)\.?$/;
const POSITIVE = /^(?:true|pass|succ|ok|yes|taken)/;
const FAILED = /^(?:fail|not taken)/;

/** It has an answer of its own: that it failed is one. What has none and failed, did not do what its name says. */
const asks = (effect: Effect): boolean =>
  effect.do === 'test' ||
  effect.do === 'pte-compare' ||
  (effect.do === 'acquire' && effect.tries === true) ||
  isTriedGet(effect);
const isTriedGet = (effect: Effect): boolean => effect.do === 'get' && effect.unlessZero === true;

function withRemark(step: Understanding, remark: string): Understanding {
  if (remark === '' || remark.length > 200) return step;
  const flush = withFlushWords(step, remark);
  if (flush !== step) return flush;
  const lower = remark.toLowerCase();
  const failure = failureWords(remark);
  if (failure) return { ...step, failure: step.failure ?? failure };
  const outcome = lower.match(OUTCOME);
  if (outcome?.[1] && FAILED.test(outcome[1]) && !step.effects.some(asks))
    return step.effects.length > 0 ? { ...step, effects: [], complete: false } : step;
  if (outcome?.[1]) return withOutcome(step, POSITIVE.test(outcome[1]));
  const saw = lower.match(SAW);
  if (saw?.[1]) {
    const effects = withValue(step, saw[1]);
    if (effects) return { ...step, effects };
  }
  const said = understandEnglish(remark);
  const facts = said?.effects.filter((effect) => effect.do === 'noted' || effect.do === 'pte-noted') ?? [];
  return facts.length > 0 ? { ...step, effects: [...step.effects, ...facts] } : step;
}

/**
 * The step's own question came out so. Where `a && b` came out false, one of the two was: only what is evaluated before the first of
 * them is certain. What the branch does on the same line is not done either.
 */
export function withOutcome(step: Understanding, holds: boolean): Understanding {
  const open = step.effects.filter((effect) => effect.do === 'test' && effect.holds === null).length;
  if (!holds && open > 1) return { ...step, effects: certain(step.effects), complete: false };
  const [from, to] = holds ? [0, 0] : (step.branch ?? [0, 0]);
  const done = step.effects.filter((_, at) => at < from || at >= to);
  const effects = done.flatMap((effect): Effect[] => {
    if (effect.do === 'test' && effect.holds === null) return [tested(effect, holds)];
    if (effect.do === 'pte-compare' && effect.holds === null) return [compareSettled(effect, holds)];
    if (effect.do === 'acquire' && effect.tries) {
      const { tries: _, ...taken } = effect;
      return holds ? [taken] : [];
    }
    return isTriedGet(effect) && !holds ? [] : [effect];
  });
  const { branch: _, ...rest } = step;
  // a count that was found to be 0 is a fact that no effect tells
  const isTold = holds || !step.effects.some(isTriedGet);
  return { ...rest, effects, complete: (step.complete && isTold) || isOnlyInverse(step) };
}

/** What `a && b` evaluates whether it is true or not. */
export function certain(effects: readonly Effect[]): readonly Effect[] {
  const first = effects.findIndex((effect) => effect.do === 'test');
  return first < 0 ? effects : effects.slice(0, first);
}

/** A flag of an entry that was tested is a fact about the pte. */
function tested(effect: Extract<Effect, { do: 'test' }>, holds: boolean): Effect {
  const said = effect.condition ? noted(holds ? effect.condition : negate(effect.condition)) : null;
  return said?.do === 'pte-noted' ? said : { ...effect, holds };
}

/** `if (!pte_same(a, b))` is not complete only because it is not said how it came out. */
const isOnlyInverse = (step: Understanding): boolean =>
  step.rule === 'c/if' && step.effects.some((effect) => effect.do === 'pte-compare' && effect.negated);

/** The step's own value was this; null where the step has no value to speak of. */
function withValue(step: Understanding, value: string): readonly Effect[] | null {
  for (let i = step.effects.length - 1; i >= 0; i--) {
    const effect = step.effects[i];
    const seen: Term | null =
      effect?.do === 'load'
        ? effect.into || effect.from
        : effect?.do === 'add'
          ? effect.to
          : effect?.do === 'test'
            ? effect.condition.left
            : null;
    if (seen !== null) return [...step.effects, { do: 'noted', condition: valued(seen, value) }];
    if (effect?.do === 'pte-compare') return withOutcome(step, value !== '0').effects;
  }
  return null;
}

/** Whether a step's text or annotations say that what it asks was not so. */
export const saidUntrue = (text: string, annotations: readonly string[]): boolean =>
  [...partTail(text).remarks, ...annotations].some(isUntrue);

/** It was not so. `fails` is no such word: it may be what came of its being so. */
const UNTRUE = /^(?:false|not true|not taken|untrue|no)$/;

function isUntrue(remark: string): boolean {
  const outcome = OUTCOME.exec(bareRemark(remark).toLowerCase())?.[1];
  return outcome !== undefined && UNTRUE.test(outcome);
}

/** `x == 1 -> false` states the contrary of what `x == 1` alone would; of several comparisons nobody knows which one fails. */
function contrary(step: Understanding): Understanding {
  if (step.rule !== 'c/comparison' && step.rule !== 'english/is') return step;
  const { length } = step.effects.filter((effect) => effect.do === 'noted');
  const effects = step.effects.flatMap((effect): Effect[] => {
    if (effect.do !== 'noted') return [effect];
    return length > 1 ? [] : [noted(negate(effect.condition))];
  });
  return { ...step, effects, complete: step.complete && length <= 1 };
}
