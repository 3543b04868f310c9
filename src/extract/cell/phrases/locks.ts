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
const TAKE = 'take|takes|taking|acquire|acquires|acquired|grab|grabs|hold|holds|obtain|obtains|gets';

export const locks: PhraseTable = {
  name: 'english',
  phrases: [
    {
      rule: 'take-shared',
      patterns: [
        `${TAKE} <lock> lock? for read|reading|shared`,
        `${TAKE} read lock of? <lock>`,
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
        `${TAKE} <lock> lock? for write|writing|exclusive`,
        `${TAKE} write lock of? <lock>`,
        'write lock <lock>',
        '<lock> write lock',
        `${TAKE} lock <lock>`,
        `${TAKE} <lock> lock|mutex|spinlock|semaphore|rwsem`,
      ],
      op: 'lock',
      object: '$lock',
      effects: [take('exclusive')],
    },
    {
      rule: 'take-named',
      patterns: ['take|takes|taking|acquire|acquires|acquired|grab|grabs|obtain|obtains <lock>', 'hold|holds <lock>'],
      op: 'lock',
      object: '$lock',
      effects: [take('exclusive')],
    },
    {
      rule: 'try',
      patterns: ['try|tries to? lock|take|acquire|grab|get <lock> lock?', 'trylock <lock>', '<lock> trylock'],
      op: 'lock',
      object: '$lock',
      effects: [take('exclusive')],
    },
    {
      rule: 'lock',
      patterns: ['lock|locks|locked <lock> lock|mutex?', '<lock> lock', '<lock> locked'],
      op: 'lock',
      object: '$lock',
      effects: [take('exclusive')],
    },
    {
      rule: 'bare-lock',
      patterns: ['lock', 'takes|take lock', 'lock it?'],
      op: 'lock',
      object: null,
      effects: [],
      partial: true,
      cellOnly: true,
    },
    {
      rule: 'unlock',
      patterns: ['unlock|unlocks|unlocked <lock> lock|mutex?', '<lock> unlock', '<lock> unlocked'],
      op: 'unlock',
      object: '$lock',
      effects: [drop],
    },
    {
      rule: 'release',
      patterns: [
        'release|releases|released|drop|drops|dropped <lock> lock|mutex|spinlock',
        'release|releases|drop|drops lock <lock>',
        'release|releases|released|drop|drops <lock>',
      ],
      op: 'unlock',
      object: '$lock',
      effects: [drop],
    },
    {
      rule: 'bare-unlock',
      patterns: ['unlock', 'release|drop lock'],
      op: 'unlock',
      object: null,
      effects: [],
      partial: true,
      cellOnly: true,
    },
    {
      rule: 'blocks',
      patterns: ['block|blocks|blocked|blocking|spin|spins|spinning|stuck|stalls|contends on|at <lock> lock? ...'],
      op: 'wait',
      object: '$lock',
      effects: [take('exclusive')],
      cellOnly: true,
    },
    {
      rule: 'waits-for-lock',
      patterns: ['wait|waits|waiting for|on <lock> lock|mutex|spinlock|rwsem ...'],
      op: 'wait',
      object: '$lock',
      effects: [take('exclusive')],
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
