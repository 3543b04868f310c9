import type { Effect } from '../types.ts';
import type { Understanding } from './types.ts';

/**
 * What words around a flush of the TLB say about it: that it comes later than the drawing needs it, or that it is of one CPU alone.
 *
 *     deferred flush_tlb_mm(mm)    Batched TLB flush (IPI)    flush_tlb_page(vma, addr)  // this CPU only    flushes its own TLB
 */
const LATER_FIRST =
  /^(?:(?:the|a|an|then|and|now) )?(?:(?:(deferred|delayed|batched|lazy|lazily|postponed|queued)|late|later|finally|eventually|afterwards|(then|now|next)),?:? )/i;

/** Adverbs and adjectives in front of a step; `defers` says that the step itself may run at another time. */
export type Led = { readonly rest: string; readonly later: boolean; readonly defers: boolean };

/** The step behind its leading adverbs, or null where there are none. */
export function withoutAdverb(text: string): Led | null {
  let rest = text;
  let [later, defers] = [false, false];
  for (let i = 0; i < 4; i++) {
    const lead = rest.match(LATER_FIRST);
    if (!lead) break;
    rest = rest.slice(lead[0].length);
    later ||= lead[2] === undefined;
    defers ||= lead[1] !== undefined;
  }
  return rest === text || rest === '' ? null : { rest, later, defers };
}

const DEFERRED = /\b(?:deferred|delayed|batched|lazy|lazily|postponed|later|eventually)\b/i;
const ONE_CPU =
  /\b(?:local|locally|own)\b|\b(?:this|current|same) cpu\b|\bcpu ?\d{1,3} only\b|\bonly (?:on |of )?cpu ?\d{1,3}\b/i;
const NOT_SO = /\b(?:not|no|never|without|isn't|wasn't)\b/i;
const OTHERS_TOO = /\b(?:all|every|remote|each)\b|\band (?:the )?others?\b/i;

/** Words about a flush that is drawn but does not happen. */
const NOT_DONE =
  /\b(?:skipped|elided|omitted|missing|avoided|missed)\b|\b(?:not|never|no longer) (?:yet |be )?(?:done|called|reached|needed|run|executed|sent|performed|issued)\b/i;

/** `TLB flush`, `flush_tlb_mm(mm)`: what stands in brackets behind it is a remark. A bare word may be a call's name. */
export const isTlbFlush = (text: string): boolean =>
  text.length < 200 && /[ )]/.test(text) && /tlb/i.test(text) && /flush|shootdown|invalidat/i.test(text);

/** The flush with what is said of it. Other steps stay as they are. */
export function withFlushWords(step: Understanding, words: string): Understanding {
  if (!step.effects.some((effect) => effect.do === 'tlb-flush')) return step;
  if (NOT_DONE.test(words)) return { ...flushed(step, { do: 'nothing' }), complete: false };
  if (NOT_SO.test(words)) return step;
  if (ONE_CPU.test(words) && !OTHERS_TOO.test(words)) return flushed(step, { do: 'nothing' });
  return DEFERRED.test(words) ? flushed(step, { do: 'tlb-flush', deferred: true }) : step;
}

/** The step that stands behind adverbs: a flush is too late for those who needed it; another step may run at another time. */
export function withAdverb(step: Understanding, { later, defers }: Led): Understanding {
  if (step.effects.some((effect) => effect.do === 'tlb-flush'))
    return later ? flushed(step, { do: 'tlb-flush', deferred: true }) : step;
  return defers && step.effects.length > 0 ? { ...step, complete: false } : step;
}

const flushed = (step: Understanding, as: Effect): Understanding => ({
  ...step,
  effects: step.effects.map((effect) => (effect.do === 'tlb-flush' ? as : effect)),
});

/** `flush_tlb_mm(oldmm)`: of another address space than the drawing's, it may be. */
const OTHER_MM = /\bflush_tlb_\w{1,40} ?\( ?&?(?:other|old)\w{0,40}\b/;
export const flushesOther = (text: string): boolean => OTHER_MM.test(text);
