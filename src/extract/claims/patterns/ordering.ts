import { headPhrase } from '../phrases.ts';
import type { ClaimRow } from './row.ts';

/**
 *     this needs an smp_wmb() before the store / the read must be ordered after the check      ordering-needed
 *     no barrier is needed / L is not necessary here                                            ordering-not-needed
 */
const BARRIER =
  '(?:(?:memory |read |write |full |compiler |some |explicit )*(?:barriers?|fences?)|\\S*smp_\\w*(?:mb|acquire|release|atomic)\\w*(?:\\(\\))?|(?:acquire|release)(?: semantics| ordering| operation)|ordering)';

const ORDER_CUE = /barrier|fence|smp_|acquire|release|order/i;
const NEED_CUE = /\b(?:needed|necessary|required|need|redundant|superfluous|unnecessary)\b/i;

export const ORDERING: readonly ClaimRow[] = [
  {
    name: 'ordering/not-needed',
    type: 'ordering-not-needed',
    cue: ORDER_CUE,
    when: new RegExp(
      `\\b${BARRIER} (?:\\S+ ){0,3}?(?:is(?:n't| not)|are(?:n't| not)|not|was(?:n't| not)) (?:really |actually |strictly |even )?(?:needed|necessary|required)\\b|\\b(?:no|don't need (?:a|any|the)|doesn't need (?:a|any|the)|without) (?:\\w+ ){0,2}?(?:barriers?|fences?)\\b|\\b${BARRIER}(?: here)? is (?:redundant|superfluous|pointless|unnecessary|not needed)\\b`,
      'i',
    ),
    // "there's no barrier that orders them" says what is missing
    unless:
      /\b(?:isn't|not) pointless\b|\bthere(?:'s| is| are| was| were) (?:\w+ )?no (?:\w+ ){0,2}?(?:barriers?|fences?)\b/i,
    content: ({ clause }) => ({
      is: 'without',
      thing: headPhrase(clause.replace(/ (?:is|are|was)(?:n't| not| redundant| pointless| unnecessary).*$/i, '')),
      given: null,
    }),
  },
  {
    name: 'ordering/lock-not-needed',
    type: 'ordering-not-needed',
    cue: NEED_CUE,
    when: /(?:lock|mutex|sem|rwsem|->\w+)\S*(?: \S+){0,3}? (?:is(?:n't| not)|are(?:n't| not)) (?:really |actually |strictly |even )?(?:needed|necessary|required)\b|\b(?:don't|doesn't|do not|does not|no) need (?:to (?:hold|take|grab|acquire)|for) (?:the |a |any )?\S*(?:lock|mutex)|\b(?:lock|mutex)\S*(?: \w+){0,1} (?:is|seems|looks) (?:now )?(?:redundant|superfluous|unnecessary)\b/i,
    content: ({ clause }) => ({
      is: 'without',
      thing: headPhrase(clause.replace(/ (?:is|are)(?:n't| not| redundant| unnecessary| superfluous).*$/i, '')),
      given: null,
    }),
  },
  {
    name: 'ordering/needed',
    type: 'ordering-needed',
    cue: ORDER_CUE,
    when: new RegExp(
      `\\b(?:needs?|requires?|missing|lacks?|lack of|we want|must have|should have|add) (?:\\w+ ){0,4}?${BARRIER}\\b|\\b${BARRIER} (?:\\S+ ){0,3}?(?:is|are) (?:really |actually |also )?(?:needed|necessary|required|missing)\\b|\\bbarrier (?:isn't|is not) (?:pointless|useless|redundant)\\b|\\b(?:would|will|does|do)(?:n't| not) order\\b`,
      'i',
    ),
    content: ({ after, words }) => ({ is: 'with', thing: headPhrase(`${words} ${after}`) }),
  },
  {
    name: 'ordering/must-order',
    type: 'ordering-needed',
    when: /\b(?:must|ensures?|guarantees?|make sure|needs? to|has to|have to)\b (?:[\w.'()>-]+ ){0,8}?(?:observe|be (?:ordered|visible|observed|written|seen (?:by|before|after))|visible|ordered|not be reordered|load \S+ after|before|first before)\b/i,
    unless: /\b(?:must|needs? to|have to|has to|should) (?:hold|be held|be called|take|grab)\b/i,
    content: () => ({ is: 'other' }),
  },
];
