import type { ClaimContent } from '../../types.ts';
import { holdLock, moveStep } from '../actions.ts';
import { headPhrase } from '../phrases.ts';
import { CANNOT_HAPPEN, HARM_CANNOT, NO_HARM, NOT_HARM } from './denial.ts';
import type { ClaimRow } from './row.ts';

/**
 * A change and what would come of it, over the clauses of one sentence:
 *
 *     If crate_eject() took crate->lock first, this could not happen.        fix-works, hold-lock crate->lock in crate_eject()
 *     It would not race if the flush came before the unlock.                 fix-works, move
 *     If we took the lock here, it would still deadlock.                     fix-fails
 *     After this patch there are no lost updates any more.                   fix-works, with "this patch"
 */
const SUBJECT =
  '(?:(?:this|that|it|they|we|these|there|none of (?:this|that|it)|everything|all of (?:this|that|it)|(?:the|this|that|such an?|both) [\\w>-]+(?: [\\w-]+){0,2}|[\\w>.-]{1,60}\\(\\)) )';
/** In a condition: what could only be said of a world without the change. */
const AVERTED =
  "(?:(?:could|would)(?: not|n't| never) (?:ever |possibly |even |be able to |be )*(?:happen|occur|race|deadlock|trigger(?:ed)?|reached|hit|possible|go (?:away|wrong)|lost|leak|be freed)|would (?:all |also |just |then |probably )*be (?:all )?(?:fine|safe|ok(?:ay)?|gone|correct|closed|solved|fixed|impossible|enough|sufficient)|(?:would|could|should|might) (?:also |then |probably )*(?:help|work|suffice|do the trick|(?:fix|solve|prevent|avoid|close) (?:it|this|that|the \\w+)))\\b(?! to\\b)";
const NOT_AVERTED =
  "(?:would(?: not|n't) (?:really |actually |even )?(?:help|work|suffice|change (?:anything|a thing|that|this)|be (?:enough|sufficient)|(?:fix|solve|prevent|avoid|close) (?:it|this|that|the \\w+|anything))|(?:would|could|can) still (?:be (?:a race|racy|wrong|lost|freed)|race|deadlock|happen|occur|leak|hang|crash|go wrong))\\b";
const CONDITION = '\\bif ((?:[^,;]|,(?! )){4,160}?)';

/** A condition that supposes a state of affairs, not a change. */
const NO_CHANGE =
  /\bif (?:(?:this|that|it|there|so|you could|you can|nobody|no one)\b(?! (?:took|held|used|had|came|waited))|\S+ (?:is|was|were) (?:NULL|0|true|false|set|clear|not)\b)/i;

const conditionIn = (words: string) =>
  new RegExp(`${CONDITION}(?=, |[.:;]?$|,? (?:then )?${SUBJECT}(?:would|could))`, 'i').exec(words)?.[1] ?? '';

/** Past forms of "use a flag", "take a reference". */
const DID =
  /\b(?:used|uses?|added|had|set|cleared|waited for|made|called|got|checked|re-?checked|took|flushed|cancelled) /i;

/** The change that a condition supposes: a lock held in the function that it names, a step moved, else a thing put in. */
function changeIn(condition: string): ClaimContent {
  if (/\b(?:not|\w+n't|never|no longer|without)\b/i.test(condition)) return { is: 'other' };
  const held = holdLock(condition);
  if (held !== null && held.is === 'hold-lock') {
    const where = /^(?:the )?([A-Za-z_]\w*\(\)|[A-Za-z]\w*_\w+) /.exec(condition)?.[1];
    return { ...held, scope: held.scope ?? where ?? null };
  }
  const plain = condition.replace(
    / (?:(?:would |had )?(?:came?|comes?|ran|runs?|happen(?:s|ed)?|were|was|is|are|been)(?: (?:done|called|run|moved|made|put|taken|set|freed))?)+(?= (?:before|after|prior to) )/i,
    '',
  );
  const moved = moveStep(plain);
  if (moved !== null) return moved;
  const did = DID.exec(condition);
  const thing = headPhrase(did === null ? condition : condition.slice(did.index + did[0].length));
  return thing === '' ? { is: 'other' } : { is: 'with', thing };
}

const content = ({ words, clause }: { readonly words: string; readonly clause: string }): ClaimContent =>
  changeIn(conditionIn(words) || conditionIn(clause));

const PATCH =
  '(?:this|the|that|my|your|these|the above|the following) (?:[\\w-]+ ){0,2}?(?:patch(?:es)?|change|fix|series|commit)(?: applied| in place)?';
const patched = ({ words }: { readonly words: string }): ClaimContent => ({
  is: 'with',
  thing: new RegExp(`\\b${PATCH}`, 'i').exec(words)?.[0] ?? 'this patch',
});
const GONE = `(?:${NO_HARM}|${NOT_HARM}|${HARM_CANNOT}|${CANNOT_HAPPEN})`;

const PATCH_CUE = /\b(?:after|with) (?:[\w-]+ ){0,4}(?:patch|change|fix|series|commit)/i;

/** Tried on whole sentences, since the clauses alone say something else ("this could not happen"). */
export const CONDITIONALS: readonly ClaimRow[] = [
  {
    name: 'fix-fails/if',
    type: 'fix-fails',
    when: new RegExp(`${CONDITION},? (?:then )?${SUBJECT}${NOT_AVERTED}`, 'i'),
    unless: NO_CHANGE,
    content,
  },
  {
    name: 'fix-works/if',
    type: 'fix-works',
    when: new RegExp(`${CONDITION},? (?:then )?${SUBJECT}${AVERTED}`, 'i'),
    unless: NO_CHANGE,
    content,
  },
  {
    name: 'fix-works/not-if',
    type: 'fix-works',
    when: new RegExp(
      `\\b(?:could|would)(?: not|n't| never) (?:ever |possibly |even )?(?:happen|occur|race|deadlock|be possible) ${CONDITION}(?=[,.;:]|$)`,
      'i',
    ),
    unless: NO_CHANGE,
    content,
  },
  {
    name: 'fix-works/patched',
    type: 'fix-works',
    cue: PATCH_CUE,
    when: new RegExp(`\\b(?:after|with) ${PATCH}(?:[^.:;]{0,60}? |, )${GONE}`, 'i'),
    content: patched,
  },
  {
    name: 'fix-works/gone-with',
    type: 'fix-works',
    cue: PATCH_CUE,
    when: new RegExp(`\\b${GONE}(?: any ?more| any longer)?,? (?:after|with) ${PATCH}`, 'i'),
    content: patched,
  },
];
