import type { ClaimContent } from '../../types.ts';
import { headPhrase } from '../phrases.ts';
import type { ClaimRow, Reading } from './row.ts';

/**
 *     X would slow down everything / is too expensive / on a heavily contended line / having to bump X every time
 *     X makes every fault slower / costs a cache miss / that costs nothing (denied)
 */
const thing = ({ subject, after }: Reading): ClaimContent => {
  const found = headPhrase(subject === '' ? after : subject);
  return { is: 'cost', thing: found === '' ? null : found };
};

export const COSTS: readonly ClaimRow[] = [
  {
    name: 'cost/denied',
    type: 'cost',
    polarity: '-',
    when: /\bcosts? (?:us )?(?:almost |basically |next to )?nothing\b|\b(?:is|are|be)(?:n't| not) (?:that |so |very |too |really )*(?:expensive|costly|slow(?:er)?)\b|\b(?:adds?|has|causes?) no (?:\w+ ){0,2}?overhead\b/i,
    content: thing,
  },
  {
    name: 'cost/slower',
    type: 'cost',
    when: /\b(?:mak(?:es?|ing) .{1,80}? |(?:is|are|be|gets?|becomes?|runs?|will be|would be) )(?:a lot |much |even |a bit |slightly |noticeably |measurably |considerably )*(?:slower|more expensive|costlier|heavier)\b/i,
    content: thing,
  },
  {
    name: 'cost/costs',
    type: 'cost',
    when: /\b(?:costs? (?:us |you |me )?(?:an? |one |two |three |several |some |more |extra |another |too |at least |about |up to |performance|time|cycles|latency|throughput|\d)|(?:would|will|does|could|may|might) (?:also |then |probably )*cost\b)/i,
    unless: /\bat (?:the|a) cost\b/i,
    content: thing,
  },
  {
    name: 'cost/slows',
    type: 'cost',
    when: /\b(?:would |will |could |may |might |can |does |only |really )*(?:slow(?:s|ed)?[ -]?down|slowdowns?|(?:have|has|adds?|cause|causes|incurs?|avoids?) (?:\w+ ){0,3}?overhead|(?:hurts?|affects?|degrades?|kills?|impacts?) (?:the )?(?:\w+ ){0,2}?(?:performance|throughput|latency|scalability))\b/i,
    content: thing,
  },
  {
    name: 'cost/is',
    type: 'cost',
    when: /(?:'s|\b(?:is|are|be|looks?|sounds?|seems?|gets?|becomes?)) (?:\w+ ){0,2}?(?:expensive|costly|unscalable|contended|(?:very|really|pretty|so) (?:bad|slow|heavy)|too (?:heavy|slow|much)|a bottleneck|not scalable)\b|\bdo(?:es)?(?:n't| not) scale\b/i,
    unless: /\bnot (?:that |so |very |too )?(?:expensive|costly|contended)\b/i,
    content: thing,
  },
  {
    name: 'cost/every-time',
    type: 'cost',
    when: /\bhaving to (?=.{1,80} (?:every time|each time|for every|for each|on every|whenever) )/i,
    content: ({ after }) => ({
      is: 'cost',
      thing: headPhrase(after.replace(/ (?:every time|each time|for every|for each|on every|whenever) .*$/i, '')),
    }),
  },
  {
    name: 'cost/extra',
    type: 'cost',
    when: /\b(?:this|the|that|an) (?:extra|additional) (?:\S+ )?(?:happens|is taken|is needed|only)\b/i,
    content: thing,
  },
];
