import type { VerbRow } from './row.ts';

/** Locks, and what keeps a CPU to itself. */
export const locks: readonly VerbRow[] = [
  { rule: 'lock', op: 'lock', verbs: 'take, acquire, grab, get, obtain, retake, reacquire, re-acquire, re-take, regain, enter, contend, trylock, try', to: 'lock' },
  { rule: 'lock-verb', op: 'lock', verbs: 'lock, relock, trylock, write-lock, read-lock' },
  { rule: 'unlock', op: 'unlock', verbs: 'drop, release, unlock, give up, put, leave, relinquish, let go', to: 'lock' },
  { rule: 'unlock-verb', op: 'unlock', verbs: 'unlock' },
  { rule: 'irqs-off', op: 'lock', verbs: 'disable, mask, block', to: 'interrupt' },
  { rule: 'irqs-on', op: 'unlock', verbs: 'enable, reenable, re-enable, unmask, unblock', to: 'interrupt' },
  { rule: 'holds', op: 'note', verbs: 'hold, own', state: true },
]; // biome-ignore format: one row a line
