import type { Patch, PatchLine } from '../../extract/types.ts';
import type { FixKind } from '../types.ts';

/** What kind of fix the words of a proposal are; the first row that matches. */
const WORDS: readonly (readonly [kind: FixKind, words: RegExp])[] = [
  [
    'rcu-free',
    /\b(?:kv?free_rcu|call_rcu)\b|\bfree\w* (?:it |them |\S+ )?(?:with|by|via|using|after) (?:an? )?(?:rcu|grace period)/i,
  ],
  ['wait-readers', /\bsynchronize_\w*rcu\w*|\bwait(?:s|ing)? for (?:a |the |an? rcu )?(?:grace period|readers)/i],
  [
    'cancel-sync',
    /\b\w*(?:cancel|del|delete|shutdown)\w*_sync\b|\bflush(?:es|ing)? (?:the )?work|\bcancel(?:s|ling|ing)? (?:the |that )?(?:work|timer)/i,
  ],
  [
    'add-barrier',
    /\b(?:add|need|insert|us|require|miss)\w* (?:an? |the |some |full |memory |read |write )*(?:smp_\w+|barriers?)\b|\bpair(?:ed|ing)? (?:of )?barriers?\b/i,
  ],
  // another lock, or none where it cannot be had, is none of the kinds
  [
    'other',
    /\b(?:separated?|own|local|private|dedicated|different|independent) (?:\S+ )?(?:lock|mutex|spinlock|semaphore)\b|\btrylock\b|_trylock\b|\breplac\w+ .{0,40}(?:lock|mutex)\b/i,
  ],
  [
    'take-reference',
    /\b(?:tak|hold|grab|gett?|pin|add)\w* (?:an? |the |another |extra )*(?:\S+ )?(?:references?|refs?|refcount\w*)\b|\brefcount_t\b|\bget_device\b/i,
  ],
  [
    'widen-lock',
    /\b(?:extend|widen|expand|enlarg)\w*\b.{0,40}\b(?:lock|mutex|section|scope)|\binside (?:of )?the \S*(?:lock|mutex|section)|\b(?:lock|mutex)\w* (?:around|earlier|up before|over)\b|\bholds? (?:the )?\S*(?:lock|mutex)\w* (?:until|around|while|over)\b/i,
  ],
  [
    'hold-lock',
    /\b(?:tak|hold|grab|acquir|protect|serializ|guard)\w*\b.{0,60}\b\S*(?:locks?|mutex|sem(?:aphore)?|rwsem)\b|\bunder (?:the )?\S*(?:lock|mutex|sem)\b|\bpreemption (?:is )?disabled|\bdisabl\w+ (?:preemption|interrupts|irqs)/i,
  ],
  [
    'recheck',
    /\b(?:re-?check|re-?read|re-?test|re-?validat|check|test)\w* (?:again|once more|whether|if|that|for|\S+ (?:again|before|under|in))\b|\bre-?(?:check|read|test|validate)\w*|\b(?:only|skip|bail out|return)\b.{0,60}\b(?:if|when|unless)\b|\bretry\b/i,
  ],
  [
    'remove-step',
    /\b(?:drop|remov|delet|get rid of|stop)\w* (?:the |that |this )?(?:call|clear|assignment|check|line|\w+\(\))/i,
  ],
  [
    'move-step',
    /\bmov(?:e|es|ed|ing)\b|\b(?:before|after|ahead of|earlier than|prior to) (?:we |it |the |calling |\w+ing )|\breorder(?:ing)?\b|\bswap(?:ping)? the order\b/i,
  ],
];

export function kindOfWords(text: string): FixKind {
  return WORDS.find(([, words]) => words.test(text))?.[0] ?? 'other';
}

const TAKES =
  /\b\w*(?:lock|mutex_lock|trylock|down_read|down_write|preempt_disable|local_irq_(?:disable|save)|local_bh_disable|guard)\w*\s*\(/;
const NO_LOCK = /unlock|needs_|holds_|_held|assert|lockdep|lock_init|init_lock|_lock_class|block|clock|is_locked/;
const takesLock = (text: string): boolean => TAKES.test(text) && !NO_LOCK.test(text);

/** What kind of fix the lines of a patch are; the first row that holds. */
const CODE: readonly (readonly [
  kind: FixKind,
  holds: (added: readonly string[], removed: readonly string[]) => boolean,
])[] = [
  ['rcu-free', (added) => added.some((text) => /\b(?:kv?free_rcu\w*|call_rcu\w*)\s*\(/.test(text))],
  ['wait-readers', (added) => added.some((text) => /\bsynchronize_(?:s?rcu\w*|net)\s*\(/.test(text))],
  [
    'cancel-sync',
    (added) =>
      added.some((text) =>
        /\b(?:cancel_\w*work_sync|(?:del_timer|timer_delete|timer_shutdown)_sync|disable_work_sync|flush_(?:work|delayed_work|workqueue)|hrtimer_cancel|tasklet_kill|kthread_stop)\s*\(/.test(
          text,
        ),
      ),
  ],
  ['widen-lock', (added, removed) => added.some((text) => takesLock(text) && removed.includes(text))],
  ['hold-lock', (added, removed) => added.some(takesLock) && !removed.some(takesLock)],
  [
    'take-reference',
    (added) =>
      added.some((text) =>
        /\b(?:kref_get|refcount_inc|get_device|try_module_get|__module_get|percpu_ref_(?:try)?get|\w+_(?:try_?)?get_(?:ref|unless_zero))\w*\s*\(/.test(
          text,
        ),
      ),
  ],
  [
    'add-barrier',
    (added) => added.some((text) => /\bsmp_(?:mb|rmb|wmb|store_release|load_acquire|store_mb)\w*\s*\(/.test(text)),
  ],
  [
    'move-step',
    (added, removed) => removed.some((text) => /\w\s*\(.*\);$|[^=!<>]=[^=].*;$/.test(text) && added.includes(text)),
  ],
  [
    'recheck',
    (added, removed) => added.some((text) => /^(?:\} ?else )?if ?\(/.test(text)) && removed.length <= added.length,
  ],
  ['remove-step', (added, removed) => added.length === 0 && removed.some((text) => /;$/.test(text))],
];

export function kindOfPatch({ code: all }: Patch): FixKind {
  const code = all.filter(({ text }) => !/^(?:\/?\*|\/\/)/.test(text));
  const of = (sign: PatchLine['sign']) => code.filter((change) => change.sign === sign).map(({ text }) => text);
  const [added, removed] = [of('+'), of('-')];
  return CODE.find(([, holds]) => holds(added, removed))?.[0] ?? 'other';
}
