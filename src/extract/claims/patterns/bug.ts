import type { ClaimContent } from '../../types.ts';
import { failureIn } from '../failures.ts';
import type { ClaimRow, Reading } from './row.ts';

/**
 *     there is a race / this leads to a use-after-free / X is read outside of the lock / is racy        bug-exists
 *     nothing prevents the timer from running                                                           bug-exists
 */
export const failureContent = ({ clause, rest }: Reading): ClaimContent => ({
  is: 'failure',
  failure: failureIn(clause)?.failure ?? failureIn(rest)?.failure ?? null,
});

export const NOTHING_PREVENTS: readonly ClaimRow[] = [
  {
    // the words of a denial, but nothing stands in the way: asked before the denials
    name: 'bug-exists/nothing-prevents',
    type: 'bug-exists',
    when: /\b(?:nothing|no one|nobody|no mechanism|(?:don't|do not|can't|cannot) see (?:anything|what|how anything))\b(?: \S+){0,6}? (?:prevents?|stops?|keeps?|protects?)\b/i,
    content: failureContent,
  },
];

const ASSERTS =
  "(?:there(?:'s| is| are| was| would be| could be| might be| may be| exists?| can be)(?: (?:a|the) risk)?|(?:is|are|was|be|has|have|had|gets?|got|see[ns]?|hit(?:s|ting)?|suffers?|lead(?:s|ing)? to|le(?:d|aves?|ft)|leaving|results? in|resulting in|resulted in|caus(?:e|es|ed|ing)|trigger(?:s|ed|ing)?|trigered|ends? up|produc\\w+|run(?:s)? into|expos\\w+|open(?:s|ed)?|introduc\\w+|creat\\w+|report\\w*|detect\\w*|encounter\\w*|observ\\w+|found|suspect|face|faces|giv(?:es?|ing)|becomes?|goes|make[sd]?|wait(?:s|ed|ing)?|block\\w*|loop\\w*|remain\\w*|return\\w*))";
const HARM =
  '(?:rac(?:e|es|y)|races?[- ]conditions?|dead-?locks?|live[- ]?locks?|ab-?ba|uafs?|use[- ]after[- ]frees?|double[- ]frees?|null (?:pointer|ptr|deref)\\w*|(?:list |memory |data )?corrupt\\w*|leak\\w*|hung|hangs?|stuck|forever|crash\\w*|panic\\w*|oops\\w*|warn\\w*|lost|stale|inconsisten\\w+|torn|underflow\\w*|splat|lockup|wrong|incorrect(?:ly)?|bogus|broken|unsafe)';
/** A clause about the remedy, an instruction or a condition is no report of the bug. */
const REMEDY =
  /\b(?:fix(?:es|ed|ing)?|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|solv(?:es?|ed|ing)|cur(?:e|es|ed|ing)|clos(?:es?|ed|ing) (?:the|this)|eliminat\w+|resolv(?:es?|ed|ing)|protect(?:s|ed)? against|without (?:any )?(?:rac|dead)|no longer|free from|false[- ]positive|suppress\w*|silence|make sure|ensur(?:es?|ing)|does(?:n't| not) cause)\b/i;

export const BUG_EXISTS: readonly ClaimRow[] = [
  {
    name: 'bug-exists/asserted',
    type: 'bug-exists',
    when: new RegExp(`\\b${ASSERTS} (?:[\\w.'()/>-]+ ){0,5}?${HARM}\\b`, 'i'),
    unless: new RegExp(
      `${REMEDY.source}|\\b(?:no|not(?! only)|isn't|never an?|cannot|can't) (?:\\w+ ){0,2}${HARM}\\b|\\bif (?:there|it|this|that)\\b`,
      'i',
    ),
    content: failureContent,
  },
  {
    name: 'bug-exists/can',
    type: 'bug-exists',
    when: new RegExp(
      `\\b(?:can|could|may|might|will|would|possible to|able to) (?:\\w+ ){0,3}?(?:${HARM}|race|lose|corrupt|deref\\w*|never (?:return|complete|wake|finish|be woken)\\w*|be freed|free (?:it|the)|be re-?used)\\b`,
      'i',
    ),
    unless: REMEDY,
    content: failureContent,
  },
  {
    name: 'bug-exists/possible',
    type: 'bug-exists',
    when: /\b(?:race|deadlock|livelock|UAF|use-after-free|race condition|window|following \w+|this|that|which|scenario|situation|sequence|interleaving)\b(?: [\w.'()>-]+){0,3}? (?:is|are|appears? to be|seems? to be|seems?|can|could|may|might|would|will)(?: be)? (?:possible|happen|occur|triggered|hit|arise|there)\b/i,
    unless: new RegExp(
      `${REMEDY.source}|\\b(?:can ?not|can't|(?:could|may|might|would|should|does|do|is) ?(?:not|n't)) (?:happen|occur|race|be|possible|seem)\\b`,
      'i',
    ),
    content: failureContent,
  },
  {
    name: 'bug-exists/it-is',
    type: 'bug-exists',
    when: /\b(?:this|that|it|which|the \w+(?: \w+)?|\S+\(\))(?:'s| is| are| was| looks| seems)(?: (?:also|then|obviously|clearly|simply|just|totally|really|still|quite|very|a bit|indeed|a|an|not so|a real|a genuine))* (?:bug|wrong|racy|incorrect|broken|unsafe|problematic|buggy|bogus|a problem|dangerous|inconsistent(?: state)?)\b(?! (?:with|fix|report))/i,
    unless: /\b(?:if|isn't|not (?:a|wrong|racy|broken))\b/i,
    content: failureContent,
  },
  {
    name: 'bug-exists/cause-is',
    type: 'bug-exists',
    when: /\b(?:the|another|root|main|real|actual|one|first|second|this(?= \w+ (?:is (?:that|in|caused|due|because|when)|occurs|happens|arises|starts|exists|comes))) (?:\w+ )?(?:problem|issue|bug|cause|reason|race|culprit)s?(?: (?:here|there|occurs|happens|arises|starts|with \S+))?(?: (?:is|are|was|occurs|happens|arises|starts|exists|comes)\b| when\b|:$)/i,
    unless: new RegExp(`${REMEDY.source}|\\b(?:as follows|not)\\b`, 'i'),
    content: failureContent,
  },
  {
    name: 'bug-exists/unlocked',
    type: 'bug-exists',
    when: /\b(?:outside(?: of)?|without (?:holding|taking|grabbing|acquiring|any)) (?:the |a |any |its )?(?:[\w>.-]+ )?(?:\S*lock\S*|\S*mutex\S*|protection|synchroni[sz]ation|rcu\S*|barriers?)|\b(?:there is|there's|with|has|lacks|lack of|missing|a missing|misses) (?:no |the |a |any |proper |missing )*(?:locking|lock|serialization|synchroni[sz]ation|protection)\b|\b(?:does(?:n't| not)|do(?:n't| not)|did(?:n't| not)|is(?:n't| not)|are(?:n't| not)) (?:hold|held|take|grab|acquire|protected|serialized|serialised|synchroni[sz]ed|safe)\b/i,
    unless: new RegExp(
      `${REMEDY.source}|\\b(?:must|should|safe without|fine|ok|okay|harmless|why|because we|is safe|can (?:safely |now |also )?(?:read|access|check|use|walk|traverse|look|compare|test)\\b[^,;]{0,60}\\bwithout|if [^,;]{1,60}(?:n't|not) (?:hold|take|grab|acquire))\\b`,
      'i',
    ),
    content: failureContent,
  },
  {
    name: 'bug-exists/introduces',
    type: 'bug-exists',
    when: /\b(?:race|deadlock|livelock|use-after-free|uaf|problem)\b[^:]{0,60}:$|\b(?:can|could|may|might|would|possible|ends? up|suspect|happens? when|run into|hit|get|leads? to)\b[^:]{0,60}\b(?:scenario|sequence|situation|interleaving|order|ordering|case|events)\b[^:]{0,40}:$/i,
    unless: new RegExp(
      `${REMEDY.source}|\\b(?:consider|imagine|e\\.g\\.|example|handle|prevent\\w*|scenario (?:is|looks)|(?:can|could|may|does|is) ?not (?:happen|occur|race|possible))\\b`,
      'i',
    ),
    content: failureContent,
  },
  {
    // something comes out although it should not
    name: 'bug-exists/even-though',
    type: 'bug-exists',
    when: /\b(?:can|may|might|could) (?:\S+ ){1,5}?even (?:though|if|when)\b/i,
    unless: REMEDY,
    content: failureContent,
  },
  {
    // denied, not disproved
    name: 'bug-exists/denied',
    type: 'bug-exists',
    polarity: '-',
    when: /\bnot necessarily (?:\w+ ){0,4}?(?:race|deadlock|bug|problem|issue|leak)\b/i,
    content: failureContent,
  },
  {
    name: 'bug-exists/ends-up',
    type: 'bug-exists',
    when: /\b(?:ends? up (?:in|with|doing|running)|waits? (?:there )?forever|will never (?:return|complete|wake|finish|be)|never (?:gets? )?(?:woken|called|released|freed)|chance to preempt|opens? (?:up )?a? ?window|gets? re-?used|has (?:already )?been freed|is already freed)\b/i,
    unless: REMEDY,
    content: failureContent,
  },
];
