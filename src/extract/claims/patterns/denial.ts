/**
 * The words of a denial, as parts of patterns: what may follow "no", "not a", "cannot be a".
 */

/** Names of things that go wrong, as nouns. */
export const HARM_NOUN =
  '(?:(?:data |lock )?races?|race[- ]conditions?|dead-?locks?|live-?locks?|use[- ]after[- ]frees?|uafs?|double[- ](?:free|put|unlock)s?|null[- ](?:pointer |ptr )?deref\\w*|(?:memory |reference |refcount )?leaks?|(?:lost|missed) (?:update|write|store|increment|wake-?up|event)s?|(?:list |memory |data )?corruptions?|torn (?:read|write|load|store|value|pair)s?|stale reads?|hangs?|lockups?)';

/** An adjective in front of one; never a word that turns the sense round ("no protection against races", "no lock, so …"). */
export const ADJECTIVE =
  '(?:(?!(?:against|from|for|to|of|that|which|about|without|prevent\\w*|avoid\\w*|protect\\w*|stop\\w*|guard\\w*|fix\\w*|detect\\w*|\\w*lock(?:ing)?|mutex|barriers?)\\b)[\\w-]+ )';

/** "there is no X", "there can never be an X", "no X is possible". */
export const NO_HARM = `(?:there(?:'s| is| are| was| were| can be| could be| will be| would be| should be|'re) (?:absolutely |really |also |then |now )?no (?:longer )?(?:(?:reason|room|cause|danger|possibility|chance|risk) (?:for|of) )?(?:any |an? )?${ADJECTIVE}{0,2}${HARM_NOUN}|there (?:can ?not|can't|can never|could not|couldn't|could never|will not|won't|will never|would not|wouldn't|isn't|is not|aren't|are not) (?:ever )?(?:be )?(?:any |an? )?${ADJECTIVE}{0,2}${HARM_NOUN}|no (?:more )?${ADJECTIVE}{0,2}${HARM_NOUN} (?:is |are |was )?(?:possible|can|could|may|will|would|here|happens?|occurs?|any ?more|any longer|left))\\b`;

/** "this cannot be a use-after-free", "it does not lead to a leak", "is no double free". */
export const NOT_HARM = `(?:(?:can ?not|can't|can never|can no longer|could not|couldn't|could never|will not|won't|will never|would not|wouldn't|does not|doesn't|never) (?:ever |possibly |really |actually )?(?:be(?:come)?|be called|end (?:up )?in|lead to|result in|cause|trigger|produce)|(?:is|are|was)(?:n't| not(?! only)| no)) (?:really |actually )?(?:any |an? |the )?${ADJECTIVE}{0,2}${HARM_NOUN}\\b`;

const ADVERBS = '(?:ever |really |actually |possibly |simply )*';

/** "cannot happen", "can no longer race". What merely does not happen may be the bug ("the wakeup never happens"). */
export const CANNOT_HAPPEN = `(?:(?:can ?not|can't|can never|can no longer|could not|couldn't|could never) ${ADVERBS}(?:happen|occur|race|deadlock|be (?:hit|reached|triggered))|(?:will not|won't|will never|will no longer|would not|wouldn't|would never|no longer|never|does not|doesn't|do not|don't) ${ADVERBS}(?:races?|deadlocks?))\\b`;

/** The failure by its name: "the use-after-free does not happen any more", "that race is gone". */
export const HARM_CANNOT = `(?:an?|the|this|that|such an?|any|these|those) ${ADJECTIVE}{0,2}${HARM_NOUN} (?:(?:can ?not|can't|can never|can no longer|could not|couldn't|could never|will not|won't|will never|will no longer|would not|wouldn't|would never|no longer|does not|doesn't|do not|don't) ${ADVERBS}(?:happens?|occurs?|exists?|be (?:hit|reached|triggered|possible))|(?:is|are) (?:now |all |therefore |simply )?(?:impossible|gone|closed|fixed|excluded|ruled out|avoided))\\b`;
