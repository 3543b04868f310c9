import type { ClaimContent } from '../../types.ts';
import { absenceIn, isAction, remedyOf } from '../changes.ts';
import { headPhrase } from '../phrases.ts';
import { HARM_NOUN } from './denial.ts';
import type { ClaimRow } from './row.ts';

/**
 * Statements about the drawing changed, over the clauses of one sentence:
 *
 *     Without the lock it would be a use-after-free.                bug-exists, without "the lock"
 *     Without the lock this would be harmless.                      harmless, without "the lock"
 *     If CPU1 did not take L it would be fine.                      harmless, without "L"
 *     Calling synchronize_rcu() before the kfree() would help.      fix-works, move
 */
const WHO = '(?:(?:it|this|that|there|everything|things|we|they|the [\\w>-]+(?: \\w+)?|[\\w>.()-]{1,40}) )';
const OUTCOME = `${WHO}(?:(?:would|could|can|will|might|may|is|are)(?: also| still| then| just| clearly| really)* )`;
const HARM = `(?:(?:be |have |lead to |cause |become |end in )?(?:a |an )?(?:real |clear )?(?:${HARM_NOUN}|racy|race|unsafe|broken|wrong|a bug)|deadlock|leak|crash|hang|be (?:lost|freed|used after))\\b`;
const HARMLESS =
  '(?:be )?(?:perfectly |totally |all |just |completely )*(?:harmless|benign|safe|fine|ok(?:ay)?|correct|no problem)\\b';
/** What the drawing lacks as it stands is no change: "without any lock", "without holding the lock". */
const WITHOUT = '\\bwithout (?!any\\b|a\\b|an\\b|holding|taking|proper|further|doubt)([^,;]{1,80}?)';
const IF_NOT =
  "\\bif [^,;]{1,60}?(?:did(?:n't| not)|does(?:n't| not)|do(?:n't| not)|would(?:n't| not)) (?:also )?(?:hold|take|grab|acquire|use|call|have|do|get|wait for) ([^,;]{1,80}?)";

const removed = ({ words }: { readonly words: string }): ClaimContent => {
  const thing = new RegExp(`(?:${WITHOUT}|${IF_NOT})(?=,? (?:then )?${OUTCOME}|,? ${OUTCOME}|$)`, 'i').exec(words);
  return absenceIn(`without ${headPhrase(thing?.[1] ?? thing?.[2] ?? '')}`) ?? { is: 'other' };
};

const both = (outcome: string) =>
  new RegExp(
    `(?:${WITHOUT}|${IF_NOT}),? (?:then )?${OUTCOME}${outcome}|\\b${WHO}(?:would|could|might)(?: also| still| then)* ${outcome} (?:${WITHOUT}|${IF_NOT})(?=[.,;]|$)`,
    'i',
  );

const CUE = /\bwithout\b|\bif\b[^,;]{1,60}(?:n't|\bnot) /i;

/** Tried on whole sentences: their clauses alone speak of the drawing as it stands. */
export const CHANGED: readonly ClaimRow[] = [
  { name: 'bug-exists/without', type: 'bug-exists', cue: CUE, when: both(HARM), content: removed },
  { name: 'harmless/without', type: 'harmless', cue: CUE, when: both(HARMLESS), content: removed },
];

export const ACTIONS_HELP: readonly ClaimRow[] = [
  {
    name: 'fix-works/action',
    type: 'fix-works',
    cue: /ing \S/i,
    suits: isAction,
    when: /\b(?:(?:would|will|should|could|might) (?:also |already |then |probably |certainly |really )*(?:help|suffice|work|do|be (?:enough|sufficient))|(?:is|are) (?:already |also |probably )?(?:enough|sufficient))(?= (?:here|to|for|as|too|then)\b|[.,;:]|$)/i,
    unless: /\b(?:if|unless|whether|nothing)\b/i,
    content: ({ subject }) => remedyOf(subject),
  },
];
