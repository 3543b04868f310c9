import { failureWords } from './failure-words.ts';
import { type Understanding, understanding } from './types.ts';

/**
 * Cells that are marks rather than steps:
 *
 *     ...   [...]   ^^^^^^^   }   <IRQ>   </IRQ>   [context switch]   *** DEADLOCK ***   XXXX BUG RACE window open here
 */
export function understandMark(text: string): Understanding | null {
  if (/^[[(]?\s*(?:\.{2,}|…|\.)\s*[\])]?$/.test(text) || /^(?:\[ ?snip ?\]|\(etc\)|: ?:)$/i.test(text))
    return understanding('elide', 'mark/elide');
  if (/^[\^\s]+$/.test(text) || /^[-=_~*+<>\s|]+$/.test(text)) return understanding('note', 'mark/underline');
  if (/^[})\]]+[;,]?$/.test(text) || text === '/>') return understanding('return', 'mark/close');
  if (text === 'return' || text === 'return;') return understanding('return', 'c/return');
  if (/^[{(]$/.test(text) || /^\}? ?else ?\{?$/.test(text)) return understanding('note', 'mark/open');
  const inner = text.replace(/^[\s<[{(*\-=>]+/, '').replace(/[\s\]>})*\-=<\\]+$/, '');
  if (/^<\/|^<\s*\/|^\[\/|^<eoi>/i.test(text)) return understanding('return', 'mark/interrupt-ends');
  const enclosed = /^(?:<.*[>\\]?|\[.*\]|-+> ?\S.*|=+> ?\S.*)$/.test(text) && text.length < 80;
  if (INTERRUPT.test(inner) && (enclosed || inner.split(' ').length <= 3))
    return understanding('irq', 'mark/interrupt');
  if (enclosed && text.startsWith('[') && /\b(?:delayed|paused|stalls?|here)\b/i.test(inner))
    return understanding('note', 'mark/remark');
  if (/^(?:<-{1,3}|=>) /.test(text)) return understanding('note', 'mark/remark', [], { failure: failureWords(text) });
  if (/^(?:ka)?boom[!. ]*$|^crash[!. ]*$|^bang[!. ]*$/i.test(text))
    return understanding('fail', 'mark/failure', [], { failure: failureWords(text) });
  if (/^(?:[-=]+> ?)?out[- ]of[- ]bounds\b/i.test(text) && text.length < 60)
    return understanding('fail', 'mark/failure');
  if (/^\[.*\b(?:error|warning|splat|oops|bug)\]$/i.test(text) && enclosed)
    return understanding('fail', 'mark/failure');
  return failMark(text);
}

const INTERRUPT =
  /^(?:(?:hard|soft|timer|device)? ?(?:irq|softirq|interrupts?|ipi|nmi|irq[- ]work)|hardirq|#pf|preempt(?:ed|ion|s)?|context switch|schedule(?::| )\s?task|migrated|(?:task )?switch(?:es)?)(?:$|[\s:,])/i;

/** A cell that only says that things went wrong. */
function failMark(text: string): Understanding | null {
  const letters = text.replace(/[^A-Za-z_]+/g, ' ').trim();
  const shouted =
    /^(?:[*!#X^=~-]{2,}|BUG\b|UAF\b|Oops\b|OOPS\b|KABOOM|BOOM|WARN(?:ING)?\b(?! ?\()|KASAN|PANIC|CRASH|DEADLOCK)/.test(
      text,
    ) || /^\* .* \*$/.test(text);
  const failure = failureWords(text);
  if (shouted && /\bwindow\b/i.test(text)) return understanding('note', 'mark/window', [], { failure });
  if (shouted && (failure || /\b(?:BUG|BOOM|KABOOM|RACE|CRASH)\b/i.test(text)) && letters.length < 80)
    return understanding('fail', 'mark/failure', [], { failure });
  return null;
}

/** The last resort for short text that names a failure: "use-after-free ?", "trigger uaf here". */
export function understandFailure(text: string): Understanding | null {
  const failure = text.length < 120 ? failureWords(text) : null;
  return failure ? understanding('fail', 'mark/failure', [], { failure }) : null;
}
