import type { ClaimContent } from '../types.ts';
import { actionOf, holdLock, moveStep } from './actions.ts';
import { headPhrase, plainPhrase } from './phrases.ts';

/**
 * What a phrase would change in the drawing, where a statement speaks of the drawing changed:
 *
 *     Dropping the lock in CPU1 / not taking the lock in CPU1 / without the lock      without "the lock in CPU1"
 *     Moving the store after the unlock                                               move "the store" after "the unlock"
 *     Taking a reference on p                                                         with "a reference on p"
 *     Swapping the stores                                                             other: a change, but none that is known
 */
const ABSENCE =
  /^(?:(?:drop|remov|delet|omit|skip|elid|los|kill)(?:[pt]?ing|e|)|leav(?:e|ing) out|get(?:ting)? rid of|not (?:to )?(?:tak|hold|grab|acquir|us|hav|call|do|wait|need)(?:e|ing)?(?: for)?|(?:even )?without)(?: (?:taking|holding|calling|having))? (?=\S)/i;
const GERUND =
  /^(?:(?:just|simply|merely|only|also|even) )?(?:not )?(?!(?:during|nothing|something|everything|anything|string|ring)\b)[a-z-]+ing (?=\S)/i;

/** What a match left of its verb: "dropping L would be". */
const AUXILIARY =
  /(?: (?:would|should|will|could|might|may|is|are|was|be|been|also|still|then|just|all|does|really))+$/i;

/** Whether the phrase is an action as a sentence's subject: "Dropping L", "not holding L". */
export const isAction = (phrase: string) => GERUND.test(plainPhrase(phrase));

/** "dropping L", "not to take L", "without L": what is no longer there. */
export function absenceIn(phrase: string): ClaimContent | null {
  const plain = plainPhrase(phrase);
  const absent = ABSENCE.exec(plain);
  if (absent === null) return null;
  const thing = headPhrase(plain.slice(absent[0].length));
  return thing === '' ? null : { is: 'without', thing, given: null };
}

/** The change that an action is, `other` where it is none that could be tried. Not asked what is no action. */
export function changeOf(phrase: string): ClaimContent {
  const action = phrase.replace(AUXILIARY, '');
  return absenceIn(action) ?? moveStep(action) ?? { is: 'other' };
}

/** The remedy that an action is: "calling X", "taking a reference on p". */
export function remedyOf(phrase: string): ClaimContent {
  const known = absenceIn(phrase) ?? holdLock(phrase);
  if (known !== null) return known;
  const taken = /^(?:tak|hold|grab|gett|pinn)ing (.*)$/i.exec(plainPhrase(phrase));
  return taken === null ? actionOf(phrase) : { is: 'with', thing: headPhrase(taken[1] ?? '') };
}

/** What `clause` changes before it calls the outcome harmless; null where it speaks of the drawing as it stands. */
export function changeAround(subject: string, after: string, clause: string): ClaimContent | null {
  const without = /\bwithout (?!any doubt|doubt|question|exception)(.{1,120})/i.exec(clause);
  if (without !== null) return changeOf(`without ${withoutOutcome(without[1] ?? '')}`);
  if (isAction(subject)) return changeOf(subject);
  const infinitive =
    /^(?:for \S+ )?((?:not )?to \S.{1,120}|(?:not )?(?:tak|hold|grab|us|dropp|remov)ing \S.{1,120})/i.exec(after)?.[1];
  if (infinitive !== undefined) return changeOf(infinitive.replace(/^to /i, ''));
  // what would be, is not what is
  return /\b(?:would|could|might)\b|\bif\b.{1,80}\b(?:not|\w+n't|were|dropped|removed|moved)\b/i.test(clause)
    ? { is: 'other' }
    : null;
}

/** "the lock this would be harmless": the words up to the outcome. */
export const withoutOutcome = (words: string) =>
  words.replace(
    /,? (?:(?:it|this|that|there|everything|things|we|they|the \w+(?: \w+)?|\S{1,40}) )(?:would|could|will|can|is|are|may|might|should)\b.*$/i,
    '',
  );
