import type { ClaimContent } from '../../types.ts';
import { holdLock, underLock } from '../actions.ts';
import { failureIn } from '../failures.ts';
import { failureContent } from './bug.ts';
import { NO_HARM, NOT_HARM } from './denial.ts';
import type { ClaimRow, Reading } from './row.ts';

/**
 *     this can't happen / cannot race, both hold L / there is no race here / is a false positive       bug-impossible
 *     there can be no use-after-free / this cannot be a double free / no lost update is possible        bug-impossible
 *     it can never be freed here / we never lose a wakeup                                               bug-impossible
 */

/** Why it cannot happen: the lock that both hold, where the sentence names one. */
const excludingLock = (reading: Reading): ClaimContent => {
  const both =
    holdLock(reading.rest) ?? underLock(reading.rest) ?? holdLock(reading.clause) ?? underLock(reading.clause);
  return both === null ? failureContent(reading) : both.is === 'hold-lock' ? { ...both, scope: null } : both;
};

const NOT =
  "(?:can ?not|can't|could(?: not|n't)|won't|will not|wouldn't|would not|should(?: not|n't)|do(?:es)?n't|do(?:es)? not|never|no longer|don't think (?:it|this|that|we|there|(?:the|this|that|such an?) (?:\\w+ ){0,2}(?:scenario|race|case|interleaving|situation|sequence)) (?:can|could|will|would))";

const HARM_CUE =
  /(?:\bno|\bnot|n't|\bnever|\bcannot)\b[^.;]{0,80}?(?:\braces?\b|\brace[- ]c|dead-?lock|live-?lock|lockup|free|\buaf|double|deref|leak|\blost|missed|corrupt|\btorn|stale|\bhang)/i;

export const BUG_IMPOSSIBLE: readonly ClaimRow[] = [
  {
    name: 'bug-impossible/cannot-see-how',
    type: 'bug-impossible',
    when: /\bi (?:don't|do not|can't|cannot) (?:really )?see how (?:\S+ ){1,8}?(?:race|happen|occur|deadlock|be (?:hit|reached|possible))\b/i,
    content: excludingLock,
  },
  {
    // who cannot find what the drawing shows does not believe it
    name: 'bug-impossible/cannot-see-where',
    type: 'bug-impossible',
    when: /\bi (?:still )?(?:don't|do not|can't|cannot|fail to) (?:really |quite )?(?:see|find|understand) (?:how|where) (?:(?:the|this|that|it|such|a) )?(?:[\w>'.()-]+ ){0,5}?(?:is|are|was|gets?|can be|could be|would be) (?:\w+ )?(?:taken twice|held|freed|triggered|hit|reached|possible|called twice)\b/i,
    content: excludingLock,
  },
  {
    // nor does who cannot follow it
    name: 'bug-impossible/cannot-follow',
    type: 'bug-impossible',
    when: /\bi (?:really )?(?:don't|do not|can't|cannot) (?:really |quite )?(?:understand|follow) (?:the|this|that|your) (?:scenario|race|interleaving)\b/i,
    content: excludingLock,
  },
  {
    name: 'bug-impossible/cannot',
    type: 'bug-impossible',
    when: new RegExp(
      `\\b${NOT} (?:ever |really |actually |be able to |be |possibly |simply )*(?:happen|occur|race|deadlock|trigger(?:ed)?|reached|hit)\\b`,
      'i',
    ),
    unless: /\b(?:happen|occur)s? (?:again|until|before|if)\b|\bdoes(?:n't| not) trigger\b|\bmust\b|\bif\b/i,
    content: excludingLock,
  },
  {
    name: 'bug-impossible/sequence',
    type: 'bug-impossible',
    when: /\b(?:sequence|scenario|race|interleaving|situation) (?:above |below )?(?:is|was)(?:n't| not) (?:really |actually |even )?possible\b/i,
    content: excludingLock,
  },
  {
    // what has to happen first is not in the drawing
    name: 'bug-impossible/cannot-until',
    type: 'bug-impossible',
    when: /\b(?:can ?not|can't) be (?:called|freed|released|destroyed|removed|reached|run) (?:until|untill|unless|before|till)\b/i,
    content: excludingLock,
  },
  {
    name: 'bug-impossible/impossible',
    type: 'bug-impossible',
    when: /(?:'s|\b(?:is|are|was|be|seems?|looks?|sounds?)) (?:simply |really |therefore |thus |also )?(?:impossible|(?:a )?false[- ]positives?)\b|\b(?:is|are|was)(?:n't| not) (?:really |actually |even )?(?:possible|a (?:real )?(?:problem|race|bug|deadlock|concern)|racy|true|the case|correct to say|real)\b|\bdon't think (?:that's|this is|that is|it's|it is) (?:possible|a (?:problem|race|bug)|racy)\b/i,
    unless:
      /\bif\b.{0,60}(?:not|n't) possible|\bdue to\b|\bthis is not the case\b|\bif (?:this|that|it|the report) (?:is|was|were|turns out to be) (?:really |indeed )?(?:a )?false/i,
    content: excludingLock,
  },
  {
    name: 'bug-impossible/no-race',
    type: 'bug-impossible',
    when: /\b(?:there(?:'s| is| are| can be| could be| should be|'re)|(?:can|could|will|would) be|see|have|has) (?:absolutely |really )?no (?:\w+ ){0,2}(?:race|races|deadlock|bug|problem|issue|window|concurrency|chance|risk)\b|\bhas no chance to\b|\bno (?:\w+ )?(?:race|deadlock)s? (?:is |are )?(?:possible|could|can|here)\b/i,
    // a change that is proposed, no word about how things are
    unless: /\bif (?:we|i|you) \w/i,
    content: excludingLock,
  },
  {
    // the failure by its own name
    name: 'bug-impossible/no-harm',
    type: 'bug-impossible',
    cue: HARM_CUE,
    when: new RegExp(`\\b${NO_HARM}`, 'i'),
    unless: /\b(?:unless|without)\b|\bif (?:there|this|that|it)\b/i,
    content: excludingLock,
  },
  {
    name: 'bug-impossible/not-harm',
    type: 'bug-impossible',
    cue: HARM_CUE,
    when: new RegExp(`\\b${NOT_HARM}`, 'i'),
    unless: /\b(?:unless|must|if|whether|should)\b/i,
    content: excludingLock,
  },
  {
    name: 'bug-impossible/never-loses',
    type: 'bug-impossible',
    when: /\b(?:never|can ?not|can't|can no longer|there (?:is|should be|can be) no way (?:for \S+ )?to) (?:ever )?(?:(?:lose|miss|leak|corrupt) (?:a|an|any|the)\b|(?:see|use|touch|reach|find|dereference) (?:a |an |any |the )?(?:already )?freed\b)/i,
    unless: /\b(?:unless|must|if|whether|should never)\b/i,
    content: ({ clause }) => ({
      is: 'failure',
      failure: failureIn(clause)?.failure ?? (/freed/i.test(clause) ? 'use-after-free' : null),
    }),
  },
  {
    name: 'bug-impossible/not-freed-here',
    type: 'bug-impossible',
    when: /\b(?:(?:can|could|will) (?:never|not|no longer)|cannot|can't|won't) (?:be freed|go away|disappear|vanish) (?:here|there|under(?:neath)? (?:us|it|them|the \w+)|behind|in between|meanwhile|concurrently|at (?:this|that) point|any ?more)\b/i,
    unless: /\b(?:unless|if|so that)\b/i,
    content: ({ clause }) => ({ is: 'failure', failure: failureIn(clause)?.failure ?? ('use-after-free' as const) }),
  },
  {
    name: 'bug-impossible/excluded',
    type: 'bug-impossible',
    when: /\b(?:mutual exclusion|mutually exclusive)\b|\b(?:is|are) already (?:\w+ )?(?:serialised|serialized|synchroni[sz]ed|excluded)\b|\b(?:preventing|excluding|excludes?|rules? out|ruling out) any (?:\w+ )?(?:race|deadlock)\w*/i,
    content: excludingLock,
  },
  {
    name: 'bug-impossible/should-be-ok',
    type: 'bug-impossible',
    when: /\bso (?:it|this|that|we|i think it|i think this)(?: should be|'s| is|'re| are) (?:all )?(?:ok(?:ay)?|fine|safe|good)\b(?! to\b)/i,
    content: excludingLock,
  },
];
