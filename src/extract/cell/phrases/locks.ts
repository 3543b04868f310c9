import type { Effect } from '../../types.ts';
import type { PhraseTable } from './types.ts';

/** "PT lock", "takes the rwsem for read", "drops X", "blocks on X". */
const take = (mode: 'exclusive' | 'shared', tries = false): Effect => ({
  do: 'acquire',
  lock: '$lock',
  mode,
  lockKind: 'named',
  ...(tries ? { tries } : {}),
});
const drop: Effect = { do: 'release', lock: '$lock', mode: 'any', lockKind: 'named' };
const TAKE =
  'take|takes|taking|took|acquire|acquires|acquired|acquiring|grab|grabs|hold|holds|obtain|obtains|gets|got|retake|retakes|re-take|re-takes|reacquire|reacquires|re-acquire|re-acquires';
const DROP = 'release|releases|released|releasing|drop|drops|dropped|dropping|unlock|unlocks|unlocked';
const KIND = 'lock|mutex|spinlock|semaphore|rwsem|rwlock|sem';
const SHARED = 'for read|reading|shared|reader';
const EXCLUSIVE = 'for write|writing|exclusive|writer';
const THEN = 'again|first|here|now?';

export const locks: PhraseTable = {
  name: 'english',
  phrases: [
    {
      rule: 'still-holds',
      patterns: [`still|already holds|holding|has <lock> ${KIND} ...`, 'still|already holds|holding <lock>'],
      op: 'note',
      object: '$lock',
      effects: [],
      partial: true,
      cellOnly: true,
    },
    {
      rule: 'take-shared',
      patterns: [
        `${TAKE} <lock> ${KIND}? ${SHARED}`,
        `${TAKE} read lock of|on? <lock>`,
        `${TAKE} <lock> read ${KIND}? ${THEN}`,
        'read lock <lock>',
        'rlock <lock>',
        '<lock> read lock',
        '<lock> rlock',
      ],
      op: 'lock',
      object: '$lock',
      effects: [take('shared')],
    },
    {
      rule: 'take',
      patterns: [
        `${TAKE} <lock> ${KIND}? ${EXCLUSIVE}`,
        `${TAKE} write lock of|on? <lock>`,
        `${TAKE} <lock> write ${KIND}? ${THEN}`,
        'write lock <lock>',
        '<lock> write lock',
        `${TAKE} lock of|on? <lock>`,
        `${TAKE} <lock> ${KIND} ${THEN}`,
      ],
      op: 'lock',
      object: '$lock',
      effects: [take('exclusive')],
    },
    {
      rule: 'take-named',
      patterns: [
        `${TAKE} <lock:locklike> ${THEN}`,
        'take|takes|taking|acquire|acquires|acquired|grab|grabs|obtain|obtains|hold|holds the? <lock:named>',
      ],
      op: 'lock',
      object: '$lock',
      effects: [take('exclusive')],
    },
    {
      rule: 'taken',
      patterns: [`<lock> ${KIND} is? taken|acquired|grabbed|locked`, '<lock:locklike> is? taken|acquired|grabbed'],
      op: 'lock',
      object: '$lock',
      effects: [take('exclusive')],
      cellOnly: true,
    },
    {
      rule: 'try',
      patterns: [
        `try|tries to? lock|take|acquire|grab|get <lock> ${KIND}?`,
        `try|tries to? lock|take|acquire|grab|get the? <lock:locklike>`,
      ],
      op: 'lock',
      object: '$lock',
      effects: [take('exclusive')],
    },
    {
      // it never waits, and it may not get the lock
      rule: 'trylock',
      patterns: ['trylock <lock>', '<lock> trylock'],
      op: 'lock',
      object: '$lock',
      effects: [take('exclusive', true)],
    },
    {
      rule: 'lock',
      patterns: [`lock|locks|locked <lock> ${KIND}?`, '<lock> lock', '<lock> locked'],
      op: 'lock',
      object: '$lock',
      effects: [take('exclusive')],
    },
    {
      rule: 'bare-lock',
      patterns: ['lock', 'lock it?'],
      op: 'lock',
      object: null,
      effects: [],
      partial: true,
      cellOnly: true,
    },
    {
      rule: 'unlock',
      patterns: [
        `${DROP} <lock> read|write? ${KIND} ${THEN}`,
        `${DROP} read|write? lock of|on? <lock>`,
        `${DROP} the|its? <lock:locklike> ${THEN}`,
        `${DROP} <lock> ${SHARED}`,
        `${DROP} <lock> ${EXCLUSIVE}`,
        'unlock|unlocks|unlocked <lock>',
        '<lock> read|write unlock',
        '<lock> unlock',
        '<lock> unlocked|runlock',
      ],
      op: 'unlock',
      object: '$lock',
      effects: [drop],
    },
    {
      rule: 'dropped',
      patterns: [`<lock> ${KIND} is? released|dropped|unlocked`, '<lock:locklike> is? released|dropped'],
      op: 'unlock',
      object: '$lock',
      effects: [drop],
      cellOnly: true,
    },
    {
      rule: 'release',
      patterns: [
        'release|releases|released|drop|drops the? <lock:named>',
        `gives|give up <lock> ${KIND}`,
        'gives|give up the? <lock:locklike>',
      ],
      op: 'unlock',
      object: '$lock',
      effects: [drop],
    },
    {
      rule: 'bare-unlock',
      patterns: ['unlock', 'unlock it'],
      op: 'unlock',
      object: null,
      effects: [],
      partial: true,
      cellOnly: true,
    },
    {
      rule: 'blocks',
      patterns: [
        `block|blocks|blocked|blocking|spin|spins|spinning|stuck|stalls|contends on|at|for <lock> ${KIND} ...`,
        `block|blocks|blocked|blocking|spin|spins|spinning|stuck|stalls|contends on|at|for the? <lock:locklike> ...`,
        'block|blocks|blocked|blocking|spin|spins|spinning|stuck|stalls|contends on|at <lock>',
        'block|blocks|blocked|blocking|spin|spins|spinning|stuck|stalls|contends on|at <lock> ...',
      ],
      op: 'wait',
      object: '$lock',
      effects: [take('exclusive')],
      cellOnly: true,
    },
    {
      rule: 'waits-for-lock',
      patterns: [
        `wait|waits|waiting for|on to? take|acquire|get|lock? <lock> ${KIND} ...`,
        'wait|waits|waiting for|on to? take|acquire|get|lock? the|a? <lock:locklike> ...',
        `want|wants|wanting|need|needs to? take|acquire|get|lock? <lock> ${KIND} ...`,
        'want|wants|wanting|need|needs to? take|acquire|get|lock? the|a? <lock:locklike> ...',
      ],
      op: 'wait',
      object: '$lock',
      effects: [take('exclusive')],
      cellOnly: true,
    },
    {
      rule: 'preempt-off',
      patterns: ['preempt|preemption is? off|disabled', 'disable|disables preempt|preemption'],
      op: 'lock',
      object: 'preempt',
      effects: [],
      partial: true,
    },
    {
      rule: 'preempt-on',
      patterns: ['preempt|preemption is? on|enabled', 'enable|enables preempt|preemption'],
      op: 'unlock',
      object: 'preempt',
      effects: [],
      partial: true,
    },
    // A dependency between two locks: the second is taken under the first.
    {
      rule: 'lock-order',
      patterns: ['<a:locklike> -> <lock:locklike>', '<a:locklike> --> <lock:locklike>'],
      op: 'lock',
      object: '$lock',
      effects: [],
      partial: true,
      cellOnly: true,
    },
    {
      rule: 'irqs-off',
      patterns: ['disable|disables irqs|interrupts|irq', 'irqs|interrupts off|disabled'],
      op: 'lock',
      object: 'irq',
      effects: [{ do: 'acquire', lock: 'irq', mode: 'exclusive', lockKind: 'irq' }],
    },
    {
      rule: 'irqs-on',
      patterns: ['enable|enables irqs|interrupts|irq', 'irqs|interrupts on|enabled'],
      op: 'unlock',
      object: 'irq',
      effects: [{ do: 'release', lock: 'irq', mode: 'any', lockKind: 'irq' }],
    },
    {
      rule: 'upgrade',
      patterns: ['upgrade|upgrades <lock> ...'],
      op: 'lock',
      object: '$lock',
      effects: [],
      partial: true,
      cellOnly: true,
    },
  ],
};
