import type { Frame } from '../../search/frame.ts';
import { communicator } from '../communication.ts';
import { isSequential } from '../total-order.ts';
import type { Judge, Named, Violation } from '../types.ts';
import { type Ordering, ordering } from './axioms.ts';
import { basicsOf } from './basics.ts';
import { type Derived, deriver } from './derive.ts';
import { srcuByNesting, srcuByValue, srcuFlags } from './grace-periods.ts';
import { hasDataRace, hasMixedAccesses, isPlainCoherent, plainOrder } from './plain.ts';
import { mixesLocks } from './program-flags.ts';
import type { Version } from './versions.ts';

/** The kernel's model for the executions of one frame. */
export function lkmmJudge(frame: Frame, version: Version): Judge {
  const { space, has } = frame;
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
        const pairs = version.srcuByValue ? srcuByValue(frame, relations.data, relations.rf) : srcuByNesting(frame);
        srcuFlags(frame, pairs, execution, version, found);
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
        return { axiom: 'plain-coherence', cycle: [], made: {} };
      }
      return violation(order, relations, frame);
    },
  };

  function violation(order: Ordering, relations: Derived, { static: known }: Frame): Violation {
    const copy = (name: string, relation: Int32Array): Named => ({ name, relation: relation.slice() });
    const inside = space.relation();
    inside.set(relations.prop);
    space.intersect(inside, frame.int);
    space.removeIdentity(inside);
    const between = space.relation();
    between.set(relations.overwrite);
    space.intersect(between, frame.ext);
    const hb = [copy('ppo', relations.ppo), copy('rfe', relations.rfe)];
    const overwrite: Named[] = ['co', 'fr'].map((name) => {
      const relation = space.relation();
      relation.set(name === 'co' ? relations.co : relations.fr);
      space.intersect(relation, frame.ext);
      return { name, relation };
    });
    const cumul = [copy('cumul-fence', relations.cumul)];
    const prop = [overwrite, cumul, hb.slice(1)];
    const happens = [...hb, { name: 'prop', relation: inside }];
    const strong = [copy('strong-fence', relations.strong)];
    const made: Record<string, Named[][]> = { prop };
    if (order.fails === 'happens-before') return { axiom: order.fails, cycle: happens, made };
    if (order.fails === 'propagation') {
      made.pb = [[{ name: 'prop', relation: relations.prop.slice() }], strong, happens];
      return { axiom: order.fails, cycle: [copy('pb', order.pb)], made };
    }
    if (order.fails !== 'rcu') throw new Error('nothing fails');
    made.pb = [[{ name: 'prop', relation: relations.prop.slice() }], strong, happens];
    made.rb = [
      [{ name: 'prop', relation: relations.prop.slice() }],
      [copy('rcu-fence', order.rcuFence)],
      happens,
      [copy('pb', order.pb)],
    ];
    void known;
    return { axiom: order.fails, cycle: [copy('rb', order.rb)], made };
  }
}

const inVersion = (flag: string, { unmatchedRcuLock, unmatchedRcuUnlock }: Version): string =>
  flag === 'unmatched-rcu-lock' ? unmatchedRcuLock : flag === 'unmatched-rcu-unlock' ? unmatchedRcuUnlock : flag;
