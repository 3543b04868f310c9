import type { Frame } from '../../search/frame.ts';
import { communicator } from '../communication.ts';
import { isSequential } from '../total-order.ts';
import type { Judge } from '../types.ts';
import { ordering } from './axioms.ts';
import { basicsOf } from './basics.ts';
import { deriver } from './derive.ts';
import { srcuByNesting, srcuByValue, srcuFlags } from './grace-periods.ts';
import { hasDataRace, hasMixedAccesses, isPlainCoherent, plainOrder } from './plain.ts';
import { mixesLocks } from './program-flags.ts';
import type { Version } from './versions.ts';
import { orderViolation, plainViolation } from './violations.ts';

/** The kernel's model for the executions of one frame. */
export function lkmmJudge(frame: Frame, version: Version): Judge {
  const { has } = frame;
  const communicate = communicator(frame);
  const derived = deriver(frame, basicsOf(frame, version), version);
  return {
    allows: (execution) => {
      if (!has.gracePeriods && isSequential(frame, communicate(execution))) return true;
      const relations = derived(execution);
      const order = ordering(frame, version, relations);
      if (order.fails !== null) return false;
      return !has.plain || isPlainCoherent(frame, relations, plainOrder(frame, relations, order));
    },
    flags: (execution, found) => {
      for (const { flags } of frame.layouts) for (const flag of flags) found.add(inVersion(flag, version));
      if (has.locks || has.srcu) if (mixesLocks(frame, version)) found.add('mixed-lock-accesses');
      if (has.srcu) {
        const relations = derived(execution);
        const byValue = srcuByValue(frame, relations.data, relations.rf);
        const pairs = version.srcuByValue ? byValue : srcuByNesting(frame);
        srcuFlags(frame, pairs, byValue, execution, version, found);
      }
      if (!has.plain) return;
      if (hasMixedAccesses(frame)) found.add('mixed-accesses');
      if (found.has('data-race')) return;
      const relations = derived(execution);
      const order = ordering(frame, version, relations);
      if (order.fails === null && hasDataRace(frame, relations, plainOrder(frame, relations, order))) {
        found.add('data-race');
      }
    },
    explain: (execution) => {
      const relations = derived(execution);
      const order = ordering(frame, version, relations);
      if (order.fails === null) {
        if (!has.plain || isPlainCoherent(frame, relations, plainOrder(frame, relations, order))) return null;
        return plainViolation(frame, relations, plainOrder(frame, relations, order));
      }
      return orderViolation(frame, relations, order);
    },
  };
}

const inVersion = (flag: string, { unmatchedRcuLock, unmatchedRcuUnlock }: Version): string =>
  flag === 'unmatched-rcu-lock' ? unmatchedRcuLock : flag === 'unmatched-rcu-unlock' ? unmatchedRcuUnlock : flag;
