import type { LockKind } from '../types.ts';
import { acquire, release } from './effects.ts';
import type { Row } from './types.ts';

type Mode = 'exclusive' | 'shared';
/** The rows of a lock that has functions of its own: take, drop, try. `lock` may be a template. */
export function pair(
  rule: string,
  lock: string,
  kind: LockKind,
  mode: Mode,
  take: string[],
  drop: string[],
  attempt: string[] = [],
  defaults: string[] = [],
): Row[] {
  const common = { object: lock, defaults };
  return [
    { ...common, rule, names: take, op: 'lock', sleeps: kind !== 'spin', effects: [acquire(lock, kind, mode)] },
    { ...common, rule: `${rule}-try`, names: attempt, op: 'lock', effects: [acquire(lock, kind, mode, true)] },
    { ...common, rule: `${rule}-release`, names: drop, op: 'unlock', effects: [release(lock, kind, mode)] },
  ];
}
