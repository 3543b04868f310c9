import { actionOf } from '../actions.ts';
import type { ClaimRow } from './row.ts';

/**
 *     Would it work to use a separate mutex?           asks whether a fix works
 *     How can it get there in so short a time?         a question
 *     What's wrong with A->B->A, I don't get it.       a question without its mark
 */
const CONVERSATION =
  /\bmake (?:any )?sense\b|\b(?:can|could|would|will) (?:you|somebody|someone|anyone|we) (?:please |also |just |kindly )*(?:try|test|take|have|help|share|send|post|add|confirm|check|elaborate|explain|apply|resend|rebase|look|pick|queue|merge|drop|rework|resubmit|split|point)\b|\bthoughts\b|\bcomments\b|\bwhat do you think\b|\bwdyt\b|\bobjections?\b|\bcare to\b|\bdo you (?:want|have|mind|prefer)\b|\bany (?:ideas?|news|updates?)\b|\bok(?:ay)? with\b|\byou agree\b|^(?:is|does|did) (?:that|this|it) (?:true|right|correct|ok|okay|work for you)\b|\bhelp (?:us|me|with)\b/i;

export const QUESTIONS: readonly ClaimRow[] = [
  {
    name: 'question/fix',
    type: 'fix-works',
    polarity: '?',
    unless: /[^?]$/,
    when: /\b(?:would|will|does|could|wouldn't|won't|doesn't) (?:it|this|that) (?:work|help|fix|solve|be (?:enough|sufficient)|suffice|close|prevent)(?: to| if we| when we| the \w+ by)? ?/i,
    content: ({ after }) => actionOf(after),
  },
  { name: 'question/mark', type: 'question', polarity: '?', when: /\?["')\]]?$/, unless: CONVERSATION },
  {
    name: 'question/clause',
    type: 'question',
    polarity: '?',
    when: /^(?:so |but |and |then )?(?:what(?:'s| is| are| was| do| don't| does| doesn't| would| if| makes)|why(?:'s| is| are| do| don't| does| doesn't| would| should| can't)|how (?:can|could|do|does|is|are|would|will|come)|where (?:is|do|does|are))\b/i,
    unless: new RegExp(`${CONVERSATION.source}|:$`, 'i'),
  },
  {
    name: 'question/puzzled',
    type: 'question',
    polarity: '?',
    when: /\b(?:i (?:don't|do not|can't|cannot) (?:get|understand|follow) (?:it|how|why|what|where)|i (?:wonder|am wondering|'m wondering) (?:how|why|what|if|whether)|not (?:clear|obvious) to me (?:how|why|what))\b/i,
  },
];
