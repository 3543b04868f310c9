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
  if (/^(?:continue|break);?$/.test(text)) return understanding('return', 'c/jump');
  if (/^[{(]$/.test(text) || /^\}? ?else ?\{?$/.test(text)) return understanding('note', 'mark/open');
  const inner = text.replace(/^[\s<[{(*\-=>]+/, '').replace(/[\s\]>})*\-=<\\]+$/, '');
  if (/^<\/|^<\s*\/|^\[\/|^<eoi>/i.test(text) || LEFT.test(text)) return understanding('return', 'mark/interrupt-ends');
  const enclosed = /^(?:<.*[>\\]?|\[.*\]|-+> ?\S.*|=+> ?\S.*)$/.test(text) && text.length < 80;
  const lone = text.match(/^[<[] ?([A-Za-z][a-z-]{1,20}) ?[>\]]$/)?.[1]?.toLowerCase();
  if (lone !== undefined && LONE_WAITS.has(lone)) return understanding('wait', 'mark/waits', [], { complete: false });
  if (lone !== undefined && LONE_SWITCHES.has(lone))
    return understanding('irq', 'mark/interrupt', [], { complete: false });
  if (/^<in (?:hard|soft)?(?:irq|nmi|interrupt)>$/i.test(text) || ENTERED.test(text))
    return understanding('irq', 'mark/interrupt');
  if (enclosed && INTERRUPT.test(inner) && SWITCHED.test(inner))
    return understanding('note', 'mark/remark', [], { complete: false });
  if (INTERRUPT.test(inner) && !SWITCHED.test(inner) && (enclosed || inner.split(' ').length <= 3))
    return understanding('irq', 'mark/interrupt');
  if (enclosed && text.startsWith('[') && /\b(?:delayed|paused|stalls?|here)\b/i.test(inner))
    return understanding('note', 'mark/remark');
  if (/^(?:<-{1,3}|=>) /.test(text)) return understanding('note', 'mark/remark', [], { failure: failureWords(text) });
  if (/^[*<>! ]{0,6}(?:ka)?boo{1,8}m[!.* <>]*$|^crash[!. ]*$|^bang[!. ]*$/i.test(text))
    return understanding('fail', 'mark/failure', [], { failure: failureWords(text) });
  if (FAILURE_ALONE.test(text)) return understanding('fail', 'mark/failure', [], { failure: failureWords(text) });
  if (/^(?:[-=]+> ?)?out[- ]of[- ]bounds\b/i.test(text) && text.length < 60)
    return understanding('fail', 'mark/failure');
  if (/^\[.*\b(?:error|warning|splat|oops|bug)\]$/i.test(text) && enclosed)
    return understanding('fail', 'mark/failure');
  return failMark(text);
}

/** `<sleeps>`, `[blocked]`: one word in brackets. */
const LONE_WAITS = new Set(
  'sleep sleeps sleeping asleep block blocks blocked blocking wait waits waiting hang hangs stuck stall stalls stalled spins spinning'.split(
    ' ',
  ),
);
const LONE_SWITCHES = new Set(
  'reschedule rescheduled resched migrate migrated migration migrates switch interrupted preempt'.split(' '),
);
/** `interrupts off` tells how they are, not that one comes. */
const SWITCHED =
  /\b(?:off|on|disabled|enabled|masked|unmasked|missed|lost|sent|raised|queued|never|not|no|pending|handler)\b|\w context$/i;

const INTERRUPT =
  /^(?:(?:hard|soft|(?:timer|device|rx|tx|hw|dma|vblank|spurious|nic|network)(?= ))? ?(?:irq|softirq|interrupts?|ipi|nmi|irq[- ]work)|hardirq|#pf|preempt(?:ed|ion|s)?|context switch|int3|trap[- ]int3|page fault trap|machine check|schedule(?::| )\s?task|migrated|(?:task )?switch(?:es)?)(?:$|[\s:,])/i;

/** `<enter IPI handler: reset_dial>` to `<exit IPI>` */
const ENTERED = /^[<[] ?(?:enter|begin) (?:the )?(?:hard|soft)?(?:irq|nmi|ipi|interrupt)\b[^<>]*[>\]]$/i;
const LEFT = /^[<[] ?(?:exit|leave|end(?: of)?) (?:the )?(?:hard|soft)?(?:irq|nmi|ipi|interrupt)\b[^<>]*[>\]]$/i;

/** `use after free!`: the failure's name and nothing else. */
const FAILURE_ALONE = /^(?:an? )?(?:use after free|double free|null (?:pointer )?deref(?:erence)?)[ !?.]{0,4}$/i;

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
  // what is stale is no failure until somebody looks at it
  if (
    failure === 'stale-read' &&
    !/\b(?:read|reads|sees?|saw|gets?|got|returns?|uses?|hits?)\b|\bstale (?:read|data|value)/i.test(text)
  )
    return null;
  return failure ? understanding('fail', 'mark/failure', [], { failure }) : null;
}
