import type { ClaimContent } from '../../types.ts';
import { actionOf, holdLock, moveStep } from '../actions.ts';
import { absenceIn } from '../changes.ts';
import { headPhrase, plainPhrase } from '../phrases.ts';
import type { ClaimRow, Reading } from './row.ts';

/**
 *     X would have solved nothing / is useless to detect Y / does not close the window      fix-fails
 *     this closes the race / holding L would prevent it / fix this by taking L               fix-works
 *     I'd rather take L across the whole ioctl / we should move A before B                   fix-works
 */
const FIX =
  '(?:fix|solve|cure|clos|prevent|avoid|resolv|eliminat|plug|mitigat|address(?=(?:es|ed|ing)? (?:this|the|that|these|an?|both|all)\\b))';
const FIX_FORMS = `${FIX}(?:e|es|s|ed|d|ing)?`;
const HARM =
  '(?:race|deadlock|problem|issue|bug|window|uaf|use-after-free|leak|crash|hang|warning|this|that|it|these|those|above|situation|scenario|lockup|livelock|inconsisten\\w+|both|panic)';

/** "this patch fixes it by taking L": the patch is what is done after "by". */
const withSubject = ({ subject, after }: Reading): ClaimContent => {
  const by = / ?\b(?:by|via) (?=\w+ing\b)/i.exec(after);
  if (by !== null && /^(?:this|that|it|we|i|(?:this|the|that) (?:patch|commit|fix|change|series))?$/i.test(subject)) {
    return actionOf(after.slice(by.index + by[0].length));
  }
  return thingOrAction(subject);
};
const byAction = ({ after, clause }: Reading): ClaimContent => {
  const by = /\b(?:by|via|with|using|through)\b /i.exec(after);
  return by === null ? actionOf(plainPhrase(clause)) : actionOf(after.slice(by.index + by[0].length));
};

/** "holding L" is an action, "the counter" a thing. */
function thingOrAction(phrase: string): ClaimContent {
  const action =
    holdLock(phrase) ?? (/^(?:mov|call|clear|defer|delay|flush)ing\b/i.test(phrase) ? moveStep(phrase) : null);
  if (action !== null) return action;
  const removed = absenceIn(phrase);
  if (removed !== null) return removed;
  const added = /^(?:add|us|introduc|insert)ing (.*)$/i.exec(phrase);
  const thing = headPhrase((added?.[1] ?? phrase).replace(/ (?:instead of|rather than) .*$/i, ''));
  return thing === '' ? { is: 'other' } : { is: 'with', thing };
}

const LOCK = /^(?:(?:the|this|that|its|our) )?[\w>.-]*(?:lock|mutex|sem|semaphore)$/i;

export const FIX_FAILS: readonly ClaimRow[] = [
  {
    name: 'fix-fails/nothing',
    type: 'fix-fails',
    when: /\b(?:would(?: have)?|will|does|do|can|could(?: have)?)? ?(?:solved?|fix(?:ed|es)?|help(?:ed|s)?|buys?|bought|prevent(?:ed|s)?|gains?|achieves?|solves) (?:us )?(?:absolutely )?nothing\b/i,
    content: withSubject,
  },
  {
    name: 'fix-fails/useless',
    type: 'fix-fails',
    when: /(?:'s|\b(?:is|are|be|seems?|looks?|sounds?)) (?:totally |completely |quite |also |just |pretty |still )?(?:useless|pointless|insufficient|inadequate|ineffective|no help|of no (?:use|help)|too late (?:to|for)|a no-?op (?:for|to))\b/i,
    unless: /\b(?:isn't|not) (?:useless|pointless)/i,
    // a lock that is drawn and of no use is one that can go; what it is useless for makes it a remedy
    content: (reading) =>
      LOCK.test(reading.subject) &&
      !/^(?:to|for|against) /i.test(reading.after) &&
      /useless|pointless/i.test(reading.words)
        ? { is: 'without', thing: headPhrase(reading.subject), given: null }
        : withSubject(reading),
  },
  {
    name: 'fix-fails/not-enough',
    type: 'fix-fails',
    when: /\b(?:(?:is|are|was|be|seems?)(?:n't| not)|won't be|wouldn't be) (?:going to (?:work|help|fix|be enough)|enough(?= (?:to|for|here|as)\b|[,.;:]|$)|sufficient|a (?:real |proper |complete |correct )?(?:fix|solution)|applicable|the right (?:fix|solution|approach))\b/i,
    content: withSubject,
  },
  {
    name: 'fix-fails/does-not',
    type: 'fix-fails',
    when: new RegExp(
      `\\b(?:do(?:es)?n't|do(?:es)? not|did(?:n't| not)|won't|will not|wouldn't|would not|can ?not|can't|could(?:n't| not)) (?:really |actually |fully |completely |even |still |also |seem to |have )*(?:help(?:ed)?|work(?:ed)?|suffice|cover|guarantee|${FIX_FORMS})(?: (?:anything|the|this|that|it|for|in|against|all|here|us)\\b|[.,:]|$)`,
      'i',
    ),
    unless: /\b(?:cpu|thread|task)s? ?\d? does(?:n't| not) work\b/i,
    content: withSubject,
  },
  {
    name: 'fix-fails/still',
    type: 'fix-fails',
    when: /\bstill (?:leaves?|allows?|does(?:n't| not)|do(?:n't| not)|cannot|can't|races?|deadlocks?)\b|\bonly (?:narrows?|shrinks?|papers? over|hides?|masks?|moves?|makes?) the (?:race|window|problem|issue|bug)\b|\bmakes? no difference\b/i,
    content: withSubject,
  },
  {
    name: 'fix-fails/cannot-just',
    type: 'fix-fails',
    when: /\b(?:can ?not|can't) (?:just|simply|merely) (?=[a-z]+ )|\b(?:don't|do not) think (?:that )?(?:\S+ ){1,4}?(?:works?|helps?|is enough|(?:fix|solv|prevent|clos|avoid|resolv)(?:e|es|s|ing)?)\b/i,
    content: ({ clause, after }) => (after === '' || /think/i.test(clause) ? { is: 'other' } : actionOf(after)),
  },
];

export const FIX_WORKS: readonly ClaimRow[] = [
  // the review's verdict on a patch
  {
    name: 'fix-works/looks-good',
    type: 'fix-works',
    when: /\b(?:fix|patch|change|solution|approach|series|it|this|that|so)\b(?: \w+){0,2}? (?:looks?|seems?|is) (?:to be )?(?:good|right|correct|reasonable|sane|fine|ok(?:ay)?|better)(?: to me)?(?=[,.; ]|$)/i,
    unless: /\b(?:isn't|not|doesn't|if|but the)\b.{0,30}\b(?:good|right|correct)|safe|without/i,
    content: withSubject,
  },
  // "I'd rather take L across …", "I prefer to …"
  {
    name: 'fix-works/prefer',
    type: 'fix-works',
    when: /\bi(?:'d| would)? (?:rather|much rather|prefer|suggest|propose|say|vote|still think|think)(?: prefer| like)?,?(?: that)?(?: we| you| it| this)?(?: should| could| can| have| had| just| simply| better| needs?)*(?: to)? (?=(?:tak|hold|grab|acquir|mov|us|add|mak|keep|drop|call|remov|protect|introduc|wait|check|defer|disabl|do)(?:e|ing)?\b)/i,
    content: ({ after }) => actionOf(after),
  },
  {
    name: 'fix-works/solution-is',
    type: 'fix-works',
    when: /\b(?:(?:fix|solution|remedy|cure|(?:easiest|simplest|best|right|proper|obvious|only) (?:way|fix|solution|thing)(?: to \w+(?: \w+){0,2})?) (?:here |for (?:this|that|it) )?(?:is|would be|might be|could be|may be|should be|seems to be)(?: likely| probably)?|important part is) (?:to |that )?/i,
    unless: /\bfix (?:is|would be) (?:not|wrong|incomplete)|\bsolution is not/i,
    content: ({ after }) => actionOf(after),
  },
  // "Fix this by taking L", "This can be avoided via X", "To avoid this, do X"
  {
    name: 'fix-works/by',
    type: 'fix-works',
    when: new RegExp(
      `\\b(?:can|could|should|may|might|must|would|will|is|are|needs? to|has to) (?:also |easily |only |then |now |just )*be (?:also |easily |simply )*${FIX}(?:e?d)\\b`,
      'i',
    ),
    unless: /\b(?:cannot|can't|could not|couldn't|not) be\b/i,
    content: byAction,
  },
  {
    name: 'fix-works/imperative',
    type: 'fix-works',
    when: new RegExp(
      `^(?:so |then |thus |therefore |hence |instead,? |please |let's |just |simply |and )*${FIX}e? (?:\\S+ ){0,6}?(?:by|via|with|using|through|in)\\b`,
      'i',
    ),
    content: ({ words, after }) =>
      byAction({ subject: '', words, after: `${words} ${after}`, clause: after, rest: after }),
  },
  {
    name: 'fix-works/purpose',
    type: 'fix-works',
    when: new RegExp(
      `^(?:so |then |thus |hence |and |in order )*to ${FIX}e? (?=(?:this|that|it|these|those|the|such|a|an|both|all|any|\\w*race|\\w*deadlock)s? ?)(?:[^,]{1,80})(?:, | i think | we | the | just )`,
      'i',
    ),
    content: ({ after, clause }) => actionOf(after === '' ? clause : after),
  },
  {
    name: 'fix-works/so-fix-it',
    type: 'fix-works',
    when: new RegExp(
      `\\b(?:to|so) ${FIX}e? (?:it|this|that|these|the (?:issue|problem|race|bug|deadlock|inconsist\\w+))\\b`,
      'i',
    ),
    unless:
      /\b(?:tried|trying|attempts?|attempted|supposed|has|have|had|used|how|want(?:s|ed)?|meant|not|hard|needs?|easiest way) to\b/i,
    content: ({ subject, clause }) => actionOf(subject === '' ? clause : subject),
  },
  // "this closes the race", "holding L would prevent it"
  {
    name: 'fix-works/does',
    type: 'fix-works',
    when: new RegExp(
      `(?<=[\\w)] )(?:(?:would|will|should|can|could|may|might|does|do|did|also|then|thus|still|patch) )*(?:${FIX}(?:es|s)|(?<=(?:would|will|should|can|could|may|might|does|do|did|also) (?:also |then |still )*)${FIX}e?) (?:\\S+ ){0,4}?${HARM}\\b`,
      'i',
    ),
    unless:
      /\b(?:nothing|no(?:body| one)?|don't|doesn't|not|if|to|special mechanism)\b[^,]{0,24}\b(?:fix|solve|prevent|avoid|clos)/i,
    content: withSubject,
  },
  {
    name: 'fix-works/deals-with',
    type: 'fix-works',
    when: /\b(?:(?:will|would|should|does|can) (?:also )?(?:deal with|take care of|handle|get rid of|help|suffice|be (?:enough|sufficient))|(?:deals with|takes care of|gets rid of)) (?=(?:these|this|that|the|those|here|it)\b)/i,
    unless: /\b(?:not|n't|nobody)\b/i,
    content: withSubject,
  },
  // the commit message's order: "Hold L around the check", "Move A before B so that …"
  {
    name: 'fix-works/do-it',
    type: 'fix-works',
    when: /^(?:so |then |thus |therefore |hence |instead,? |rather,? |just |simply |and |now |also )*(?:(?:let's|let us|we|you|it) (?:just |simply |also )*(?:should|could|can|must|need(?:s)? to|have to|ought to) (?:just |simply |instead |rather )*)?(?=(?:hold|take|grab|acquire|move|protect|serialize|serialise|extend|widen|delay|defer|reorder|re-?check|re-?read|wrap)\b \w)/i,
    content: ({ after }) => actionOf(after),
  },
  {
    name: 'fix-works/should',
    type: 'fix-works',
    when: /\b(?:we|you|it|[\w>-]+\(\)|patch|(?:this|that) (?:patch|function|path|code)) (?:just |simply |also |then |really |probably )*(?:should|could|(?:'ll |will )?needs? to|have to|has to|ought to) (?:just |simply |instead |rather |probably |also |be )*(?=(?:hold|take|grab|acquire|move|protect|use|add|call|wait for|check|clear|set|defer|delay|moved|using|taking|holding|combine|switch)\b)/i,
    unless:
      /\b(?:cpu ?\d|task \d|thread \d|another|concurrent\w*|someone|race)\b|\bif (?:we|you|it)\b|\bwe can (?:see|call)|\bcan (?:call|be called|set|use|check|take|clear|hold|grab|acquire)\b/i,
    content: ({ after }) => actionOf(after),
  },
  {
    name: 'fix-works/patch-does',
    type: 'fix-works',
    when: /\b(?:this|the|that) (?:patch|commit|change|series) (?:now |also |then |therefore |thus )*(?=(?:moves?|holds?|takes?|uses?|removes?|drops?|replaces?|delays?|defers?|ensures?|makes? sure)\b)/i,
    content: ({ after }) => actionOf(after),
  },
];
