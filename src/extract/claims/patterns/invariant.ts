import type { ClaimContent } from '../../types.ts';
import { holdLock, underLock } from '../actions.ts';
import { changeAround } from '../changes.ts';
import { hedgeOf } from '../hedges.ts';
import { headPhrase, plainPhrase } from '../phrases.ts';
import type { ClaimRow, Reading } from './row.ts';

/**
 *     X is ok without Y given Z / A happens after B / L is always held here / X is only modified under L       invariant
 *     is harmless / benign / safe because …                                                                     harmless
 */
const GIVEN = /\b(?:given|provided|as long as|so long as|assuming|presuming)(?: that)? (.{1,200})/i;

const withoutThing = ({ after, rest }: Reading): ClaimContent => {
  const hedge = hedgeOf(after);
  const thing = headPhrase((hedge === '' ? after : (after.split(hedge)[0] ?? after)).replace(GIVEN, ''));
  const given = GIVEN.exec(rest)?.[1];
  return { is: 'without', thing, given: given === undefined ? null : headPhrase(given) };
};

const ADVERBS = /\b(?:already|only|always|still|just|really|strictly|actually|even|ever) /gi;
const order = ({ subject, words, after }: Reading): ClaimContent => {
  const left = plainPhrase(subject).replace(ADVERBS, '');
  const right = headPhrase(after).replace(ADVERBS, '');
  return /after$/i.test(words.trim())
    ? { is: 'order', first: right, second: left }
    : { is: 'order', first: left, second: right };
};

const lockOrOther = ({ rest, clause }: Reading): ClaimContent =>
  holdLock(clause) ?? underLock(clause) ?? underLock(rest) ?? { is: 'other' };

export const WITHOUT: readonly ClaimRow[] = [
  {
    name: 'invariant/without',
    type: 'invariant',
    when: /(?:'s|\b(?:is|are|be|works?|looks?|seems?|remains?)) (?:also |still |then |even )*(?:perfectly |totally |completely |absolutely |entirely |quite |just |all )?(?:ok(?:ay)?|fine|good|correct|right|well|enough|sound|safe|harmless|benign) (?:even )?without (?:the |a |an |any )?/i,
    content: withoutThing,
  },
];

export const INVARIANTS: readonly ClaimRow[] = [
  { name: 'invariant/not-aware', type: 'invariant', polarity: '-', when: /\bi(?:'m| am) not aware of (?:any|such)\b/i },
  {
    name: 'invariant/order',
    type: 'invariant',
    when: /\b(?:(?:always |only |strictly |still |just )*(?:happens?|happened|occurs?|occurred|comes?|came|runs?|ran|executes?)|(?:is|are|was|were|gets?) (?:always |only |strictly )*(?:done|called|executed|run|performed|set|cleared|freed|released|read|checked|evaluated)) (?:only |always |strictly |right |just |long )*(?:before|after) /i,
    unless:
      /\b(?:if|when|may|might|could|can|must|should|while)\b|\b(?:race|bug|problem|issue|warning)s? (?:happen|occur)/i,
    content: order,
  },
  {
    name: 'invariant/only-after',
    type: 'invariant',
    when: /\bonly (?:\w+s|be \w+|\w+ed) (?:\S+ ){0,4}?(?:after|before|under|with|once|when)\b/i,
    unless: /\b(?:fix|by only|patch|if)\b/i,
    content: lockOrOther,
  },
  {
    name: 'invariant/must',
    type: 'invariant',
    when: /\bmust(?:n't| not| always| never| already| also| still)* (?:be |have |hold |prevent |do |go |take |succeed|call|wait|run|own|keep|\w+)/i,
    unless: /\bmust (?:be (?:the|a|something)|have been)\b|\bwe must make sure\b|\bfix/i,
    content: lockOrOther,
  },
  {
    name: 'invariant/held',
    type: 'invariant',
    when: /\b(?:is|are|be) (?:always |already |both |still |also )*held\b|\b(?:still|always|already|both|should already|all|we|it|caller|callers|which) (?:already |always |both |do |all )*(?:holds?|have|has) (?:the |a |both )?\S*(?:lock|mutex|sem|rtnl)\S*|\bwith (?:the )?\S*(?:lock|mutex|sem)\S* held\b|\btakes? (?:the )?\S*(?:lock|mutex)\S* before\b/i,
    unless:
      /\b(?:(?:when|where|if|no) \S+ (?:is|are) held|deadlock|not held|isn't held|without|race|does(?:n't| not) hold)\b/i,
    content: lockOrOther,
  },
  {
    name: 'invariant/protected',
    type: 'invariant',
    when: /\b(?:(?:is|are|be|being|gets?) (?:always |already |also |properly |now |only |both |fully )*(?:protected|serialised|serialized|synchroni[sz]ed|guarded) (?:by|with|under|using|via|through)|(?:serializes|serialises|synchroni[sz]es|protects) (?!against the race)|is (?:necessary|used|required) (?:for|to) synchroni[sz]\w*)\b/i,
    unless:
      /\b(?:should be|could be|not (?:be )?(?:properly |fully )?(?:protected|seriali[sz]ed)|needs? to be|patch|fix)\b/i,
    content: lockOrOther,
  },
  {
    // an order of locks, which a drawing of one path says nothing about
    name: 'invariant/nests',
    type: 'invariant',
    when: /\b(?:nests? inside|nested inside)\b/i,
  },
  {
    name: 'invariant/never',
    type: 'invariant',
    when: /\b(?:(?:will|can|is|are|would|may) never (?:be )?\w+|(?:nothing|no one|nobody) (?:else )?can|can only (?:be )?\w+|only \S+(?: \S+)? can\b|the only (?:\w+ )?(?:time|place|way|caller|user|path|reason)\b|there is only (?:a |one )|(?:we|you|callers?|it) (?:cannot|can't|can not|may not) (?:call|do|use|take|hold|grab|acquire|sleep|wait|free|be called)\b|(?:cannot|can't|can not|won't|will not) be (?:\w+ )?(?:modified|changed|freed|deleted|removed|cleared|reused|re-used|released|running|waiting|set|triggered|moved|added|armed|enqueued|scheduled)|guaranteed (?:to|that|by)|guarantees? (?:that|the|a)|(?:is|are) always \w+|always (?:observes?|sees?|holds?|runs?|finds?|has|have|gets?)|should always)\b/i,
    unless:
      /\b(?:will never (?:return|complete|wake|finish)|deadlock|forever|no guarantee|no means|not guarantee\w*)\b/i,
    content: lockOrOther,
  },
];

/** Of the drawing as it stands, or of one that is changed. */
const harmlessIn = ({ subject, after, clause }: Reading): ClaimContent =>
  changeAround(subject, after, clause) ?? { is: 'failure', failure: null };

export const HARMLESS: readonly ClaimRow[] = [
  {
    name: 'harmless/denied',
    type: 'harmless',
    polarity: '-',
    when: /\b(?:is|are|was)(?:n't| not) (?:\w+ )?(?:harmless|benign)\b/i,
    content: ({ subject, after, clause }) => changeAround(subject, after, clause) ?? { is: 'other' },
  },
  {
    name: 'harmless/benign',
    type: 'harmless',
    when: /\b(?:harmless|benign|no harm|not a big deal|does(?:n't| not) (?:really )?matter|do(?:n't| not) (?:really )?(?:care|matter)|not? (?:any )?different from|only (?:occurs?|happens?) for a (?:brief|short))\b/i,
    content: harmlessIn,
  },
  {
    name: 'harmless/fine',
    type: 'harmless',
    when: /(?:'s|\b(?:is|are|be|would be|should be)) (?:also |still |all |just |perfectly |actually |totally |absolutely |probably |obviously |it is )*(?:safe|ok(?:ay)?|fine|reasonable)(?= (?:to|not to|not \w+ing|because|since|as|for|here|if|when|in|even|now)\b|[,.;:]|$)/i,
    unless: /\b(?:not|n't|if (?:it|this|that) is|whether)\b(?! (?:to|\w+ing)\b)/i,
    content: harmlessIn,
  },
];
